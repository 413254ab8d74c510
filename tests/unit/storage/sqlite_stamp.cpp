#include "conformance/storage/rows.hpp"
#include "storage/store.hpp"
#include "support/temporary_folder.hpp"
#include "unit/storage/sqlite_raw.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <set>
#include <vector>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace integration_gallery;
using namespace integration_gallery::storage;

namespace {

struct Place {
    test::TemporaryFolder folder;
    std::string path = (folder.path() / "gallery.db").string();
    StoreOptions options = [this] {
        StoreOptions out;
        out.url = "sqlite://" + path;
        out.time_limit = std::chrono::milliseconds(60'000);
        return out;
    }();
    Store store{options};
    Place() {
        store.migrate();
        store.write([](Transaction& t) { bump_project(t, "p1", 1); });
    }
};

/// Writes a word of the log's index, as nobody does: in a child, since closing the file takes a process's locks with
/// it.
bool scribble(const std::string& path, std::initializer_list<std::size_t> words, std::uint32_t change) {
    const pid_t child = ::fork();
    if (child == 0) {
        const int file = ::open((path + "-shm").c_str(), O_RDWR);
        void* memory = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        if (memory == MAP_FAILED)
            ::_exit(1);
        for (const std::size_t word : words)
            static_cast<std::uint32_t*>(memory)[word] ^= change;
        ::_exit(0);
    }
    int status = 1;
    ::waitpid(child, &status, 0);
    return status == 0;
}

} // namespace

BOOST_AUTO_TEST_SUITE(storage)
BOOST_AUTO_TEST_SUITE(sqlite_stamp)

BOOST_AUTO_TEST_CASE(stays_the_same_while_things_are_only_read) {
    Place place;
    const std::string stamp = place.store.stamp();
    BOOST_TEST(!stamp.empty());
    for (int i = 0; i < 3; ++i) {
        place.store.read_one([](Transaction& t) { return project_revision(t, "p1"); });
        place.store.read([](Transaction& t) { return list_settings(t, "p1"); });
        BOOST_TEST(place.store.stamp() == stamp);
    }
    Store other(place.options);
    BOOST_TEST(other.stamp() == stamp);
    BOOST_TEST(test::RawSqlite(place.path).run("select count(*) from ig_project") == "1");
    BOOST_TEST(place.store.stamp() == stamp);
}

BOOST_AUTO_TEST_CASE(changes_with_what_anybody_commits) {
    Place place;
    Store other(place.options);
    test::RawSqlite raw(place.path);
    raw.run("pragma busy_timeout=10000");
    std::string stamp = place.store.stamp();
    const auto changes = [&] {
        const std::string before = std::exchange(stamp, place.store.stamp());
        return !stamp.empty() && stamp != before && other.stamp() == stamp;
    };
    place.store.write([](Transaction& t) { bump_project(t, "p1", 1); });
    BOOST_TEST(changes());
    other.write([](Transaction& t) { bump_project(t, "p1", 1); });
    BOOST_TEST(changes());
    raw.run("update ig_project set revision=revision+1");
    BOOST_TEST(changes());
    raw.run("create table others(a)");
    BOOST_TEST(changes());
    raw.run("vacuum");
    BOOST_TEST(changes());
}

BOOST_AUTO_TEST_CASE(changes_when_a_transaction_ends_and_not_before) {
    Place place;
    const std::string stamp = place.store.stamp();
    test::RawSqlite raw(place.path);
    raw.run("begin immediate; update ig_project set revision=7");
    BOOST_TEST(place.store.stamp() == stamp);
    raw.run("rollback");
    BOOST_TEST(place.store.stamp() == stamp);
    raw.run("begin immediate; update ig_project set revision=7; commit");
    BOOST_TEST(place.store.stamp() != stamp);
}

BOOST_AUTO_TEST_CASE(is_never_given_twice_even_when_the_log_begins_again) {
    Place place;
    test::RawSqlite raw(place.path);
    std::set<std::string> stamps{place.store.stamp()};
    constexpr std::size_t commits = 400;
    for (std::size_t i = 0; i < commits; ++i) {
        place.store.write([](Transaction& t) { bump_project(t, "p1", 1); });
        stamps.insert(place.store.stamp());
        if (i % 20 == 0)
            raw.run(i % 40 == 0 ? "pragma wal_checkpoint(truncate)" : "pragma wal_checkpoint(restart)");
    }
    BOOST_TEST(stamps.size() == commits + 1);
    BOOST_TEST(stamps.count("") == 0u);
}

BOOST_AUTO_TEST_CASE(is_none_while_a_commit_is_being_made_known) {
    Place place;
    const std::string stamp = place.store.stamp();
    constexpr std::size_t counter = 2; // of commits; the second copy of the head begins at word 12
    BOOST_REQUIRE(scribble(place.path, {12 + counter}, 1));
    BOOST_TEST(place.store.stamp().empty());
    BOOST_REQUIRE(scribble(place.path, {counter}, 1));
    BOOST_TEST(place.store.stamp() != stamp);
    BOOST_REQUIRE(scribble(place.path, {counter, 12 + counter}, 1));
    BOOST_TEST(place.store.stamp() == stamp);
}

BOOST_AUTO_TEST_CASE(is_none_where_the_index_has_another_format_or_was_not_filled_in) {
    Place place;
    const std::string stamp = place.store.stamp();
    BOOST_REQUIRE(scribble(place.path, {0, 12}, 1000));
    BOOST_TEST(place.store.stamp().empty());
    BOOST_REQUIRE(scribble(place.path, {0, 12}, 1000));
    BOOST_TEST(place.store.stamp() == stamp);
    BOOST_REQUIRE(scribble(place.path, {3, 15}, 1));
    BOOST_TEST(place.store.stamp().empty());
    // SQLite builds the index anew, and nothing is lost
    BOOST_TEST(place.store.read_one([](Transaction& t) { return project_revision(t, "p1"); }) == 1);
    BOOST_TEST(!place.store.stamp().empty());
}

BOOST_AUTO_TEST_CASE(is_none_when_every_session_is_on_loan) {
    Place place;
    place.options.session_limit = 1;
    Store store(place.options);
    BOOST_TEST(!store.stamp().empty());
    store.read([&](Transaction&) {
        const auto start = std::chrono::steady_clock::now();
        BOOST_TEST(store.stamp().empty());
        BOOST_TEST((std::chrono::steady_clock::now() - start < std::chrono::seconds(5)));
    });
    BOOST_TEST(!store.stamp().empty());
}

BOOST_AUTO_TEST_CASE(of_a_child_is_that_of_its_parent) {
    Place place;
    const std::string stamp = place.store.stamp();
    const pid_t child = ::fork();
    if (child == 0) {
        int failed = 1;
        try {
            const bool same = place.store.stamp() == stamp;
            place.store.write([](Transaction& t) { bump_project(t, "p1", 1); });
            failed = same && place.store.stamp() != stamp ? 0 : 2;
        } catch (...) {
        }
        ::_exit(failed);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    BOOST_TEST(status == 0);
    BOOST_TEST(!place.store.stamp().empty());
    BOOST_TEST(place.store.stamp() != stamp);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
