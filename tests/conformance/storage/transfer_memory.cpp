// What a transfer holds in memory does not grow with the store.
#include "conformance/storage/database.hpp"
#include "storage/repository/history.hpp"
#include "storage/repository/settings.hpp"
#include "support/gallery.hpp"

#include <integration_gallery/transfer.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <string>
#include <thread>

#if defined(__SANITIZE_ADDRESS__)
extern "C" std::size_t __sanitizer_get_current_allocated_bytes(); // GCC has no header for it
#else
#include <malloc.h>
#endif

using namespace integration_gallery;
using namespace integration_gallery::storage;

namespace {

constexpr std::int64_t few = 300; // more than a page of rows
constexpr std::int64_t many = 2'500;
constexpr std::size_t document_size = 8'000;

/// What is allocated in this process, in bytes.
std::int64_t allocated() {
#if defined(__SANITIZE_ADDRESS__)
    return static_cast<std::int64_t>(__sanitizer_get_current_allocated_bytes());
#else
    return static_cast<std::int64_t>(mallinfo2().uordblks);
#endif
}

/// The most that `work` had allocated at any moment, beyond what there was before it.
template <class Work>
std::int64_t peak_of(const Work& work) {
    const std::int64_t before = allocated();
    std::atomic<bool> stop = false;
    std::int64_t peak = before;
    std::thread watcher([&] {
        while (!stop) {
            peak = std::max(peak, allocated());
            std::this_thread::sleep_for(std::chrono::microseconds(200));
        }
    });
    work();
    stop = true;
    watcher.join();
    return peak - before;
}

/// A store with one project and so many versions, each of another text.
class BigStore {
public:
    BigStore(const test::TestStore& house, const std::string& url) : m_options(house.options()) {
        Gallery::open(m_options); // makes the key
        m_options.database_url = url;
        m_options.synchronous = false;
        m_options.audit = nullptr;
        Gallery::open(m_options);
    }

    Gallery open() const { return Gallery::open(m_options); }

    void grow_to(std::int64_t versions) {
        StoreOptions options;
        options.url = m_options.database_url;
        options.synchronous_full = false;
        Store(options).write([&](Transaction& t) {
            for (std::int64_t number = m_versions + 1; number <= versions; ++number) {
                const std::string text =
                    "{\"note\":\"" + std::string(document_size, static_cast<char>('a' + number % 26)) + "\"}";
                bump_project(t, "apollo", 1);
                insert_history(t,
                               {"apollo", number, "open", number, "update", true, text, "{}", "1", 0, 1, "ada", "x"});
            }
        });
        m_versions = versions;
    }

private:
    Options m_options;
    std::int64_t m_versions = 0;
};

} // namespace

IG_CONFORMANCE(transfer_memory, of_an_export_does_not_grow_with_the_store) {
    const test::TestStore house;
    BigStore store(house, database.url());
    const auto key = ExportKey::file(house.key_file());
    const auto peak = [&](std::int64_t versions) {
        store.grow_to(versions);
        const Gallery gallery = store.open();
        const auto file = house.folder() / std::to_string(versions);
        std::int64_t written = 0;
        const auto most = peak_of([&] { written = gallery.export_to(file, key).counts.versions; });
        BOOST_TEST(written == versions);
        BOOST_TEST(std::filesystem::file_size(file) > static_cast<std::uintmax_t>(versions) * document_size);
        return most;
    };
    const auto small = peak(few);
    const auto big = peak(many);
    BOOST_TEST(big < small + 1'000'000, "the export of " << few << " versions takes " << small << " bytes, that of "
                                                         << many << " takes " << big);
    BOOST_TEST_MESSAGE("an export of " << many * document_size / 1'000'000 << " MB takes " << big / 1'000 << " kB");
}

IG_CONFORMANCE(transfer_memory, of_a_move_does_not_grow_with_the_store) {
    const test::TestStore house;
    BigStore store(house, house.url());
    const auto peak = [&](std::int64_t versions) {
        store.grow_to(versions);
        const auto target = test::make_database(database.engine());
        return peak_of([&] { BOOST_TEST(move_store(house.url(), target->url()).counts.versions == versions); });
    };
    const auto small = peak(few);
    const auto big = peak(many);
    // SQLite keeps pages that were not written yet in a cache of its own, 2 MB at the most in each connection.
    BOOST_TEST(big < small + 5'000'000,
               "the move of " << few << " versions takes " << small << " bytes, that of " << many << " takes " << big);
    BOOST_TEST_MESSAGE("a move of " << many * document_size / 1'000'000 << " MB takes " << big / 1'000 << " kB");
}
