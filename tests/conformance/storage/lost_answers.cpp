// A proxy between the store and the server loses the answer to a COMMIT, or the COMMIT.
#include "conformance/storage/database.hpp"
#include "conformance/storage/rows.hpp"
#include "support/servers/server.hpp"
#include "support/servers/tcp_proxy.hpp"

#include <integration_gallery/error.hpp>

#include <boost/test/unit_test.hpp>

using namespace integration_gallery;
using namespace integration_gallery::storage;
using test::TcpProxy;

namespace {

struct Through {
    explicit Through(const test::Database& database, std::chrono::milliseconds limit = std::chrono::seconds(4))
        : proxy(database.server()->port()) {
        StoreOptions options;
        options.url = database.url_through(proxy.port());
        options.time_limit = limit;
        store = std::make_unique<Store>(options);
        store->migrate();
    }

    std::int64_t revision() {
        return store->read_one([](Transaction& t) { return project_revision(t, "p1"); });
    }

    TcpProxy proxy;
    std::unique_ptr<Store> store;
};

constexpr Query lock_query{"select revision from ig_project where project_id=:project{UPDATE}", "i"};

std::int64_t locked_revision(Transaction& t) {
    std::int64_t revision = 0;
    t.each(lock_query, {"p1"}, [&](Row& row) { revision = row.integer(0); });
    return revision;
}

} // namespace

IG_SERVER_CONFORMANCE(lost_answers, a_commit_that_landed_is_not_repeated) {
    Through through(database);
    through.store->write([](Transaction& t) { bump_project(t, "p1", 1); });
    int attempts = 0;
    int looks = 0;
    through.proxy.next_commit(TcpProxy::Commit::loses_answer);
    through.store->write(
        [&](Transaction& t) {
            ++attempts;
            bump_project(t, "p1", 1);
        },
        [&](Transaction& t) {
            ++looks;
            return locked_revision(t) == 2;
        });
    BOOST_TEST(attempts == 1);
    BOOST_TEST(looks == 1);
    BOOST_TEST(through.revision() == 2);
}

IG_SERVER_CONFORMANCE(lost_answers, a_commit_that_was_lost_is_repeated) {
    Through through(database);
    through.store->write([](Transaction& t) { bump_project(t, "p1", 1); });
    int attempts = 0;
    through.proxy.next_commit(TcpProxy::Commit::is_lost);
    through.store->write(
        [&](Transaction& t) {
            ++attempts;
            bump_project(t, "p1", 1);
        },
        [&](Transaction& t) { return locked_revision(t) == 2; });
    BOOST_TEST(attempts == 2);
    BOOST_TEST(through.revision() == 2);
}

IG_SERVER_CONFORMANCE(lost_answers, a_commit_that_still_runs_is_waited_for) {
    Through through(database);
    through.store->write([](Transaction& t) { bump_project(t, "p1", 1); });
    for (std::int64_t i = 1; i <= 30; ++i) {
        through.proxy.next_commit(TcpProxy::Commit::is_not_awaited);
        through.store->write([](Transaction& t) { bump_project(t, "p1", 1); },
                             [&](Transaction& t) { return locked_revision(t) == i + 1; });
        BOOST_TEST(through.revision() == i + 1);
    }
}

IG_SERVER_CONFORMANCE(lost_answers, an_insert_that_still_runs_is_found_when_it_is_met) {
    Through through(database);
    for (int i = 0; i < 30; ++i) {
        const auto row = test::settings_row("p1", "i" + std::to_string(i));
        through.proxy.next_commit(TcpProxy::Commit::is_not_awaited);
        through.store->write(
            [&](Transaction& t) {
                if (!insert_settings(t, row))
                    throw std::runtime_error("somebody else was faster");
            },
            [&](Transaction& t) { return find_settings(t, "p1", row.integration, Lock::update).has_value(); });
    }
    BOOST_TEST(through.store->read_one([](Transaction& t) { return list_status(t, "p1"); }).size() == 30u);
}

IG_SERVER_CONFORMANCE(lost_answers, what_cannot_be_looked_up_is_said_to_be_unknown) {
    Through through(database);
    const auto is_unknown = [](const Error& error) { return error.code() == "commit-unknown"; };
    through.proxy.next_commit(TcpProxy::Commit::loses_answer);
    BOOST_CHECK_EXCEPTION(through.store->write([](Transaction& t) { bump_project(t, "p1", 1); }), Error, is_unknown);
    through.proxy.next_commit(TcpProxy::Commit::loses_answer);
    const auto cannot_look = [](Transaction&) -> bool { throw Error(Status::storage, "storage-io", "no"); };
    BOOST_CHECK_EXCEPTION(through.store->write([](Transaction& t) { bump_project(t, "p1", 1); }, cannot_look), Error,
                          is_unknown);
    BOOST_TEST(through.revision() == 2);
}

IG_SERVER_CONFORMANCE(lost_answers, a_server_that_vanished_is_given_up_in_time) {
    Through through(database, std::chrono::seconds(2));
    through.store->write([](Transaction& t) { bump_project(t, "p1", 1); });
    through.proxy.set_silent(true);
    // The client library of PostgreSQL waits for ever for an answer of a server that is there and says nothing.
    if (database.engine() == Engine::postgresql)
        through.proxy.cut();
    const auto before = std::chrono::steady_clock::now();
    BOOST_CHECK_THROW(through.revision(), Error);
    BOOST_TEST((std::chrono::steady_clock::now() - before < std::chrono::seconds(30)));
    through.proxy.set_silent(false);
    through.proxy.cut();
    BOOST_TEST(through.revision() == 1);
}
