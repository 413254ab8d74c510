#pragma once

#include <integration_gallery/history.hpp>

#include <optional>
#include <string_view>

namespace integration_gallery::storage {
class Store;
}

namespace integration_gallery::vault {
class Vault;
}

namespace integration_gallery::history {

/// Reads the whole chain of a project on one snapshot, a page at a time, and says what does not fit: each version with
/// its hash, the chain with the project's revision, with the signed anchor and with `expected`, and the settings with
/// their newest version. A project that never changed is intact. `progress` is told of each page; where it says no:
/// Error(Status::cancelled, "cancelled").
HistoryReport verify(storage::Store& store, vault::Vault& vault, std::string_view project,
                     const std::optional<HistoryHead>& expected = {}, const JobWatch& progress = {});

/// A report, and the place of the last version that does not fit; 0: all do. What comes after it is sound.
struct Examination {
    HistoryReport report;
    std::int64_t last_unsound = 0;
};
Examination examine(storage::Store& store, vault::Vault& vault, std::string_view project,
                    const std::optional<HistoryHead>& expected = {}, const JobWatch& progress = {});

} // namespace integration_gallery::history
