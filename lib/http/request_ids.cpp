#include "http/request_ids.hpp"

#include <span>

namespace integration_gallery::http {

std::string RequestIds::next() {
    const auto take = [this] {
        m_left -= base::identifier_size;
        return base::make_identifier(std::span(m_bytes).subspan(m_left).first<base::identifier_size>());
    };
    {
        const std::lock_guard lock(m_mutex);
        if (m_left > 0 && m_mark.is_here())
            return take();
    }
    std::array<std::byte, sizeof m_bytes> fresh;
    m_random.fill(fresh);
    const std::lock_guard lock(m_mutex);
    m_bytes = fresh;
    m_left = m_bytes.size();
    m_mark.set();
    return take();
}

} // namespace integration_gallery::http
