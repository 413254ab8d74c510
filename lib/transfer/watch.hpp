#pragma once

#include <integration_gallery/transfer.hpp>

#include <chrono>
#include <cstdint>

namespace integration_gallery::transfer {

/// Tells a transfer's owner how far it is, a few times a second at most.
class Watch {
public:
    explicit Watch(const TransferWatch& watch) : m_watch(watch) {}

    /// Begins a stage, and tells of it.
    void begin(const char* stage, std::int64_t total);
    /// Throws Error(Status::cancelled, "cancelled") if the owner wants no more.
    void at(std::int64_t done);
    void advance() { at(m_progress.done + 1); }
    /// Tells of the end of the stage.
    void end();

private:
    void tell();

    const TransferWatch& m_watch;
    TransferProgress m_progress;
    std::chrono::steady_clock::time_point m_begun;
    std::chrono::steady_clock::time_point m_told;
};

} // namespace integration_gallery::transfer
