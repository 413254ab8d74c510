#pragma once

#include <cstdint>
#include <string>

namespace integration_gallery::base {

/// RFC 3339 in UTC with milliseconds, such as "2026-11-22T14:26:00.123Z", of microseconds since 1970.
std::string to_rfc3339(std::int64_t microseconds);

} // namespace integration_gallery::base
