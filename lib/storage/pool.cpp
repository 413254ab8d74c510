#include "storage/pool.hpp"

#include <utility>

namespace integration_gallery::storage {

Pool::Pool(const Dialect& dialect, const DatabaseUrl& url, const StoreOptions& options)
    : m_dialect(dialect), m_url(url), m_options(options) {
    m_idle.reserve(options.session_limit);
}

Pool::~Pool() {
    if (!m_mark.is_here())
        leave_parents_sessions();
}

/// Closing a session of the parent would end it for the parent as well: it is left open and forgotten.
void Pool::leave_parents_sessions() {
    for (auto& session : m_idle)
        static_cast<void>(session.release());
    m_idle.clear();
    m_count = 0;
    m_mark.set();
}

std::unique_ptr<Session> Pool::open() {
    try {
        auto session = std::make_unique<Session>(m_dialect, m_dialect.connect(m_url, m_options));
        ++m_opened;
        return session;
    } catch (const soci::soci_error& error) {
        throw m_dialect.classify_opening(error);
    }
}

Pool::Lease Pool::take(std::chrono::steady_clock::time_point deadline) {
    std::unique_ptr<Session> expired;
    {
        std::unique_lock lock(m_mutex);
        if (!m_mark.is_here())
            leave_parents_sessions();
        const auto ready = [&] { return !m_idle.empty() || m_count < m_options.session_limit; };
        if (!m_returned.wait_until(lock, deadline, ready))
            throw Failure(Fault::retry);
        if (!m_idle.empty()) {
            auto session = std::move(m_idle.back());
            m_idle.pop_back();
            if (std::chrono::steady_clock::now() - session->opened_at() < m_options.session_age_limit)
                return {*this, std::move(session)};
            expired = std::move(session);
            ++m_discarded;
        } else {
            ++m_count;
        }
    }
    expired.reset();
    try {
        return {*this, open()};
    } catch (...) {
        const std::lock_guard lock(m_mutex);
        --m_count;
        m_returned.notify_one();
        throw;
    }
}

void Pool::give_back(std::unique_ptr<Session> session) noexcept {
    const bool good = session->at_rest();
    {
        const std::lock_guard lock(m_mutex);
        if (good) {
            m_idle.push_back(std::move(session)); // within what was reserved
        } else {
            --m_count;
            ++m_discarded;
        }
        m_returned.notify_one();
    }
}

void Pool::drop_idle() noexcept {
    std::vector<std::unique_ptr<Session>> dropped;
    const std::lock_guard lock(m_mutex);
    dropped.swap(m_idle);
    m_count -= dropped.size();
    m_discarded += dropped.size();
    m_returned.notify_all();
}

} // namespace integration_gallery::storage
