#pragma once

#include "settings/merge.hpp"
#include "storage/repository/secrets.hpp"

#include <integration_gallery/secret.hpp>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace integration_gallery::vault {
class DataKey;
class Vault;
} // namespace integration_gallery::vault

namespace integration_gallery::settings {

/// The slot for what people type.
inline constexpr std::string_view config_slot = "config";

/// The secrets of one record, by identity.
using Secrets = std::map<std::string, Secret>;

/// Opens a slot for the destinations that its record has now. Nothing sealed: nothing in it. Throws what Vault::open
/// throws, and Error(Status::key, "secret-unreadable") if what was sealed is no slot.
Secrets open_slot(vault::Vault& vault, std::string_view project, std::string_view integration,
                  const std::optional<storage::SecretRow>& row, const Destinations& destinations);

/// The same with the digest of those destinations.
Secrets open_slot(vault::Vault& vault, std::string_view project, std::string_view integration,
                  const std::optional<storage::SecretRow>& row, std::span<const std::byte> binding);

/// What Vault::fingerprint calls the place of a secret: "jira/authentication/apiKey".
std::string fingerprint_field(std::string_view integration, std::string_view identity);

/// A slot that is to be written, and the key it is sealed with: Vault::guard wants it inside the transaction.
struct SealedSlot {
    storage::SecretRow row;
    std::shared_ptr<const vault::DataKey> key; ///< nullptr if there is nothing in the slot
};

/// Seals `secrets` under the project's active key for `destinations`. The seal revision is one above that of `row`.
/// Call it outside of a transaction. Without secrets nothing is sealed, but the row stays.
SealedSlot seal_slot(vault::Vault& vault, std::string_view project, std::string_view integration,
                     const std::optional<storage::SecretRow>& row, const Secrets& secrets,
                     const Destinations& destinations, std::int64_t now_us);

} // namespace integration_gallery::settings
