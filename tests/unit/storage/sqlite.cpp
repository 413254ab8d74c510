#include "conformance/storage/rows.hpp"
#include "storage/store.hpp"
#include "support/temporary_folder.hpp"
#include "support/test_data.hpp"
#include "unit/storage/sqlite_raw.hpp"

#include <integration_gallery/error.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <thread>

#include <dlfcn.h>
#include <sys/stat.h>

using namespace integration_gallery;
using namespace integration_gallery::storage;

namespace {

std::atomic<int> sync_count = 0;

struct Place {
    test::TemporaryFolder folder;
    std::string path = (folder.path() / "gallery.db").string();
    StoreOptions options = [this] {
        StoreOptions out;
        out.url = "sqlite://" + path;
        return out;
    }();
};

unsigned mode_of(const std::string& path) {
    struct stat found {};
    return stat(path.c_str(), &found) == 0 ? found.st_mode & 0777u : 0u;
}

} // namespace

/// Counts what SQLite asks the disk to keep, in front of the C library's function.
extern "C" __attribute__((visibility("default"))) int fdatasync(int file) {
    using Function = int (*)(int);
    static const auto original = reinterpret_cast<Function>(dlsym(RTLD_NEXT, "fdatasync"));
    ++sync_count;
    return original(file);
}

BOOST_AUTO_TEST_SUITE(storage)
BOOST_AUTO_TEST_SUITE(sqlite_file)

BOOST_AUTO_TEST_CASE(can_be_read_by_its_owner_only) {
    const Place place;
    const auto mask = umask(0);
    Store store(place.options);
    store.migrate();
    umask(mask);
    for (const char* suffix : {"", "-wal", "-shm"})
        BOOST_TEST(mode_of(place.path + suffix) == 0600u, place.path + suffix);
}

BOOST_AUTO_TEST_CASE(has_a_write_ahead_log) {
    const Place place;
    Store(place.options).migrate();
    BOOST_TEST(test::RawSqlite(place.path).run("pragma journal_mode") == "wal");
}

BOOST_AUTO_TEST_CASE(is_synced_for_every_acknowledged_write) {
    for (const bool full : {true, false}) {
        Place place;
        place.options.synchronous_full = full;
        Store store(place.options);
        store.migrate();
        store.write([](Transaction& t) { bump_project(t, "p1", 1); });
        sync_count = 0;
        for (int i = 0; i < 20; ++i)
            store.write([](Transaction& t) { bump_project(t, "p1", 1); });
        if (full)
            BOOST_TEST(sync_count >= 20);
        else
            BOOST_TEST(sync_count < 20);
    }
}

BOOST_AUTO_TEST_CASE(may_have_any_name) {
    const Place place;
    for (const char* name : {"a=b.db", "a b  c.db", "it's \"quoted\".db", "a?mode=memory.db", "percent%2541.db",
                             "file:x.db", "ünï.db", "db=other.db"}) {
        StoreOptions options;
        options.url = "sqlite://" + place.folder.path().string() + "/";
        for (const char* c = name; *c != '\0'; ++c) {
            if (*c == '%' || *c == '?' || *c == '#')
                options.url += *c == '%' ? "%25" : *c == '?' ? "%3F" : "%23";
            else
                options.url += *c;
        }
        Store(options).migrate();
        BOOST_TEST(std::filesystem::exists(place.folder.path() / name), name);
        BOOST_TEST(Store::inspect(options).version == latest_version(), name);
    }
}

BOOST_AUTO_TEST_CASE(integers_keep_64_bits_in_every_column) {
    const Place place;
    Store(place.options).migrate();
    test::RawSqlite raw(place.path);
    BOOST_TEST(raw.run("select count(*) from sqlite_master m join pragma_table_info(m.name) c where m.type='table' "
                       "and lower(c.type) not in ('bigint','text','varchar(191)','varchar(64)')") == "0");
    BOOST_TEST(raw.run("select count(*) from sqlite_master m join pragma_table_info(m.name) c where m.type='table' "
                       "and c.\"notnull\"=0") == "0");
}

BOOST_AUTO_TEST_CASE(no_snapshot_stays_behind_a_read) {
    const Place place;
    Store store(place.options);
    store.migrate();
    store.write([](Transaction& t) {
        for (int i = 0; i < 20; ++i)
            insert_settings(t, test::settings_row("p1", "i" + std::to_string(i)));
    });
    test::RawSqlite raw(place.path);
    raw.run("pragma busy_timeout=0");
    for (int i = 0; i < 5; ++i) {
        store.read_one([](Transaction& t) { return find_settings(t, "p1", "i0"); });
        store.read([](Transaction& t) { return list_status(t, "p1"); });
        store.read_one([](Transaction& t) { return has_sealed(t); });
        store.write([](Transaction& t) { bump_project(t, "p1", 1); });
        // A checkpoint that empties the log needs that nobody reads an older state: the first column says so.
        BOOST_TEST(raw.run("pragma wal_checkpoint(truncate)") == "0 0 0");
    }
}

BOOST_AUTO_TEST_CASE(a_write_waits_for_another_program_and_then_goes_on) {
    const Place place;
    Store store(place.options);
    store.migrate();
    test::RawSqlite raw(place.path);
    raw.run("begin immediate");
    std::thread other([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(150));
        raw.run("commit");
    });
    store.write([](Transaction& t) { bump_project(t, "p1", 1); });
    other.join();
    BOOST_TEST(store.read_one([](Transaction& t) { return project_revision(t, "p1"); }) == 1);
}

BOOST_AUTO_TEST_CASE(a_read_that_turns_into_a_write_does_not_fail_on_what_came_between) {
    const Place place;
    Store store(place.options);
    store.migrate();
    // Reading first and writing then is what fails at once in a transaction that began as a reader.
    for (int i = 0; i < 3; ++i)
        store.write([&](Transaction& t) {
            project_revision(t, "p1");
            bump_project(t, "p1", 1);
        });
    BOOST_TEST(store.statistics().retries == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
