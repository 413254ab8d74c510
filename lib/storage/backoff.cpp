#include "storage/backoff.hpp"

#include <algorithm>
#include <cstdint>
#include <thread>

namespace integration_gallery::storage {
namespace {

constexpr std::chrono::microseconds longest{100'000};

} // namespace

Backoff::Backoff(std::chrono::milliseconds limit) noexcept : m_deadline(std::chrono::steady_clock::now() + limit) {}

bool Backoff::wait() {
    ++m_attempts;
    const auto now = std::chrono::steady_clock::now();
    if (now >= m_deadline)
        return false;
    // Any spread will do; the clock's low digits and the address of this object differ between rivals.
    const auto seed = static_cast<std::uint64_t>(now.time_since_epoch().count()) ^
                      static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(this));
    const auto spread = static_cast<std::int64_t>((seed * 0x9E3779B97F4A7C15u) >> 56); // 0 to 255
    std::this_thread::sleep_until(std::min(m_deadline, now + m_next / 2 + m_next * spread / 256));
    m_next = std::min(m_next * 2, longest);
    return true;
}

std::chrono::milliseconds Backoff::left() const noexcept {
    const auto left = m_deadline - std::chrono::steady_clock::now();
    return std::max(std::chrono::milliseconds(1), std::chrono::duration_cast<std::chrono::milliseconds>(left));
}

} // namespace integration_gallery::storage
