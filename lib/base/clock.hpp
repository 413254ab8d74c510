#pragma once

#include <integration_gallery/host.hpp>

#include <cstdint>

namespace integration_gallery::base {

/// The system's clock.
class SystemClock final : public Clock {
public:
    std::chrono::system_clock::time_point now() override;
};

/// Microseconds since 1970-01-01T00:00:00Z: how time stands in the store.
std::int64_t to_microseconds(std::chrono::system_clock::time_point time) noexcept;
std::chrono::system_clock::time_point from_microseconds(std::int64_t microseconds) noexcept;

} // namespace integration_gallery::base
