// What can happen to a server only.
#include "conformance/storage/database.hpp"
#include "conformance/storage/rows.hpp"
#include "support/servers/server.hpp"
#include "support/servers/tools.hpp"

#include <integration_gallery/error.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

using namespace integration_gallery;
using namespace integration_gallery::storage;

namespace {

std::string code_of(const StoreOptions& options) {
    try {
        const Store store(options);
    } catch (const Error& error) {
        BOOST_TEST(error.detail().find("'word") == std::string::npos, error.detail());
        return error.code();
    }
    return "";
}

} // namespace

IG_SERVER_CONFORMANCE(servers, lost_connections_are_replaced) {
    auto store = database.open();
    for (int i = 1; i <= 3; ++i) {
        database.server()->drop_connections();
        BOOST_TEST(store->write([](Transaction& t) { return bump_project(t, "p1", 1); },
                                [&](Transaction& t) { return project_revision(t, "p1") >= i; }) == i);
        database.server()->drop_connections();
        BOOST_TEST(store->read([](Transaction& t) { return project_revision(t, "p1"); }) == i);
    }
    BOOST_TEST(store->statistics().sessions_opened >= 6u);
}

IG_SERVER_CONFORMANCE(servers, a_connection_lost_inside_a_transaction_repeats_it) {
    auto store = database.open();
    int attempts = 0;
    store->write([&](Transaction& t) {
        insert_settings(t, test::settings_row());
        if (++attempts == 1)
            database.server()->drop_connections();
        bump_project(t, "p1", 1);
    });
    BOOST_TEST(attempts == 2);
    BOOST_TEST(store->read_one([](Transaction& t) { return project_revision(t, "p1"); }) == 1);
}

IG_SERVER_CONFORMANCE(servers, a_commit_without_an_answer_is_looked_up) {
    auto store = database.open();
    // The connection goes after the last statement, so that only COMMIT notices.
    int attempts = 0;
    int looks = 0;
    store->write(
        [&](Transaction& t) {
            insert_settings(t, test::settings_row());
            if (++attempts == 1)
                database.server()->drop_connections();
        },
        [&](Transaction& t) {
            ++looks;
            return find_settings(t, "p1", "jira", Lock::update).has_value();
        });
    BOOST_TEST(attempts == 2);
    BOOST_TEST(looks == 1);
    BOOST_CHECK_EXCEPTION(store->write([&](Transaction& t) {
        bump_project(t, "p1", 1);
        database.server()->drop_connections();
    }),
                          Error, [](const Error& error) { return error.code() == "commit-unknown"; });
}

IG_SERVER_CONFORMANCE(servers, a_crash_of_the_server_loses_no_acknowledged_write) {
    auto store = database.open();
    std::atomic<std::int64_t> acknowledged = 0;
    std::atomic<bool> stop = false;
    std::string failure;
    std::thread writer([&] {
        try {
            while (!stop) {
                const auto before = acknowledged.load();
                store->write(
                    [&](Transaction& t) {
                        if (project_revision(t, "p1") == before)
                            bump_project(t, "p1", 1);
                    },
                    [&](Transaction& t) { return project_revision(t, "p1") > before; });
                ++acknowledged;
            }
        } catch (const Error& error) {
            failure = error.detail();
        }
    });
    for (int crash = 0; crash < 2; ++crash) {
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
        database.server()->crash_and_restart();
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    stop = true;
    writer.join();
    BOOST_TEST(failure == "");
    BOOST_TEST(store->read_one([](Transaction& t) { return project_revision(t, "p1"); }) == acknowledged);
    BOOST_TEST(acknowledged > 2);
    BOOST_TEST_MESSAGE("2 crashes of the server, " << acknowledged << " writes, none lost");
}

IG_SERVER_CONFORMANCE(servers, say_why_there_is_no_connection) {
    auto options = database.options();
    options.url = test::replaced(database.url(), "pass%20", "wrong%20");
    const auto wrong = code_of(options);
    BOOST_TEST((wrong == "storage-denied" || wrong == "storage-unavailable"), wrong);
    options.url = test::replaced(database.url(), "@127.0.0.1", "@127.0.0.1:1,127.0.0.1");
    BOOST_TEST(code_of(options) == ""); // the second host answers
    options.url = "mysql://ig:pass@127.0.0.1:1/db";
    if (database.engine() == Engine::postgresql)
        options.url = "postgresql://ig:pass@127.0.0.1:1/db";
    BOOST_TEST(code_of(options) == "storage-unavailable");
}

IG_SERVER_CONFORMANCE(servers, rival_writers_that_lock_each_other_both_come_through) {
    auto store = database.open();
    store->write([](Transaction& t) {
        bump_project(t, "a", 1);
        bump_project(t, "b", 1);
    });
    std::vector<std::thread> threads;
    std::atomic<int> failures = 0;
    for (const bool forwards : {true, false}) {
        threads.emplace_back([&, forwards] {
            try {
                for (int i = 0; i < 20; ++i)
                    store->write([&](Transaction& t) {
                        bump_project(t, forwards ? "a" : "b", 1);
                        std::this_thread::sleep_for(std::chrono::milliseconds(2));
                        bump_project(t, forwards ? "b" : "a", 1);
                    });
            } catch (...) {
                ++failures;
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    BOOST_TEST(failures == 0);
    for (const char* project : {"a", "b"})
        BOOST_TEST(store->read_one([&](Transaction& t) { return project_revision(t, project); }) == 41);
    BOOST_TEST_MESSAGE("deadlocks that were repeated: " << store->statistics().retries);
}
