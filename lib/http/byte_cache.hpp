#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace integration_gallery::http {

/// Serialised answers, each under a key and with the text of what it was made from; the least recently used go first
/// when there are too many bytes. What it gives is shared, never copied. Any thread; holds no lock while others work.
///
/// An answer also keeps the stamp of the store (settings::Service::stamp) at which it was last seen to be right: while
/// the store has the same one, nothing has to be read to know that it still is.
class ByteCache {
public:
    using Body = std::shared_ptr<const std::string>;

    explicit ByteCache(std::size_t max_bytes) noexcept : m_max_bytes(max_bytes) {}

    struct Answer {
        Body body; ///< nullptr: there is none
        std::string etag;
    };

    /// The answer under `key` if it was made from `source`, which was read after `stamp` was taken. O(1).
    Answer find(std::string_view key, std::string_view source, std::string_view stamp = {});
    /// The answer under `key` if it was seen to be right at `stamp`; none where the stamp is empty. O(1).
    Answer find_at(std::string_view key, std::string_view stamp);
    /// Keeps an answer, in the place of what `key` had. One that alone is above the limit is not kept. `source` was
    /// read after `stamp` was taken.
    void put(std::string_view key, std::string_view source, Answer answer, std::string_view stamp = {});
    /// The bytes of all that is kept.
    std::size_t bytes() const;

private:
    struct Entry {
        std::string key;
        std::string source;
        Answer answer;
        std::string stamp;
        std::size_t bytes() const noexcept {
            return key.size() + source.size() + answer.body->size() + answer.etag.size();
        }
    };
    template <class Holds>
    Answer find_if(std::string_view key, Holds holds);
    void drop(std::list<Entry>::iterator entry);

    const std::size_t m_max_bytes;
    mutable std::mutex m_mutex;
    std::list<Entry> m_entries;                                               ///< the most recently used first
    std::unordered_map<std::string_view, std::list<Entry>::iterator> m_index; ///< keys stand in the entries
    std::size_t m_bytes = 0;
};

} // namespace integration_gallery::http
