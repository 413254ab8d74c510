#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace integration_gallery::storage {

/// One step from a version of the tables to the next. It only adds: an older library that still runs must not stumble.
/// Each statement stands alone and does no harm when it runs twice; tokens in braces are Words (dialect/dialect.hpp).
struct Migration {
    std::int64_t version;
    std::span<const std::string_view> statements;
};

/// All of them; the one at index n has the version n + 1.
std::span<const Migration> migrations() noexcept;

/// One per file.
extern const Migration migration_001_base;
extern const Migration migration_002_history;
extern const Migration migration_003_hosts;

} // namespace integration_gallery::storage
