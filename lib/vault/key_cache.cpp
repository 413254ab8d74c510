#include "vault/key_cache.hpp"

#include <integration_gallery/error.hpp>

#include <condition_variable>
#include <thread>

namespace integration_gallery::vault {
namespace {

// A clock that was set back counts as time that has passed: keys are asked for anew rather than kept for ever.
bool passed(KeyCache::Time since, KeyCache::Time now, std::chrono::milliseconds interval) {
    return now < since || now - since >= interval;
}

} // namespace

struct KeyCache::Flight {
    std::thread::id maker = std::this_thread::get_id();
    std::condition_variable done;
    bool ended = false;
    Key key; // stays empty after a failure
};

KeyCache::Key KeyCache::find_locked(std::string_view id, Time now) {
    const auto found = m_by_id.find(id);
    if (found == m_by_id.end())
        return nullptr;
    if (passed(found->second->since, now, m_lifetime)) {
        m_entries.erase(found->second);
        m_by_id.erase(found);
        return nullptr;
    }
    m_entries.splice(m_entries.begin(), m_entries, found->second);
    return found->second->key;
}

void KeyCache::insert_locked(const Key& key, Time now) {
    if (m_limit == 0 || m_lifetime <= std::chrono::milliseconds(0) || m_by_id.contains(key->id()))
        return;
    if (m_entries.size() >= m_limit) {
        m_by_id.erase(m_by_id.find(m_entries.back().key->id()));
        m_entries.pop_back();
    }
    // In both or, where memory runs out, in neither: the other functions take it for granted.
    std::list<Entry> made;
    made.push_front({key, now});
    m_by_id.emplace(key->id(), made.begin());
    m_entries.splice(m_entries.begin(), made);
}

void KeyCache::forget_project_locked(std::string_view project) {
    for (auto entry = m_entries.begin(); entry != m_entries.end();) {
        if (entry->key->project() == project) {
            m_by_id.erase(m_by_id.find(entry->key->id()));
            entry = m_entries.erase(entry);
        } else {
            ++entry;
        }
    }
}

KeyCache::Key KeyCache::find(std::string_view id, Time now) {
    const std::lock_guard lock(m_mutex);
    return find_locked(id, now);
}

KeyCache::Key KeyCache::get(std::string_view id, Time now, const std::function<Key()>& make) {
    std::shared_ptr<Flight> flight;
    {
        std::unique_lock lock(m_mutex);
        if (auto key = find_locked(id, now))
            return key;
        if (const auto found = m_flights.find(id); found != m_flights.end()) {
            const auto other = found->second;
            if (other->maker == std::this_thread::get_id())
                throw Error(Status::invalid_state, "key-provider-reentered",
                            "The key provider called back into the library for the key that it was asked for.");
            other->done.wait(lock, [&] { return other->ended; });
            if (other->key)
                return other->key;
            // Its failure may be its own (a transaction that broke): this thread tries by itself.
            lock.unlock();
            return make();
        }
        flight = std::make_shared<Flight>();
        m_flights.emplace(id, flight);
    }
    Key key;
    const auto land = [&]() noexcept {
        const std::lock_guard lock(m_mutex);
        flight->key = key;
        flight->ended = true;
        m_flights.erase(m_flights.find(id));
        flight->done.notify_all();
    };
    try {
        key = make();
    } catch (...) {
        land();
        throw;
    }
    land();
    const std::lock_guard lock(m_mutex);
    insert_locked(key, now);
    return key;
}

bool KeyCache::is_due(std::string_view project, Time now, std::chrono::milliseconds interval) {
    const std::lock_guard lock(m_mutex);
    const auto seen = m_seen.find(project);
    return seen == m_seen.end() || passed(seen->second.at, now, interval);
}

void KeyCache::note(std::string_view project, std::int64_t revision, Time now, std::string_view fingerprint_id) {
    const std::lock_guard lock(m_mutex);
    if (const auto seen = m_seen.find(project); seen != m_seen.end()) {
        if (seen->second.revision != revision)
            forget_project_locked(project);
        seen->second = {revision, now, std::string(fingerprint_id)};
        return;
    }
    if (m_seen.size() >= 4 * m_limit + 64)
        m_seen.clear(); // costs one look at each project, no more
    m_seen.emplace(project, Seen{revision, now, std::string(fingerprint_id)});
}

std::string KeyCache::fingerprint_id(std::string_view project) const {
    const std::lock_guard lock(m_mutex);
    const auto seen = m_seen.find(project);
    return seen == m_seen.end() ? "" : seen->second.fingerprint_id;
}

void KeyCache::forget(std::string_view id) {
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_by_id.find(id); found != m_by_id.end()) {
        m_entries.erase(found->second);
        m_by_id.erase(found);
    }
}

void KeyCache::forget_project(std::string_view project) {
    const std::lock_guard lock(m_mutex);
    forget_project_locked(project);
}

std::size_t KeyCache::size() const {
    const std::lock_guard lock(m_mutex);
    return m_entries.size();
}

} // namespace integration_gallery::vault
