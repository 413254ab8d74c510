#include "storage/repository/history.hpp"

#include "conformance/storage/database.hpp"
#include "storage/repository/settings.hpp"

#include <boost/test/unit_test.hpp>

#include <thread>
#include <vector>

using namespace integration_gallery;
using namespace integration_gallery::storage;

namespace {

/// Appends a version, chained by a hash that a person can read.
std::int64_t append(Store& store, const std::string& project, const std::string& integration, std::int64_t revision,
                    std::int64_t at = 1000) {
    return store.write([&](Transaction& t) {
        const auto head = advance_project(t, project, at);
        insert_history(t, {project, head.sequence, integration, revision, "update", true, R"({"note":"é 𝄞 ' ; :p"})",
                           R"({"set":[]})", "1.0.0", 0, at, "Ада", "after-" + std::to_string(head.sequence - 1)});
        return head.sequence;
    });
}

std::vector<std::int64_t> revisions(const std::vector<HistoryRow>& rows) {
    std::vector<std::int64_t> out;
    for (const auto& row : rows)
        out.push_back(row.revision);
    return out;
}

} // namespace

IG_CONFORMANCE(history, gives_back_what_was_appended) {
    auto store = database.open();
    BOOST_TEST(append(*store, "p1", "jira", 1) == 1);
    const auto row = store->read_one([](Transaction& t) { return find_history(t, "p1", "jira", 1); }).value();
    BOOST_TEST(row.project == "p1");
    BOOST_TEST(row.sequence == 1);
    BOOST_TEST(row.integration == "jira");
    BOOST_TEST(row.kind == "update");
    BOOST_TEST(row.enabled);
    BOOST_TEST(row.document == R"({"note":"é 𝄞 ' ; :p"})");
    BOOST_TEST(row.secrets == R"({"set":[]})");
    BOOST_TEST(row.manifest_version == "1.0.0");
    BOOST_TEST(row.at_us == 1000);
    BOOST_TEST(row.actor == "Ада");
    BOOST_TEST(row.hash == "after-0");
    BOOST_TEST(store->read_one([](Transaction& t) { return find_history_at(t, "p1", 1); }).has_value());
    BOOST_TEST(!store->read_one([](Transaction& t) { return find_history(t, "p1", "jira", 2); }).has_value());
    BOOST_TEST(!store->read_one([](Transaction& t) { return find_history(t, "p2", "jira", 1); }).has_value());
}

IG_CONFORMANCE(history, gives_each_change_of_a_project_the_next_place) {
    auto store = database.open();
    BOOST_TEST(append(*store, "p1", "jira", 1) == 1);
    BOOST_TEST(append(*store, "p1", "slack", 1) == 2);
    BOOST_TEST(append(*store, "p2", "jira", 1) == 1);
    BOOST_TEST(append(*store, "p1", "jira", 2) == 3);
    BOOST_TEST(store->read_one([](Transaction& t) { return project_revision(t, "p1"); }) == 3);
    const auto head = store->write([](Transaction& t) { return advance_project(t, "p1", 1); });
    BOOST_TEST(head.sequence == 4);
    BOOST_TEST(head.hash == "after-2");
}

IG_CONFORMANCE(history, pages_through_the_versions) {
    auto store = database.open();
    for (std::int64_t revision = 1; revision <= 7; ++revision) {
        append(*store, "p1", "jira", revision, revision * 10);
        append(*store, "p1", "slack", revision, revision * 10);
    }
    const auto list = [&](std::int64_t before, std::int64_t limit) {
        return revisions(store->read_one([&](Transaction& t) { return list_history(t, "p1", "jira", before, limit); }));
    };
    BOOST_TEST((list(100, 3) == std::vector<std::int64_t>{7, 6, 5}));
    BOOST_TEST((list(5, 3) == std::vector<std::int64_t>{4, 3, 2}));
    BOOST_TEST((list(2, 3) == std::vector<std::int64_t>{1}));
    BOOST_TEST(list(1, 3).empty());
    const auto chain = store->read_one([](Transaction& t) { return list_chain(t, "p1", 10, 3); });
    BOOST_REQUIRE(chain.size() == 3u);
    BOOST_TEST(chain.front().sequence == 11);
    BOOST_TEST(chain.front().hash == "after-10");
}

IG_CONFORMANCE(history, forgets_the_oldest_and_only_those) {
    auto store = database.open();
    for (std::int64_t revision = 1; revision <= 5; ++revision)
        append(*store, "p1", "jira", revision, revision * 10);
    append(*store, "p2", "jira", 1, 10);
    const auto last = [&](std::int64_t before) {
        return store->read_one([&](Transaction& t) { return last_before(t, "p1", before); });
    };
    BOOST_TEST(last(10) == 0);
    BOOST_TEST(last(35) == 3);
    BOOST_TEST(last(1000) == 5);
    BOOST_TEST(store->write([](Transaction& t) { return delete_history_before(t, "p1", 4); }) == 3);
    const auto chain = store->read_one([](Transaction& t) { return list_chain(t, "p1", 0, 100); });
    BOOST_TEST((revisions(chain) == std::vector<std::int64_t>{4, 5}));
    BOOST_TEST(store->read_one([](Transaction& t) { return list_chain(t, "p2", 0, 100); }).size() == 1u);
}

IG_CONFORMANCE(history, has_no_gap_and_no_fork_under_many_writers) {
    auto store = database.open();
    constexpr int threads = 4;
    constexpr int each = 10;
    std::vector<std::thread> all;
    for (int i = 0; i < threads; ++i)
        all.emplace_back([&, i] {
            for (int revision = 1; revision <= each; ++revision)
                append(*store, "p1", "i" + std::to_string(i), revision);
        });
    for (auto& thread : all)
        thread.join();
    const auto chain = store->read_one([](Transaction& t) { return list_chain(t, "p1", 0, 1000); });
    BOOST_REQUIRE(chain.size() == static_cast<std::size_t>(threads * each));
    for (std::size_t i = 0; i < chain.size(); ++i) {
        BOOST_TEST(chain[i].sequence == static_cast<std::int64_t>(i) + 1);
        BOOST_TEST(chain[i].hash == "after-" + std::to_string(i));
    }
    const auto head = store->write([](Transaction& t) { return advance_project(t, "p1", 1); });
    BOOST_TEST(head.hash == "after-" + std::to_string(threads * each - 1));
}

IG_CONFORMANCE(history, goes_with_the_transaction) {
    auto store = database.open();
    append(*store, "p1", "jira", 1);
    BOOST_CHECK_THROW(store->write([](Transaction& t) {
        const auto head = advance_project(t, "p1", 1);
        insert_history(t, {"p1", head.sequence, "jira", 2, "update", true, "{}", "{}", "1", 0, 1, "ada", "x"});
        throw 1;
    }),
                      int);
    BOOST_TEST(store->read_one([](Transaction& t) { return project_revision(t, "p1"); }) == 1);
    BOOST_TEST(store->read_one([](Transaction& t) { return list_chain(t, "p1", 0, 10); }).size() == 1u);
}
