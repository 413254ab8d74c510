#include "conformance/storage/database.hpp"
#include "conformance/storage/rows.hpp"

#include <integration_gallery/error.hpp>

#include <boost/test/unit_test.hpp>

using namespace integration_gallery;
using namespace integration_gallery::storage;
using test::dek_row;

namespace {

template <class Body>
auto write(Store& store, Body body) {
    return store.write(body);
}

} // namespace

IG_CONFORMANCE(keys, has_one_store_row) {
    auto store = database.open();
    BOOST_TEST(!store->read_one([](Transaction& t) { return find_store(t); }).has_value());
    const StoreRow row{"c3RvcmU", 1, 1, "kek-1", 1, 1000};
    BOOST_TEST(write(*store, [&](Transaction& t) { return insert_store(t, row); }));
    BOOST_TEST(!write(*store, [&](Transaction& t) { return insert_store(t, {"b3RoZXI", 1, 1, "k", 1, 1}); }));
    BOOST_TEST(!write(*store, [&](Transaction& t) { return swap_active_kek(t, "kek-2", "kek-3"); }));
    BOOST_TEST(write(*store, [&](Transaction& t) { return swap_active_kek(t, "kek-1", "kek-2"); }));
    BOOST_TEST(!write(*store, [&](Transaction& t) { return update_formats(t, 1, 2, 1); }));
    BOOST_TEST(write(*store, [&](Transaction& t) { return update_formats(t, 1, 2, 2); }));
    const auto found = store->read_one([](Transaction& t) { return find_store(t); }).value();
    BOOST_TEST(found.store_id == "c3RvcmU");
    BOOST_TEST(found.active_kek == "kek-2");
    BOOST_TEST(found.min_read_format == 1);
    BOOST_TEST(found.write_format == 2);
    BOOST_TEST(found.revision == 3);
    BOOST_TEST(found.created_us == 1000);
}

IG_CONFORMANCE(keys, writes_a_check_value_once) {
    auto store = database.open();
    const KekRow row{"kek-1", "file", "check", "{}", "active", 1000};
    BOOST_TEST(write(*store, [&](Transaction& t) { return insert_kek(t, row); }));
    BOOST_TEST(!write(*store, [&](Transaction& t) {
        return insert_kek(t, {"kek-1", "file", "another", "{}", "active", 1000});
    }));
    BOOST_TEST(write(*store, [&](Transaction& t) { return insert_kek(t, {"KEK-1", "e", "c", "{}", "active", 1}); }));
    BOOST_TEST(!write(*store, [&](Transaction& t) { return update_kek_state(t, "kek-1", "retired", "active"); }));
    BOOST_TEST(write(*store, [&](Transaction& t) { return update_kek_state(t, "kek-1", "active", "retired"); }));
    const auto rows = store->read_one([](Transaction& t) { return list_keks(t); });
    BOOST_TEST(rows.size() == 2u);
    BOOST_TEST(rows.at(0).kek_id == "KEK-1");
    BOOST_TEST(rows.at(1).check_value == "check");
    BOOST_TEST(rows.at(1).provider == "file");
    BOOST_TEST(rows.at(1).parameters == "{}");
    BOOST_TEST(rows.at(1).state == "retired");
}

IG_CONFORMANCE(keys, swaps_the_active_key_for_one_of_two_rivals) {
    auto store = database.open();
    BOOST_TEST(write(*store, [](Transaction& t) { return insert_project_key(t, {"p1", "d1", "", 1}); }));
    BOOST_TEST(!write(*store, [](Transaction& t) { return insert_project_key(t, {"p1", "d9", "", 1}); }));
    BOOST_TEST(write(*store, [](Transaction& t) { return swap_active_dek(t, "p1", "d1", "d2"); }));
    BOOST_TEST(!write(*store, [](Transaction& t) { return swap_active_dek(t, "p1", "d1", "d3"); }));
    BOOST_TEST(write(*store, [](Transaction& t) { return swap_fingerprint_dek(t, "p1", "", "f1"); }));
    BOOST_TEST(!write(*store, [](Transaction& t) { return swap_fingerprint_dek(t, "p1", "", "f2"); }));
    for (const Lock lock : {Lock::none, Lock::share, Lock::update}) {
        const auto row = write(*store, [&](Transaction& t) { return find_project_key(t, "p1", lock); }).value();
        BOOST_TEST(row.active_dek == "d2");
        BOOST_TEST(row.fingerprint_dek == "f1");
        BOOST_TEST(row.revision == 3);
    }
    BOOST_TEST(store->read_one([](Transaction& t) { return list_projects_with_keys(t, "", 10); }).size() == 1u);
    BOOST_TEST(store->read_one([](Transaction& t) { return list_projects_with_keys(t, "p1", 10); }).empty());
}

IG_CONFORMANCE(keys, gives_back_a_data_key) {
    auto store = database.open();
    auto row = dek_row();
    row.compromised = true;
    BOOST_TEST(write(*store, [&](Transaction& t) { return insert_dek(t, row); }));
    BOOST_TEST(!write(*store, [&](Transaction& t) { return insert_dek(t, row); }));
    for (const Lock lock : {Lock::none, Lock::share, Lock::update}) {
        const auto found = write(*store, [&](Transaction& t) { return find_dek(t, "d1", lock); }).value();
        BOOST_TEST(found.dek_id == "d1");
        BOOST_TEST(found.project == "p1");
        BOOST_TEST(found.purpose == "data");
        BOOST_TEST(found.version == 1);
        BOOST_TEST(found.state == "pending");
        BOOST_TEST(found.compromised);
        BOOST_TEST(found.kek_id == "k1");
        BOOST_TEST(found.wrapped == "wrapped");
        BOOST_TEST(found.revision == 1);
        BOOST_TEST(found.created_us == 1000);
        BOOST_TEST(found.changed_us == 1000);
    }
}

IG_CONFORMANCE(keys, changes_a_data_key_by_its_revision) {
    auto store = database.open();
    auto row = dek_row();
    write(*store, [&](Transaction& t) { return insert_dek(t, row); });
    row.state = "destroyed";
    row.wrapped = "";
    BOOST_TEST(!write(*store, [&](Transaction& t) { return update_dek(t, row, 2); }));
    BOOST_TEST(write(*store, [&](Transaction& t) { return update_dek(t, row, 1); }));
    BOOST_TEST(!write(*store, [&](Transaction& t) { return update_dek(t, row, 1); }));
    const auto found = store->read_one([](Transaction& t) { return find_dek(t, "d1"); }).value();
    BOOST_TEST(found.state == "destroyed");
    BOOST_TEST(found.wrapped.empty());
    BOOST_TEST(found.revision == 2);
}

IG_CONFORMANCE(keys, refuses_a_version_twice) {
    auto options = database.options();
    options.time_limit = std::chrono::milliseconds(200); // for the rival to go away
    const auto store = database.open(options);
    const auto next = [&] { return store->read_one([](Transaction& t) { return next_dek_version(t, "p1", "data"); }); };
    BOOST_TEST(next() == 1);
    write(*store, [&](Transaction& t) { return insert_dek(t, dek_row("d1")); });
    BOOST_TEST(next() == 2);
    BOOST_CHECK_EXCEPTION(write(*store, [&](Transaction& t) { return insert_dek(t, dek_row("d2")); }), Error,
                          [](const Error& error) { return error.code() == "storage-duplicate"; });
    BOOST_TEST(write(*store, [&](Transaction& t) { return insert_dek(t, dek_row("d2", "p1", 2)); }));
    BOOST_TEST(write(*store, [&](Transaction& t) { return insert_dek(t, dek_row("d3", "p2", 1)); }));
    BOOST_TEST(store->read_one([](Transaction& t) { return list_deks(t, "p1"); }).size() == 2u);
}

IG_CONFORMANCE(keys, removes_pending_keys_only) {
    auto store = database.open();
    write(*store, [&](Transaction& t) {
        for (std::int64_t version = 1; version <= 4; ++version) {
            auto row = dek_row("d" + std::to_string(version), "p1", version);
            row.state = version == 1 ? "active" : "pending";
            row.created_us = version * 1000;
            insert_dek(t, row);
        }
    });
    BOOST_TEST(!write(*store, [](Transaction& t) { return delete_pending_dek(t, "d1"); }));
    BOOST_TEST(write(*store, [](Transaction& t) { return delete_pending_dek(t, "d2"); }));
    BOOST_TEST(write(*store, [](Transaction& t) { return sweep_pending_deks(t, 4000); }) == 1);
    BOOST_TEST(store->read_one([](Transaction& t) { return list_deks(t, "p1"); }).size() == 2u);
}

IG_CONFORMANCE(keys, lists_the_work_of_a_rewrap) {
    auto store = database.open();
    write(*store, [&](Transaction& t) {
        for (std::int64_t version = 1; version <= 5; ++version) {
            auto row = dek_row("d" + std::to_string(version), "p1", version);
            row.state = version == 2 ? "destroyed" : "active";
            row.kek_id = version == 3 ? "k2" : "k1";
            insert_dek(t, row);
        }
    });
    const auto page = [&](const char* after) {
        std::string ids;
        for (const auto& row :
             store->read_one([&](Transaction& t) { return list_deks_not_under_kek(t, "k2", after, 2); }))
            ids += row.dek_id + " ";
        return ids;
    };
    BOOST_TEST(page("") == "d1 d4 ");
    BOOST_TEST(page("d4") == "d5 ");
    BOOST_TEST(page("d5") == "");
    const auto uses = store->read_one([](Transaction& t) { return count_deks_by_kek(t); });
    BOOST_TEST(uses.size() == 2u);
    BOOST_TEST(uses.at(0).kek_id == "k1");
    BOOST_TEST(uses.at(0).deks == 3);
    BOOST_TEST(uses.at(1).deks == 1);
}
