#pragma once

#include <integration_gallery/history.hpp>

#include <string_view>

namespace integration_gallery {
class Clock;
}

namespace integration_gallery::storage {
class Store;
}

namespace integration_gallery::vault {
class Vault;
}

namespace integration_gallery::history {

/// Removes the versions that `retention` does not keep, and signs what is left, in one transaction. The chain is
/// verified first: Error(Status::conflict, "history-damaged") where it does not fit. Nothing to remove: it is signed
/// all the same. A project without a history is left alone.
RetentionResult retain(storage::Store& store, vault::Vault& vault, Clock& clock, std::string_view project,
                       const Retention& retention);

} // namespace integration_gallery::history
