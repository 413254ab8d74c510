#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace integration_gallery::http {

/// Serialised answers, each under a key and with the tag of what it was made from; the least recently used go first
/// when there are too many bytes. What it gives is shared, never copied. Any thread; holds no lock while others work.
class ByteCache {
public:
    using Body = std::shared_ptr<const std::string>;

    explicit ByteCache(std::size_t max_bytes) noexcept : m_max_bytes(max_bytes) {}

    /// The body under `key` if it was made from `tag`, or nullptr. O(1).
    Body find(std::string_view key, std::string_view tag);
    /// Keeps a body, in the place of what `key` had. One that alone is above the limit is not kept.
    void put(std::string_view key, std::string_view tag, Body body);
    /// The bytes of keys, tags and bodies.
    std::size_t bytes() const;

private:
    struct Entry {
        std::string key;
        std::string tag;
        Body body;
        std::size_t bytes() const noexcept { return key.size() + tag.size() + body->size(); }
    };
    void drop(std::list<Entry>::iterator entry);

    const std::size_t m_max_bytes;
    mutable std::mutex m_mutex;
    std::list<Entry> m_entries;                                               ///< the most recently used first
    std::unordered_map<std::string_view, std::list<Entry>::iterator> m_index; ///< keys stand in the entries
    std::size_t m_bytes = 0;
};

} // namespace integration_gallery::http
