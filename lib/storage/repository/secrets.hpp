#pragma once

#include "storage/transaction.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The sealed values. Each function throws what Transaction throws, and Error with Status::invalid_argument for a name
/// that no database may see.
namespace integration_gallery::storage {

/// One slot ("config", "token") of one integration in one project. A cleared slot keeps its row and its seal revision,
/// so that an older value can never come back under the same number.
struct SecretRow {
    std::string project;
    std::string integration;
    std::string slot;
    std::string record;             ///< the id that the sealed value is bound to
    std::int64_t seal_revision = 1; ///< of the sealed value; apart from the revision of the settings
    std::string key_id;             ///< "" when nothing is sealed
    std::string sealed;             ///< "" when nothing is sealed
    std::string bound;              ///< the destinations' pointers at sealing: a JSON list
    std::int64_t updated_us = 0;
};

std::optional<SecretRow> find_secret(Transaction& transaction, std::string_view project, std::string_view integration,
                                     std::string_view slot, Lock lock = Lock::none);

/// All slots of one integration, in the order of their names.
std::vector<SecretRow> list_secrets(Transaction& transaction, std::string_view project, std::string_view integration);

/// False: there is such a row.
bool insert_secret(Transaction& transaction, const SecretRow& row);

/// Replaces record, key, sealed value and bound pointers if the seal revision is still `expected_seal_revision`; the
/// new one is row.seal_revision, which must be larger. False: it is not, or there is no such row.
bool update_secret(Transaction& transaction, const SecretRow& row, std::int64_t expected_seal_revision);

/// How many sealed values stand under a data-encryption key.
std::int64_t count_secrets_under_key(Transaction& transaction, std::string_view key_id);

/// How long that work list is.
std::int64_t count_secrets_not_under_key(Transaction& transaction, std::string_view project, std::string_view key_id);

/// The work list of a re-encryption: sealed values of a project that stand under another key than `key_id`. In the
/// order of integration and slot, from the first after the given pair; at most `limit`.
std::vector<SecretRow> list_secrets_not_under_key(Transaction& transaction, std::string_view project,
                                                  std::string_view key_id, std::string_view after_integration,
                                                  std::string_view after_slot, std::int64_t limit);

/// All sealed values under a key, in the order of project, integration and slot; at most `limit`.
std::vector<SecretRow> list_secrets_by_key(Transaction& transaction, std::string_view key_id, std::int64_t limit);

/// Is anything sealed in the whole store?
bool has_sealed(Transaction& transaction);

/// Empties every sealed value of a project; the rows and their seal revisions stay. Returns how many were emptied.
std::int64_t clear_secrets(Transaction& transaction, std::string_view project, std::int64_t now_us);

} // namespace integration_gallery::storage
