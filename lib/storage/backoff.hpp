#pragma once

#include <chrono>

namespace integration_gallery::storage {

/// The waits between the attempts of one call: growing, a little random so that rivals part, within one time limit.
class Backoff {
public:
    explicit Backoff(std::chrono::milliseconds limit) noexcept;

    /// Sleeps and says true, or says false if the time is over.
    bool wait();
    int attempts() const noexcept { return m_attempts; }
    std::chrono::steady_clock::time_point deadline() const noexcept { return m_deadline; }
    /// What is left of the time; at least one millisecond.
    std::chrono::milliseconds left() const noexcept;

private:
    std::chrono::steady_clock::time_point m_deadline;
    std::chrono::microseconds m_next{500};
    int m_attempts = 0;
};

} // namespace integration_gallery::storage
