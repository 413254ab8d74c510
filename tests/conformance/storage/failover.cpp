// A primary and its synchronous standby.
#include "conformance/storage/hosts.hpp"
#include "conformance/storage/rows.hpp"
#include "storage/store.hpp"
#include "support/servers/postgresql.hpp"
#include "support/servers/tools.hpp"
#include "support/temporary_folder.hpp"

#include <integration_gallery/error.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <thread>

using namespace integration_gallery;
using namespace integration_gallery::storage;

BOOST_AUTO_TEST_SUITE(storage)
BOOST_AUTO_TEST_SUITE(postgresql)
BOOST_AUTO_TEST_SUITE(failover)

BOOST_AUTO_TEST_CASE(says_when_the_standby_lacks_a_change_and_loses_none_when_it_takes_over) {
    const auto primary = test::PostgresqlServer::make();
    if (primary == nullptr)
        return;
    const auto standby = primary->make_standby();
    const std::string hosts = "@127.0.0.1:" + primary->port() + ",127.0.0.1:" + standby->port() + "/";
    const std::string url = test::replaced(primary->make_database(), "@127.0.0.1:" + primary->port() + "/", hosts);
    const test::TemporaryFolder folder;

    StoreOptions options;
    options.url = url;
    options.time_limit = std::chrono::milliseconds(1'500);
    Store store(options);
    store.migrate();
    const auto bump = [&](const char* project) -> std::string {
        try {
            store.write([&](Transaction& t) { bump_project(t, project, 1); },
                        [&](Transaction& t) { return project_revision(t, project) == 1; });
        } catch (const Error& error) {
            return error.code();
        }
        return "";
    };
    // A standby that is away: the change is on the primary only, and nobody is told that it is safe.
    standby->kill();
    const auto before = std::chrono::steady_clock::now();
    BOOST_TEST(bump("unknown") == "commit-unknown");
    BOOST_TEST((std::chrono::steady_clock::now() - before < std::chrono::seconds(20)));
    std::atomic<bool> told = false;
    std::thread operator_of_the_server([&] {
        for (int i = 0; i < 20 && !told; ++i) { // ends the waiting by hand
            std::this_thread::sleep_for(std::chrono::milliseconds(300));
            primary->sql("postgres", "select pg_cancel_backend(pid) from pg_stat_activity where wait_event='SyncRep'");
        }
    });
    BOOST_TEST(bump("cancelled") == "commit-unreplicated");
    told = true;
    operator_of_the_server.join();
    standby->start();
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (!bump("saved").empty())
        BOOST_REQUIRE((std::chrono::steady_clock::now() < deadline));
    for (const char* project : {"unknown", "cancelled", "saved"})
        BOOST_TEST(store.read_one([&](Transaction& t) { return project_revision(t, project); }) >= 1);

    const Gallery gallery = test::open_gallery(url, folder.path() / "gallery.key", std::chrono::seconds(30));
    test::Writers writers(gallery, 3);
    BOOST_REQUIRE(writers.go_on(20));
    primary->kill();
    standby->promote();
    BOOST_REQUIRE(writers.go_on(20)); // the standby acknowledges by itself now
    writers.stop();
    BOOST_TEST(writers.check(gallery) == "");
    BOOST_TEST(writers.failures().empty());
    BOOST_TEST_MESSAGE("the primary was killed: " << writers.acknowledged() << " changes, none lost, the longest gap "
                                                  << writers.longest_gap().count() << " ms");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
