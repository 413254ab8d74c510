#pragma once

#include <integration_gallery/progress.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace integration_gallery::base {

/// Tells the owner of long work how far it is, and how fast it has been so far.
class Pace {
public:
    explicit Pace(const JobWatch& watch) : m_watch(watch) {}

    /// May the work go on?
    bool tell(std::int64_t done, std::int64_t left, std::int64_t faults) const {
        if (!m_watch)
            return true;
        const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - m_start;
        return m_watch({done, std::max<std::int64_t>(left, 0), faults,
                        passed.count() > 0 ? static_cast<double>(done) / passed.count() : 0});
    }

private:
    const JobWatch& m_watch;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

} // namespace integration_gallery::base
