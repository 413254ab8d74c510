#include "conformance/storage/database.hpp"
#include "conformance/storage/rows.hpp"
#include "support/test_data.hpp"

#include <integration_gallery/error.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

using namespace integration_gallery;
using namespace integration_gallery::storage;
using test::settings_row;

namespace {

constexpr int thread_count = 8;

int rounds() {
    return test::long_run() ? 500 : 60;
}

template <class Body>
void in_threads(const Body& body) {
    std::vector<std::thread> threads;
    std::atomic<int> failures = 0;
    for (int index = 0; index < thread_count; ++index) {
        threads.emplace_back([&, index] {
            try {
                body(index);
            } catch (const std::exception& error) {
                ++failures;
                BOOST_TEST_MESSAGE(error.what());
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    BOOST_TEST(failures == 0);
}

} // namespace

IG_CONFORMANCE(concurrency, loses_no_update_of_one_row) {
    auto store = database.open();
    store->write([](Transaction& t) { insert_settings(t, settings_row()); });
    std::atomic<std::int64_t> applied = 0;
    in_threads([&](int index) {
        for (int i = 0; i < rounds(); ++i) {
            for (bool done = false; !done;) {
                auto row = store->read_one([](Transaction& t) { return find_settings(t, "p1", "jira"); }).value();
                const auto expected = row.revision++;
                row.document = std::to_string(index) + ":" + std::to_string(i);
                done = store->write([&](Transaction& t) {
                    if (!update_settings(t, row, expected))
                        return false;
                    bump_project(t, "p1", 1);
                    return true;
                });
            }
            ++applied;
        }
    });
    const auto row = store->read_one([](Transaction& t) { return find_settings(t, "p1", "jira"); }).value();
    BOOST_TEST(row.revision == 1 + applied);
    BOOST_TEST(store->read_one([](Transaction& t) { return project_revision(t, "p1"); }) == applied);
    BOOST_TEST_MESSAGE("updates of one row: " << applied << ", repeated: " << store->statistics().retries);
}

IG_CONFORMANCE(concurrency, loses_no_update_of_two_stores) {
    auto first = database.open();
    const auto second = std::make_unique<Store>(database.options());
    std::atomic<std::int64_t> applied = 0;
    in_threads([&](int index) {
        Store& store = index % 2 == 0 ? *first : *second;
        for (int i = 0; i < rounds(); ++i) {
            store.write([](Transaction& t) { bump_project(t, "p1", 1); });
            ++applied;
        }
    });
    BOOST_TEST(first->read_one([](Transaction& t) { return project_revision(t, "p1"); }) == applied);
}

IG_CONFORMANCE(concurrency, lets_one_of_many_inserts_win) {
    auto store = database.open();
    std::vector<std::atomic<int>> winners(static_cast<std::size_t>(rounds()));
    in_threads([&](int index) {
        for (int i = 0; i < rounds(); ++i) {
            auto row = settings_row("p1", "i" + std::to_string(i));
            row.document = std::to_string(index);
            if (store->write([&](Transaction& t) { return insert_settings(t, row); }))
                ++winners[static_cast<std::size_t>(i)];
        }
    });
    for (const auto& count : winners)
        BOOST_TEST(count == 1);
}

IG_CONFORMANCE(concurrency, gives_each_new_key_its_own_version) {
    auto store = database.open();
    in_threads([&](int index) {
        for (int i = 0; i < rounds() / 4; ++i) {
            const std::string id = "d" + std::to_string(index) + "-" + std::to_string(i);
            store->write(
                [&](Transaction& t) { insert_dek(t, test::dek_row(id, "p1", next_dek_version(t, "p1", "data"))); });
        }
    });
    std::int64_t expected = 0;
    for (const auto& row : store->read_one([](Transaction& t) { return list_deks(t, "p1"); }))
        BOOST_TEST(row.version == ++expected);
    BOOST_TEST(expected == thread_count * (rounds() / 4));
}

IG_CONFORMANCE(concurrency, waits_for_a_session_and_gives_up_in_time) {
    database.open();
    auto options = database.options();
    options.session_limit = 1;
    options.time_limit = std::chrono::milliseconds(200);
    Store store(options);
    const auto nested = [&](Transaction& t) {
        project_revision(t, "p1");
        store.read_one([](Transaction& inner) { return project_revision(inner, "p1"); });
    };
    const auto before = std::chrono::steady_clock::now();
    BOOST_CHECK_EXCEPTION(store.read(nested), Error, [](const Error& error) {
        return error.status() == Status::timeout && error.code() == "storage-busy";
    });
    BOOST_TEST((std::chrono::steady_clock::now() - before < std::chrono::seconds(5)));
    BOOST_TEST(store.read_one([](Transaction& t) { return project_revision(t, "p1"); }) == 0);
}

IG_CONFORMANCE(concurrency, replaces_sessions_that_are_old) {
    database.open();
    auto options = database.options();
    options.session_age_limit = std::chrono::seconds(0);
    Store store(options);
    for (int i = 0; i < 3; ++i)
        store.version();
    BOOST_TEST(store.statistics().sessions_opened == 4u);
}
