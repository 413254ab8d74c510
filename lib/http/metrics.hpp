#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace integration_gallery::http {

struct Route;

/// Counts requests and their durations by route. Holds no names, no projects and no values. Any thread, without a lock;
/// a text that is made meanwhile may lack the last requests.
class Metrics {
public:
    Metrics();

    /// `route` is nullptr where there was none.
    void count(const Route* route, int status, std::chrono::nanoseconds duration) noexcept;

    /// Everything since the start, in the OpenMetrics text format (1.0.0).
    std::string text() const;

private:
    /// The upper bounds of the histogram's buckets, in microseconds; one more bucket has no bound.
    static constexpr std::array<std::int64_t, 7> bounds{100, 500, 1'000, 5'000, 25'000, 100'000, 1'000'000};

    struct Row {
        std::array<std::atomic<std::uint64_t>, 4> by_status{}; ///< 2xx, 3xx, 4xx, 5xx
        std::array<std::atomic<std::uint64_t>, bounds.size() + 1> by_duration{};
        std::atomic<std::uint64_t> nanoseconds{0};
    };
    std::vector<Row> m_rows; ///< as the table of routes, and one more for what is none
};

} // namespace integration_gallery::http
