#include "http/metrics.hpp"

#include "http/handlers.hpp"

#include <algorithm>

namespace integration_gallery::http {
namespace {

/// A count of microseconds or nanoseconds as decimal seconds, without the noise of floating point.
std::string to_seconds(std::uint64_t count, std::uint64_t per_second) {
    std::string fraction = std::to_string(per_second + count % per_second).substr(1);
    while (fraction.size() > 1 && fraction.back() == '0')
        fraction.pop_back();
    return std::to_string(count / per_second) + '.' + fraction;
}

std::string_view name_of(std::size_t row) {
    return row < routes().size() ? routes()[row].pattern : std::string_view("none");
}

} // namespace

Metrics::Metrics() : m_rows(routes().size() + 1) {}

void Metrics::count(const Route* route, int status, std::chrono::nanoseconds duration) noexcept {
    Row& row = route != nullptr ? m_rows[static_cast<std::size_t>(route - routes().data())] : m_rows.back();
    const auto status_class = static_cast<std::size_t>(std::clamp(status / 100, 2, 5) - 2);
    const auto bucket = static_cast<std::size_t>(
        std::lower_bound(bounds.begin(), bounds.end(), (duration.count() + 999) / 1000) - bounds.begin());
    row.by_status[status_class].fetch_add(1, std::memory_order_relaxed);
    row.by_duration[bucket].fetch_add(1, std::memory_order_relaxed);
    row.nanoseconds.fetch_add(static_cast<std::uint64_t>(duration.count()), std::memory_order_relaxed);
}

std::string Metrics::text() const {
    std::string counters = "# HELP ig_http_requests Requests that were answered.\n# TYPE ig_http_requests counter\n";
    std::string durations = "# HELP ig_http_request_seconds Time in the library for one request.\n"
                            "# TYPE ig_http_request_seconds histogram\n# UNIT ig_http_request_seconds seconds\n";
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const Row& row = m_rows[i];
        const std::string route = "{route=\"" + std::string(name_of(i)) + '"';
        for (std::size_t j = 0; j < row.by_status.size(); ++j)
            counters += "ig_http_requests_total" + route + ",status=\"" + std::to_string(j + 2) + "xx\"} " +
                        std::to_string(row.by_status[j].load(std::memory_order_relaxed)) + '\n';
        std::uint64_t total = 0;
        for (std::size_t j = 0; j < row.by_duration.size(); ++j) {
            total += row.by_duration[j].load(std::memory_order_relaxed);
            const std::string bound =
                j < bounds.size() ? to_seconds(static_cast<std::uint64_t>(bounds[j]), 1'000'000) : "+Inf";
            durations +=
                "ig_http_request_seconds_bucket" + route + ",le=\"" + bound + "\"} " + std::to_string(total) + '\n';
        }
        durations += "ig_http_request_seconds_count" + route + "} " + std::to_string(total) + '\n';
        durations += "ig_http_request_seconds_sum" + route + "} " +
                     to_seconds(row.nanoseconds.load(std::memory_order_relaxed), 1'000'000'000) + '\n';
    }
    return counters + durations + "# EOF\n";
}

Reply give_metrics(const Context& context, Exchange&) {
    Reply reply;
    reply.media_type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    reply.body = std::make_shared<const std::string>(context.metrics.text());
    return reply;
}

} // namespace integration_gallery::http
