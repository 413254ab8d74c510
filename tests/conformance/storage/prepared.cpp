// Statements that a server keeps prepared.
#include "conformance/storage/database.hpp"
#include "conformance/storage/rows.hpp"
#include "support/servers/mariadb.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace integration_gallery;
using namespace integration_gallery::storage;

namespace {

/// Writes and reads one row whose texts have many lengths.
void require_that_it_keeps_texts(Store& store, const std::string& project) {
    for (const std::size_t length : {0u, 1u, 200u, 70'000u, 300u, 1'000'000u, 2u}) {
        auto row = test::settings_row(project, "jira-" + std::to_string(length));
        row.document = std::string(length, 'd');
        BOOST_TEST_REQUIRE(store.write([&](Transaction& t) { return insert_settings(t, row); }));
        const auto found = store.read([&](Transaction& t) { return find_settings(t, project, row.integration); });
        BOOST_TEST_REQUIRE(found.has_value());
        BOOST_TEST((found->document == row.document));
        BOOST_TEST(found->secrets == row.secrets);
        BOOST_TEST(found->revision == 1);
    }
    const auto rows = store.read([&](Transaction& t) { return list_settings(t, project); });
    BOOST_TEST(rows.size() == 7u);
}

/// How many statements all clients of a server have prepared.
std::string prepared_in(test::MariadbServer& server) {
    return server.sql("select variable_value from information_schema.global_status "
                      "where variable_name='prepared_stmt_count'");
}

} // namespace

IG_SERVER_CONFORMANCE(prepared, statements_give_texts_of_every_length_whole) {
    const auto store = database.open();
    require_that_it_keeps_texts(*store, "p1");
}

IG_SERVER_CONFORMANCE(prepared, statements_outlive_a_change_of_their_tables) {
    const auto store = database.open();
    const auto other = database.open();
    require_that_it_keeps_texts(*store, "p1");
    other->write([](Transaction& t) { t.execute("alter table ig_settings add extra bigint"); });
    require_that_it_keeps_texts(*store, "p2");
    other->write([](Transaction& t) { t.execute("alter table ig_settings drop extra"); });
    require_that_it_keeps_texts(*store, "p3");
}

BOOST_AUTO_TEST_SUITE(storage)
BOOST_AUTO_TEST_SUITE(mysql)
BOOST_AUTO_TEST_SUITE(prepared)

BOOST_AUTO_TEST_CASE(statements_are_sent_as_text_to_a_server_that_keeps_no_more_of_them) {
    const auto database = test::make_database(Engine::mysql);
    if (!database)
        return; // said by make_database
    auto& server = dynamic_cast<test::MariadbServer&>(*database->server());
    server.sql("set global max_prepared_stmt_count=0");
    {
        const auto store = database->open();
        require_that_it_keeps_texts(*store, "p1");
        BOOST_TEST(prepared_in(server) == "0");
        BOOST_TEST(store->statistics().sessions_discarded == 0u);
    }
    server.sql("set global max_prepared_stmt_count=default");
    const auto store = database->open();
    require_that_it_keeps_texts(*store, "p2");
    BOOST_TEST(prepared_in(server) != "0");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
