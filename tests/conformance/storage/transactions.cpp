#include "conformance/storage/database.hpp"
#include "conformance/storage/rows.hpp"

#include <integration_gallery/error.hpp>

#include <boost/test/unit_test.hpp>

#include <stdexcept>

using namespace integration_gallery;
using namespace integration_gallery::storage;
using test::settings_row;

namespace {

constexpr Query wrong_query{"select nothing from ig_nowhere", "t"};
constexpr Query duplicate_query{"insert into ig_project(project_id,revision,updated_us) values(:project,1,:updated)"};

bool is_there(Store& store, std::string_view integration) {
    return store.read_one([&](Transaction& t) { return find_settings(t, "p1", integration); }).has_value();
}

} // namespace

IG_CONFORMANCE(transactions, rolls_back_when_the_body_throws) {
    auto store = database.open();
    BOOST_CHECK_THROW(store->write([](Transaction& t) {
        insert_settings(t, settings_row());
        throw std::runtime_error("no");
    }),
                      std::runtime_error);
    BOOST_TEST(!is_there(*store, "jira"));
    BOOST_TEST(store->statistics().sessions_discarded == 0u);
}

IG_CONFORMANCE(transactions, saves_nothing_after_a_failure_that_was_swallowed) {
    auto store = database.open();
    store->write([](Transaction& t) { bump_project(t, "p1", 1); });
    int attempts = 0;
    const auto swallow = [&](Transaction& t) {
        ++attempts;
        insert_settings(t, settings_row());
        try {
            t.run(duplicate_query, {"p1", 1});
        } catch (...) {
        }
    };
    BOOST_CHECK_EXCEPTION(store->write(swallow), Error,
                          [](const Error& error) { return error.status() == Status::internal; });
    BOOST_TEST(attempts == 1);
    BOOST_TEST(!is_there(*store, "jira"));
}

IG_CONFORMANCE(transactions, refuses_every_statement_after_a_failure) {
    auto store = database.open();
    const auto go_on = [&](Transaction& t) {
        try {
            t.each(wrong_query, {}, [](Row&) {});
        } catch (...) {
        }
        insert_settings(t, settings_row());
    };
    BOOST_CHECK_EXCEPTION(store->write(go_on), Error,
                          [](const Error& error) { return error.status() == Status::internal; });
    BOOST_TEST(!is_there(*store, "jira"));
    store->write([](Transaction& t) { insert_settings(t, settings_row()); });
    BOOST_TEST(is_there(*store, "jira"));
}

IG_CONFORMANCE(transactions, repeats_an_insert_that_met_a_rival) {
    auto store = database.open();
    store->write([](Transaction& t) { bump_project(t, "p1", 1); });
    int attempts = 0;
    store->write([&](Transaction& t) {
        if (++attempts == 1)
            t.run(duplicate_query, {"p1", 1});
        insert_settings(t, settings_row());
    });
    BOOST_TEST(attempts == 2);
    BOOST_TEST(store->statistics().retries == 1u);
    BOOST_TEST(is_there(*store, "jira"));
}

IG_CONFORMANCE(transactions, tells_a_duplicate_that_stays) {
    auto options = database.options();
    options.time_limit = std::chrono::milliseconds(200);
    const auto store = database.open(options);
    store->write([](Transaction& t) { bump_project(t, "p1", 1); });
    BOOST_CHECK_EXCEPTION(store->write([](Transaction& t) {
        t.run(duplicate_query, {"p1", 1});
    }),
                          Error, [](const Error& error) { return error.code() == "storage-duplicate"; });
    BOOST_TEST(store->statistics().sessions_discarded == 0u);
}

IG_CONFORMANCE(transactions, reads_one_snapshot) {
    auto store = database.open();
    store->write([](Transaction& t) { bump_project(t, "p1", 1); });
    const auto both = store->read([&](Transaction& t) {
        const auto before = project_revision(t, "p1");
        store->write([](Transaction& inner) { bump_project(inner, "p1", 1); });
        return std::pair(before, project_revision(t, "p1"));
    });
    BOOST_TEST(both.first == 1);
    BOOST_TEST(both.second == 1);
    BOOST_TEST(store->read([](Transaction& t) { return project_revision(t, "p1"); }) == 2);
}

IG_CONFORMANCE(transactions, sees_the_writes_of_another_session_at_once) {
    auto store = database.open();
    const auto other = std::make_unique<Store>(database.options());
    for (std::int64_t revision = 1; revision <= 20; ++revision) {
        store->write([](Transaction& t) { bump_project(t, "p1", 1); });
        BOOST_TEST(other->read_one([](Transaction& t) { return project_revision(t, "p1"); }) == revision);
    }
}

IG_CONFORMANCE(transactions, refuses_to_write_where_only_reading_was_asked_for) {
    auto store = database.open();
    const auto write = [](Transaction& t) { t.run(duplicate_query, {"p1", 1}); };
    BOOST_CHECK_THROW(store->read(write), Error);
    BOOST_CHECK_THROW(store->read_one(write), Error);
    BOOST_TEST(store->read_one([](Transaction& t) { return project_revision(t, "p1"); }) == 0);
}

IG_CONFORMANCE(transactions, runs_one_statement_where_one_was_asked_for) {
    auto store = database.open();
    BOOST_CHECK_THROW(store->read_one([](Transaction& t) {
        project_revision(t, "p1");
        return project_revision(t, "p1");
    }),
                      Error);
}

IG_CONFORMANCE(transactions, reads_a_result_to_its_end_when_the_visitor_throws) {
    auto store = database.open();
    store->write([](Transaction& t) {
        for (const char* name : {"a", "b", "c"})
            insert_settings(t, settings_row("p1", name));
    });
    static constexpr Query list{"select integration from ig_settings where project_id=:project", "t"};
    const auto stop = [](Transaction& t) { t.each(list, {"p1"}, [](Row&) { throw std::runtime_error("stop"); }); };
    BOOST_CHECK_THROW(store->read_one(stop), std::runtime_error);
    BOOST_CHECK_THROW(store->read(stop), std::runtime_error);
    BOOST_TEST(store->statistics().sessions_discarded == 0u);
    store->write([](Transaction& t) { insert_settings(t, settings_row("p1", "d")); });
    BOOST_TEST(store->read_one([](Transaction& t) { return list_status(t, "p1"); }).size() == 4u);
}

IG_CONFORMANCE(transactions, leaves_every_session_at_rest) {
    auto store = database.open();
    store->write([](Transaction& t) { insert_settings(t, settings_row()); });
    for (int i = 0; i < 10; ++i) {
        store->read([](Transaction& t) { return list_status(t, "p1"); });
        store->read_one([](Transaction& t) { return list_status(t, "p1"); });
        store->write([](Transaction& t) { return bump_project(t, "p1", 1); });
        store->version();
    }
    // A session that was given back with a transaction or a snapshot would have been discarded.
    BOOST_TEST(store->statistics().sessions_discarded == 0u);
    BOOST_TEST(store->statistics().sessions_opened == 1u);
}
