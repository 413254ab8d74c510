#pragma once

#include "storage/repository/secrets.hpp"

#include <integration_gallery/history.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace integration_gallery::vault {
class DataKey;
class Vault;
} // namespace integration_gallery::vault

namespace integration_gallery::history {

/// What is signed of a chain. It stands as a sealed value among the project's secrets, so it is sealed again with them
/// when keys are rotated, and goes with them when the project's keys are destroyed.
struct Anchor {
    std::int64_t first = 1; ///< place of the first version that is kept
    std::string previous;   ///< hash of the version before that, which is gone; "" if there was none
    HistoryHead head;       ///< the newest version at signing
};

/// Does a row hold an anchor?
bool is_anchor(const storage::SecretRow& row) noexcept;

/// The row that the anchor stands in.
std::optional<storage::SecretRow> find_anchor_row(storage::Transaction& transaction, std::string_view project);

/// Opens it, in a transaction. Nothing if the row is missing or was emptied by destroying the project's keys. Throws
/// what Vault::open throws, and Error(Status::key, "secret-unreadable") if what was sealed is no anchor.
std::optional<Anchor> open_anchor(storage::Transaction& transaction, vault::Vault& vault, std::string_view project,
                                  const std::optional<storage::SecretRow>& row);

/// An anchor that is to be written, and the key that Vault::guard wants to see.
struct SealedAnchor {
    storage::SecretRow row;
    std::shared_ptr<const vault::DataKey> key;
};

/// Seals the successor of what stands in `row`. Outside of transactions.
SealedAnchor seal_anchor(vault::Vault& vault, std::string_view project, const std::optional<storage::SecretRow>& row,
                         const Anchor& anchor, std::int64_t now_us);

} // namespace integration_gallery::history
