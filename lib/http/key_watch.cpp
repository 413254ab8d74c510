#include "http/key_watch.hpp"

namespace integration_gallery::http {

bool KeyWatch::are_there(std::chrono::system_clock::time_point now, const std::function<bool()>& look) {
    {
        const std::lock_guard lock(m_mutex);
        if (now < m_next && m_next - now <= interval) // a clock that was put back does not stop the looking
            return m_there;
        m_next = now + interval;
    }
    const bool there = look();
    const std::lock_guard lock(m_mutex);
    m_there = there;
    return there;
}

} // namespace integration_gallery::http
