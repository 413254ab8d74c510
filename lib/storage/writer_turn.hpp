#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace integration_gallery::storage {

/// Whose turn it is to write to a database that has one writer: SQLite's busy handler is unfair, so the writers of one
/// process queue here instead. Any thread. (A std::timed_mutex would do, but the thread sanitizer of GCC 12 does not
/// see its locking.)
class WriterTurn {
public:
    /// Gives the turn back when it dies.
    class Holder {
    public:
        explicit Holder(WriterTurn& turn) noexcept : m_turn(turn) {}
        ~Holder() {
            {
                const std::lock_guard lock(m_turn.m_mutex);
                m_turn.m_taken = false;
            }
            m_turn.m_free.notify_one();
        }
        Holder(const Holder&) = delete;
        Holder& operator=(const Holder&) = delete;

    private:
        WriterTurn& m_turn;
    };

    /// Waits for the turn and takes it; false if it was not to be had in time. After true, make a Holder.
    bool take(std::chrono::steady_clock::time_point deadline) {
        std::unique_lock lock(m_mutex);
        if (!m_free.wait_until(lock, deadline, [this] { return !m_taken; }))
            return false;
        m_taken = true;
        return true;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_free;
    bool m_taken = false;
};

} // namespace integration_gallery::storage
