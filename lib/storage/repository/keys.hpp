#pragma once

#include "storage/transaction.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The rows of the key hierarchy and the statements that rotate it: every step is one compare-and-swap, every work list
/// a query. What the values mean is the vault's business. Each function throws what Transaction throws, and Error with
/// Status::invalid_argument for a name that no database may see.
///
/// Locks are taken in this order everywhere: key, settings, secret, project.
namespace integration_gallery::storage {

/// The one row that makes a database a store.
struct StoreRow {
    std::string store_id;             ///< 16 random bytes in base64url
    std::int64_t min_read_format = 1; ///< a library that does not read it refuses the store
    std::int64_t write_format = 1;
    std::string active_kek; ///< new data-encryption keys are wrapped under it
    std::int64_t revision = 1;
    std::int64_t created_us = 0;
};

/// A key-encryption key that was registered. It is never stored itself.
struct KekRow {
    std::string kek_id;
    std::string provider;
    std::string check_value; ///< tells the right key from a wrong one; written once
    std::string parameters;  ///< of the provider, such as salt and cost: JSON, in clear
    std::string state;
    std::int64_t created_us = 0;
};

/// The keys that a project uses now.
struct ProjectKeyRow {
    std::string project;
    std::string active_dek;
    std::string fingerprint_dek; ///< "" until there is one
    std::int64_t revision = 1;
};

/// A data-encryption key, wrapped.
struct DekRow {
    std::string dek_id;
    std::string project;
    std::string purpose;
    std::int64_t version = 1; ///< unique within project and purpose
    std::string state;        ///< "pending", "active", "decrypt_only", "destroyed"
    bool compromised = false;
    std::string kek_id;
    std::string wrapped; ///< "" when destroyed
    std::int64_t revision = 1;
    std::int64_t created_us = 0;
    std::int64_t changed_us = 0; ///< when it came to its state
};

std::optional<StoreRow> find_store(Transaction& transaction);
/// False: there is one.
bool insert_store(Transaction& transaction, const StoreRow& row);
/// Points to another key-encryption key if `expected` is still the active one.
bool swap_active_kek(Transaction& transaction, std::string_view expected, std::string_view kek_id);
/// Raises the formats if the revision is still `expected_revision`.
bool update_formats(Transaction& transaction, std::int64_t min_read_format, std::int64_t write_format,
                    std::int64_t expected_revision);

/// With Lock::share for whoever is about to wrap a key under it.
std::optional<KekRow> find_kek(Transaction& transaction, std::string_view kek_id, Lock lock = Lock::none);
std::vector<KekRow> list_keks(Transaction& transaction);
/// False: there is one of that id.
bool insert_kek(Transaction& transaction, const KekRow& row);
/// False: the state is not `expected`.
bool update_kek_state(Transaction& transaction, std::string_view kek_id, std::string_view expected,
                      std::string_view state);

std::optional<ProjectKeyRow> find_project_key(Transaction& transaction, std::string_view project,
                                              Lock lock = Lock::none);
/// False: there is one.
bool insert_project_key(Transaction& transaction, const ProjectKeyRow& row);
/// Points to another key if `expected` is still the active one ("" after a shred).
bool swap_active_dek(Transaction& transaction, std::string_view project, std::string_view expected,
                     std::string_view dek_id);
/// The same for the key of the fingerprints.
bool swap_fingerprint_dek(Transaction& transaction, std::string_view project, std::string_view expected,
                          std::string_view dek_id);
/// Adds 1 to the revision of the project's keys and nothing else: every process looks at them anew, and
/// project_state_revision grows.
void touch_project_key(Transaction& transaction, std::string_view project);
/// The projects that have keys, in the order of their names, from the first after `after`.
std::vector<std::string> list_projects_with_keys(Transaction& transaction, std::string_view after, std::int64_t limit);

/// With Lock::share for a writer that is about to use the key, with Lock::update for one that destroys it.
std::optional<DekRow> find_dek(Transaction& transaction, std::string_view dek_id, Lock lock = Lock::none);
/// All keys of a project, also destroyed ones, by purpose and version.
std::vector<DekRow> list_deks(Transaction& transaction, std::string_view project);
/// The version that a new key of the project takes. Two that take it at once: one insert is repeated.
std::int64_t next_dek_version(Transaction& transaction, std::string_view project, std::string_view purpose);
/// False: there is one of that id.
bool insert_dek(Transaction& transaction, const DekRow& row);
/// Sets state, compromised, kek_id, wrapped and changed_us if the revision is still `expected_revision`, and adds 1 to
/// it (row.revision is not read).
bool update_dek(Transaction& transaction, const DekRow& row, std::int64_t expected_revision);
/// Removes a key that was never used. False: there is none in the state "pending".
bool delete_pending_dek(Transaction& transaction, std::string_view dek_id);
/// Removes pending keys made before `before_us`, and returns how many there were.
std::int64_t sweep_pending_deks(Transaction& transaction, std::int64_t before_us);

/// The work list of a re-wrap: keys that are not destroyed and stand under another key-encryption key than `kek_id`, by
/// id, from the first after `after`; at most `limit`.
std::vector<DekRow> list_deks_not_under_kek(Transaction& transaction, std::string_view kek_id, std::string_view after,
                                            std::int64_t limit);

/// How many keys that are not destroyed stand under each key-encryption key.
struct KekUse {
    std::string kek_id;
    std::int64_t deks = 0;
};
std::vector<KekUse> count_deks_by_kek(Transaction& transaction);

} // namespace integration_gallery::storage
