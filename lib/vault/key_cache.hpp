#pragma once

#include "vault/data_key.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace integration_gallery::vault {

/// The unwrapped data keys of a process: at most so many, each for at most so long, the least recently used leave
/// first. Any thread; holds no lock while a key is made.
class KeyCache {
public:
    using Time = std::chrono::system_clock::time_point;
    using Key = std::shared_ptr<const DataKey>;

    KeyCache(std::size_t limit, std::chrono::milliseconds lifetime) : m_limit(limit), m_lifetime(lifetime) {}

    /// The key, or nullptr if it is not here or too old.
    Key find(std::string_view id, Time now);

    /// The key; `make` makes it if it is not here. Of several threads that want the same key one makes it, and the
    /// others wait for it; if it fails they try by themselves. A `make` that asks for its own key gets Error of
    /// Status::invalid_state "key-provider-reentered".
    Key get(std::string_view id, Time now, const std::function<Key()>& make);

    /// Was the project's state not looked at for `interval`?
    bool is_due(std::string_view project, Time now, std::chrono::milliseconds interval);
    /// The project's keys stood at `revision` just now: if they stood elsewhere before, its keys are dropped.
    void note(std::string_view project, std::int64_t revision, Time now, std::string_view fingerprint_id = {});
    /// The id of the project's key of fingerprints as it was noted last; "" if there was none.
    std::string fingerprint_id(std::string_view project) const;

    void forget(std::string_view id);
    void forget_project(std::string_view project);
    std::size_t size() const;

private:
    struct Entry {
        Key key;
        Time since;
    };
    struct Flight;
    struct Seen {
        std::int64_t revision;
        Time at;
        std::string fingerprint_id;
    };
    using Entries = std::list<Entry>;

    Key find_locked(std::string_view id, Time now);
    void insert_locked(const Key& key, Time now);
    void forget_project_locked(std::string_view project);

    const std::size_t m_limit;
    const std::chrono::milliseconds m_lifetime;
    mutable std::mutex m_mutex;
    Entries m_entries; // the most recently used first
    std::map<std::string, Entries::iterator, std::less<>> m_by_id;
    std::map<std::string, std::shared_ptr<Flight>, std::less<>> m_flights;
    std::map<std::string, Seen, std::less<>> m_seen;
};

} // namespace integration_gallery::vault
