// What an operator has to see to: said clearly, with nothing lost, and over without a restart of the host.
#include "conformance/storage/database.hpp"
#include "conformance/storage/rows.hpp"
#include "support/servers/server.hpp"

#include <integration_gallery/error.hpp>

#include <boost/test/unit_test.hpp>

#include <random>
#include <set>

using namespace integration_gallery;
using namespace integration_gallery::storage;

namespace {

/// A text that no database can make smaller.
std::string noise(std::size_t size) {
    static std::mt19937 random(11);
    std::string out(size, ' ');
    for (char& c : out)
        c = static_cast<char>('!' + random() % 90);
    return out;
}

/// The code that saving one row ends with; "" if it is there.
std::string insert(Store& store, const std::string& name, std::size_t size) {
    auto row = test::settings_row("p1", name);
    row.document = noise(size);
    try {
        store.write([&](Transaction& t) { insert_settings(t, row); },
                    [&](Transaction& t) { return find_settings(t, "p1", name, Lock::update).has_value(); });
    } catch (const Error& error) {
        BOOST_TEST_MESSAGE(error.detail());
        return error.code();
    }
    return "";
}

std::set<std::string> names(Store& store) {
    std::set<std::string> out;
    for (const auto& row : store.read_one([](Transaction& t) { return list_status(t, "p1"); }))
        out.insert(row.integration);
    return out;
}

} // namespace

IG_SERVER_CONFORMANCE(trouble, a_full_disk_is_named_and_loses_nothing) {
    auto store = database.open();
    std::set<std::string> acknowledged;
    const auto keep = [&](const std::string& name, std::size_t size) {
        const auto code = insert(*store, name, size);
        if (code.empty())
            acknowledged.insert(name);
        return code;
    };
    BOOST_TEST(keep("before", 1'000) == "");
    database.server()->set_disk_full(true);
    std::string code;
    for (int i = 0; i < 20 && code.empty(); ++i)
        code = keep("during" + std::to_string(i), 2'000'000);
    database.server()->set_disk_full(false);
    if (database.engine() == Engine::mysql) {
        // MariaDB may tell, or stop itself, as InnoDB does when it cannot write what it must.
        BOOST_TEST((code == "storage-full" || code == "storage-unavailable"), code);
        database.server()->crash_and_restart();
    } else {
        BOOST_TEST(code == "storage-full");
    }
    BOOST_TEST(names(*store) == acknowledged, boost::test_tools::per_element());
    BOOST_TEST(keep("after", 2'000'000) == "");
    BOOST_TEST(names(*store) == acknowledged, boost::test_tools::per_element());
}

IG_SERVER_CONFORMANCE(trouble, a_server_that_takes_no_changes_is_named_and_loses_nothing) {
    database.open();
    auto options = database.options();
    options.time_limit = std::chrono::milliseconds(1'500);
    Store store(options);
    BOOST_TEST(insert(store, "before", 10) == "");
    database.server()->set_read_only(true);
    BOOST_TEST(insert(store, "during", 10) == "storage-read-only");
    database.server()->set_read_only(false);
    BOOST_TEST(insert(store, "after", 10) == "");
    BOOST_TEST(names(store) == (std::set<std::string>{"after", "before"}), boost::test_tools::per_element());
}

IG_SERVER_CONFORMANCE(trouble, a_server_that_is_away_is_named_and_found_again) {
    database.open();
    auto options = database.options();
    options.time_limit = std::chrono::milliseconds(1'500);
    Store store(options);
    BOOST_TEST(insert(store, "before", 10) == "");
    database.server()->kill();
    BOOST_TEST(insert(store, "during", 10) == "storage-unavailable");
    BOOST_TEST(insert(store, "during", 10) == "storage-unavailable");
    database.server()->start();
    BOOST_TEST(insert(store, "after", 10) == "");
    BOOST_TEST(names(store) == (std::set<std::string>{"after", "before"}), boost::test_tools::per_element());
}
