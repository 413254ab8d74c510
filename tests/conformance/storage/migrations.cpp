#include "conformance/storage/database.hpp"
#include "conformance/storage/rows.hpp"
#include "support/host.hpp"

#include <integration_gallery/error.hpp>

#include <boost/test/unit_test.hpp>

using namespace integration_gallery;
using namespace integration_gallery::storage;

namespace {

constexpr Query set_version{"update ig_schema set version=:version where id=1"};
constexpr Query set_lease{"update ig_schema set owner=:owner,lease_us=:until,version=:version where id=1"};

} // namespace

IG_CONFORMANCE(migrations, run_once) {
    Store store(database.options());
    BOOST_TEST(store.version() == 0);
    BOOST_TEST(store.migrate() == latest_version());
    BOOST_TEST(store.version() == latest_version());
    BOOST_TEST(store.migrate() == 0);
    BOOST_TEST(store.statistics().sessions_discarded == 0u);
}

IG_CONFORMANCE(migrations, do_no_harm_when_they_run_again) {
    auto store = database.open();
    store->write([](Transaction& t) { insert_settings(t, test::settings_row()); });
    store->write([](Transaction& t) { t.run(set_version, {0}); });
    BOOST_TEST(store->migrate() == latest_version());
    BOOST_TEST(store->read_one([](Transaction& t) { return find_settings(t, "p1", "jira"); }).has_value());
}

IG_CONFORMANCE(migrations, refuse_a_newer_store) {
    auto store = database.open();
    store->write([](Transaction& t) { t.run(set_version, {latest_version() + 1}); });
    BOOST_CHECK_EXCEPTION(store->migrate(), Error, [](const Error& error) {
        return error.status() == Status::storage && error.code() == "store-too-new";
    });
    const auto found = Store::inspect(database.options());
    BOOST_TEST(found.version == latest_version() + 1);
    BOOST_TEST(!found.empty);
    BOOST_TEST(!found.store.has_value());
}

IG_CONFORMANCE(migrations, go_on_after_a_lease_that_ended) {
    test::FakeClock clock;
    auto options = database.options();
    options.clock = &clock;
    Store store(options);
    store.migrate();
    const auto hour_ago =
        std::chrono::duration_cast<std::chrono::microseconds>(clock.now().time_since_epoch()).count() - 3'600'000'000;
    store.write([&](Transaction& t) { t.run(set_lease, {"somebody", hour_ago, 0}); });
    BOOST_TEST(store.migrate() == latest_version());
}

IG_CONFORMANCE(migrations, leave_an_inspection_to_find_what_is_there) {
    auto found = Store::inspect(database.options());
    BOOST_TEST(found.empty);
    BOOST_TEST(found.version == 0);
    auto store = database.open();
    found = Store::inspect(database.options());
    BOOST_TEST(found.exists);
    BOOST_TEST(!found.empty);
    BOOST_TEST(found.version == latest_version());
    BOOST_TEST(!found.store.has_value());
    BOOST_TEST(found.keks.empty());
    BOOST_TEST(!found.has_sealed);
    store->write([](Transaction& t) {
        insert_store(t, {"c3RvcmU", 1, 1, "kek-1", 1, 1000});
        insert_kek(t, {"kek-1", "file", "check", "{}", "active", 1000});
        insert_secret(t, test::secret_row());
    });
    found = Store::inspect(database.options());
    BOOST_TEST(found.store.value().store_id == "c3RvcmU");
    BOOST_TEST(found.keks.at(0).check_value == "check");
    BOOST_TEST(found.has_sealed);
}
