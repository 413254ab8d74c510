#include "transfer/watch.hpp"

#include <integration_gallery/error.hpp>

namespace integration_gallery::transfer {
namespace {

constexpr std::chrono::milliseconds interval{200};

} // namespace

void Watch::begin(const char* stage, std::int64_t total) {
    m_progress = {stage, 0, total, 0};
    m_begun = std::chrono::steady_clock::now();
    tell();
}

void Watch::at(std::int64_t done) {
    m_progress.done = done;
    if (m_watch && std::chrono::steady_clock::now() - m_told >= interval)
        tell();
}

void Watch::end() {
    tell();
}

void Watch::tell() {
    if (!m_watch)
        return;
    m_told = std::chrono::steady_clock::now();
    const std::chrono::duration<double> passed = m_told - m_begun;
    m_progress.per_second = passed.count() > 0 ? static_cast<double>(m_progress.done) / passed.count() : 0;
    if (!m_watch(m_progress))
        throw Error(Status::cancelled, "cancelled", "The transfer was stopped. Nothing of it is left behind.");
}

} // namespace integration_gallery::transfer
