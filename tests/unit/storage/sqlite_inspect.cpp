#include "conformance/storage/rows.hpp"
#include "storage/store.hpp"
#include "support/process.hpp"
#include "support/temporary_folder.hpp"
#include "support/test_data.hpp"
#include "unit/storage/sqlite_raw.hpp"

#include <integration_gallery/error.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <csignal>
#include <fstream>
#include <map>
#include <thread>

using namespace integration_gallery;
using namespace integration_gallery::storage;

namespace {

struct Place {
    test::TemporaryFolder folder;
    std::string path = (folder.path() / "gallery.db").string();

    StoreOptions options() const {
        StoreOptions out;
        out.url = "sqlite://" + path;
        return out;
    }

    /// Every file in the folder but the index of the log, which is no data, by name.
    std::map<std::string, std::string> files() const {
        std::map<std::string, std::string> out;
        for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
            out[entry.path().filename().string()] =
                entry.path().string().ends_with("-shm") ? "" : test::read_file(entry.path());
        return out;
    }
};

void fill(Store& store) {
    store.migrate();
    store.write([](Transaction& t) {
        insert_store(t, {"c3RvcmU", 1, 1, "kek-1", 1, 1000});
        insert_secret(t, test::secret_row());
    });
}

/// What a process leaves that is killed with the store open: the database, its log, the log's index.
void fill_and_die(const Place& place) {
    fill(*std::make_unique<Store>(place.options()));
    test::Process process(
        {IG_STORAGE_HELPER, "write", place.options().url, (place.folder.path() / "acks").string(), "1"});
    while (process.runs() && !std::filesystem::exists(place.folder.path() / "acks"))
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    process.kill(SIGKILL);
    process.wait();
    std::filesystem::remove(place.folder.path() / "acks");
}

void inspect_and_compare(const Place& place) {
    const auto before = place.files();
    const auto found = Store::inspect(place.options());
    BOOST_TEST(found.version == latest_version());
    BOOST_TEST(found.store.value().store_id == "c3RvcmU");
    BOOST_TEST(found.has_sealed);
    BOOST_TEST((place.files() == before));
}

} // namespace

BOOST_AUTO_TEST_SUITE(storage)
BOOST_AUTO_TEST_SUITE(sqlite_inspect)

BOOST_AUTO_TEST_CASE(makes_no_file) {
    const Place place;
    const auto found = Store::inspect(place.options());
    BOOST_TEST(!found.exists);
    BOOST_TEST(found.empty);
    BOOST_TEST(place.files().empty());
}

BOOST_AUTO_TEST_CASE(takes_an_empty_file_for_no_database) {
    const Place place;
    std::ofstream(place.path).flush();
    BOOST_TEST(!Store::inspect(place.options()).exists);
    BOOST_TEST(place.files().size() == 1u);
}

BOOST_AUTO_TEST_CASE(leaves_a_closed_store_as_it_is) {
    const Place place;
    fill(*std::make_unique<Store>(place.options()));
    BOOST_TEST(place.files().size() == 1u);
    inspect_and_compare(place);
}

BOOST_AUTO_TEST_CASE(leaves_what_a_killed_process_left_as_it_is) {
    const Place place;
    fill_and_die(place);
    BOOST_TEST(!place.files().at("gallery.db-wal").empty());
    BOOST_TEST(place.files().size() == 3u);
    inspect_and_compare(place);
}

BOOST_AUTO_TEST_CASE(reads_a_log_without_an_index_and_makes_none) {
    const Place place;
    fill_and_die(place);
    std::filesystem::remove(place.path + "-shm");
    BOOST_TEST(place.files().size() == 2u);
    inspect_and_compare(place);
}

BOOST_AUTO_TEST_CASE(sees_what_stands_in_the_log_only) {
    const Place place;
    Store store(place.options());
    fill(store);
    inspect_and_compare(place);
    test::RawSqlite(place.path).run("pragma wal_checkpoint(passive)");
    inspect_and_compare(place);
}

BOOST_AUTO_TEST_CASE(finds_the_right_thing_while_others_open_write_and_close) {
    const Place place;
    fill(*std::make_unique<Store>(place.options()));
    std::atomic<bool> stop = false;
    std::thread other([&] {
        while (!stop) {
            Store store(place.options());
            store.write([](Transaction& t) { bump_project(t, "p1", 1); });
        }
    });
    for (int i = 0; i < 30; ++i) {
        const auto found = Store::inspect(place.options());
        BOOST_TEST(found.store.value().store_id == "c3RvcmU");
        BOOST_TEST(found.has_sealed);
    }
    stop = true;
    other.join();
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
