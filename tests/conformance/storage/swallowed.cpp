// Failures of a server that leave a transaction open, or end it without a word: one that a body swallows must not let
// COMMIT save the rest. (MariaDB keeps the transaction after a wait for a lock, and has ended it after a deadlock.)
#include "conformance/storage/database.hpp"
#include "conformance/storage/rows.hpp"

#include <integration_gallery/error.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <latch>
#include <string>
#include <thread>
#include <vector>

using namespace integration_gallery;
using namespace integration_gallery::storage;

namespace {

std::int64_t revision(Store& store, const char* project) {
    return store.read_one([&](Transaction& t) { return project_revision(t, project); });
}

/// The code that a write of this body ends with; "" if it ends without a failure.
template <class Body>
std::string code_of(Store& store, const Body& body) {
    try {
        store.write(body);
    } catch (const Error& error) {
        return error.code();
    }
    return "";
}

bool swallowed(const auto& statement) {
    try {
        statement();
    } catch (...) {
        return true;
    }
    return false;
}

} // namespace

IG_SERVER_CONFORMANCE(swallowed, a_wait_for_a_lock_that_took_too_long_saves_nothing) {
    auto holder = database.open();
    auto options = database.options();
    options.time_limit = std::chrono::milliseconds(1'000);
    Store store(options);
    holder->write([](Transaction& t) { bump_project(t, "held", 1); });
    holder->write([&](Transaction& t) {
        bump_project(t, "held", 1);
        bool failed = false;
        BOOST_TEST(code_of(store, [&](Transaction& inner) {
                       bump_project(inner, "before", 1);
                       failed = swallowed([&] { bump_project(inner, "held", 1); });
                   }) == "internal");
        BOOST_TEST(failed);
    });
    BOOST_TEST(revision(store, "before") == 0);
    BOOST_TEST(revision(store, "held") == 2);
    BOOST_TEST(code_of(store, [](Transaction& t) { bump_project(t, "before", 1); }) == "");
}

IG_SERVER_CONFORMANCE(swallowed, a_deadlock_saves_nothing) {
    auto store = database.open();
    store->write([](Transaction& t) {
        bump_project(t, "a", 1);
        bump_project(t, "b", 1);
    });
    std::latch both_hold_one(2);
    std::atomic<int> victims = 0;
    std::atomic<int> winners = 0;
    std::vector<std::thread> threads;
    for (const bool forwards : {true, false})
        threads.emplace_back([&, forwards] {
            bool failed = false;
            const auto code = code_of(*store, [&](Transaction& t) {
                bump_project(t, forwards ? "a" : "b", 1);
                both_hold_one.arrive_and_wait();
                failed = swallowed([&] { bump_project(t, forwards ? "b" : "a", 1); });
                // On MariaDB this would be a transaction of its own, and saved at once.
                swallowed([&] { bump_project(t, "after", 1); });
            });
            victims += failed && code == "internal" ? 1 : 0;
            winners += !failed && code.empty() ? 1 : 0;
        });
    for (auto& thread : threads)
        thread.join();
    BOOST_TEST(victims == 1);
    BOOST_TEST(winners == 1);
    for (const char* project : {"a", "b"})
        BOOST_TEST(revision(*store, project) == 2);
    BOOST_TEST(revision(*store, "after") == 1);
}
