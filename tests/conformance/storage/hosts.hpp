#pragma once

#include <integration_gallery/gallery.hpp>

#include <atomic>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

/// Hosts in front of a database: what all of them were told must be true afterwards.
namespace integration_gallery::test {

/// A gallery of the test's catalog on a database, with keys from that file, which is made if it is missing.
Gallery open_gallery(const std::string& url, const std::filesystem::path& keys,
                     std::chrono::milliseconds limit = std::chrono::seconds(10));

/// What is wrong with the record of "project <index>" that the helper or a Writer writes: "" if it has the revision
/// `acknowledged` or one above, and its settings and its secret belong together.
std::string check_record(const Gallery& gallery, int index, std::int64_t acknowledged);

/// Threads that change settings of a gallery until they are stopped, and keep what was acknowledged.
class Writers {
public:
    Writers(const Gallery& gallery, int threads);
    ~Writers() { stop(); }
    Writers(const Writers&) = delete;
    Writers& operator=(const Writers&) = delete;

    void stop();
    std::int64_t acknowledged() const { return m_acknowledged; }
    /// Waits until so many more changes are acknowledged to each thread; false if that takes longer than a minute.
    bool go_on(int changes);
    /// The codes of the failures, and how often each came.
    std::map<std::string, int> failures() const;
    /// The longest time between two acknowledgements of a thread.
    std::chrono::milliseconds longest_gap() const { return std::chrono::milliseconds(m_longest_ms); }
    /// What is wrong with the records, seen through `gallery`.
    std::string check(const Gallery& gallery) const;

private:
    void write(const Gallery& gallery, int index);

    std::atomic<bool> m_stop = false;
    std::atomic<std::int64_t> m_acknowledged = 0;
    std::atomic<std::int64_t> m_longest_ms = 0;
    std::vector<std::atomic<std::int64_t>> m_revisions;
    mutable std::mutex m_mutex;
    std::map<std::string, int> m_failures;
    std::vector<std::thread> m_threads;
};

} // namespace integration_gallery::test
