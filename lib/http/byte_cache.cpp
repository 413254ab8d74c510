#include "http/byte_cache.hpp"

#include <iterator>

namespace integration_gallery::http {

template <class Holds>
ByteCache::Answer ByteCache::find_if(std::string_view key, Holds holds) {
    const std::lock_guard lock(m_mutex);
    const auto found = m_index.find(key);
    if (found == m_index.end() || !holds(*found->second))
        return {};
    m_entries.splice(m_entries.begin(), m_entries, found->second);
    return found->second->answer;
}

ByteCache::Answer ByteCache::find(std::string_view key, std::string_view source, std::string_view stamp) {
    return find_if(key, [&](Entry& entry) {
        if (entry.source != source)
            return false;
        entry.stamp = stamp;
        return true;
    });
}

ByteCache::Answer ByteCache::find_at(std::string_view key, std::string_view stamp) {
    return find_if(key, [&](const Entry& entry) { return !stamp.empty() && entry.stamp == stamp; });
}

void ByteCache::put(std::string_view key, std::string_view source, Answer answer, std::string_view stamp) {
    std::list<Entry> fresh;
    fresh.push_back({std::string(key), std::string(source), std::move(answer), std::string(stamp)});
    const std::size_t size = fresh.front().bytes();
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_index.find(key); found != m_index.end())
        drop(found->second);
    if (size > m_max_bytes)
        return;
    while (m_bytes + size > m_max_bytes)
        drop(std::prev(m_entries.end()));
    m_index.emplace(fresh.front().key, fresh.begin());
    m_entries.splice(m_entries.begin(), fresh);
    m_bytes += size;
}

std::size_t ByteCache::bytes() const {
    const std::lock_guard lock(m_mutex);
    return m_bytes;
}

void ByteCache::drop(std::list<Entry>::iterator entry) {
    m_bytes -= entry->bytes();
    m_index.erase(entry->key);
    m_entries.erase(entry);
}

} // namespace integration_gallery::http
