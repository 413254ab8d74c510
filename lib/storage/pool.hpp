#pragma once

#include "base/fork_mark.hpp"
#include "storage/session.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace integration_gallery::storage {

/// The sessions of a store. Opened when they are needed, given back when they are at rest, never repaired. Any thread;
/// a child after a fork opens its own and leaves the parent's alone.
class Pool {
public:
    Pool(const Dialect& dialect, const DatabaseUrl& url, const StoreOptions& options);
    ~Pool();
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;

    /// A session on loan.
    class Lease {
    public:
        Lease(Pool& pool, std::unique_ptr<Session> session) : m_pool(pool), m_session(std::move(session)) {}
        ~Lease() { m_pool.give_back(std::move(m_session)); }
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        Session& operator*() const noexcept { return *m_session; }

    private:
        Pool& m_pool;
        std::unique_ptr<Session> m_session;
    };

    /// Waits for a session until `deadline`. Throws Failure: Fault::retry if there is none by then, or what opening
    /// met.
    Lease take(std::chrono::steady_clock::time_point deadline);

    /// Closes the sessions that are not on loan: after a lost connection they are suspect.
    void drop_idle() noexcept;

    std::uint64_t opened() const noexcept { return m_opened; }
    std::uint64_t discarded() const noexcept { return m_discarded; }

private:
    void give_back(std::unique_ptr<Session> session) noexcept;
    void leave_parents_sessions();
    std::unique_ptr<Session> open();

    const Dialect& m_dialect;
    const DatabaseUrl& m_url;
    const StoreOptions& m_options;
    std::mutex m_mutex;
    std::condition_variable m_returned;
    std::vector<std::unique_ptr<Session>> m_idle;
    std::size_t m_count = 0; ///< idle or on loan
    base::ForkMark m_mark;
    std::atomic<std::uint64_t> m_opened = 0;
    std::atomic<std::uint64_t> m_discarded = 0;
};

} // namespace integration_gallery::storage
