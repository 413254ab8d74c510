#include "base/clock.hpp"

namespace integration_gallery::base {

std::chrono::system_clock::time_point SystemClock::now() {
    return std::chrono::system_clock::now();
}

std::int64_t to_microseconds(std::chrono::system_clock::time_point time) noexcept {
    return std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
}

std::chrono::system_clock::time_point from_microseconds(std::int64_t microseconds) noexcept {
    return std::chrono::system_clock::time_point(
        std::chrono::duration_cast<std::chrono::system_clock::duration>(std::chrono::microseconds(microseconds)));
}

} // namespace integration_gallery::base
