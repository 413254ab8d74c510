#include "conformance/storage/database.hpp"
#include "conformance/storage/rows.hpp"

#include <integration_gallery/error.hpp>

#include <boost/test/unit_test.hpp>

using namespace integration_gallery;
using namespace integration_gallery::storage;
using test::secret_row;

namespace {

std::optional<SecretRow> find(Store& store) {
    return store.read_one([&](Transaction& t) { return find_secret(t, "p1", "jira", "config"); });
}

} // namespace

IG_CONFORMANCE(secrets, gives_back_what_was_inserted) {
    auto store = database.open();
    const auto row = secret_row();
    BOOST_TEST(store->write([&](Transaction& t) { return insert_secret(t, row); }));
    BOOST_TEST(!store->write([&](Transaction& t) { return insert_secret(t, row); }));
    for (const Lock lock : {Lock::none, Lock::share, Lock::update}) {
        const auto found =
            store->write([&](Transaction& t) { return find_secret(t, "p1", "jira", "config", lock); }).value();
        BOOST_TEST(found.project == row.project);
        BOOST_TEST(found.integration == row.integration);
        BOOST_TEST(found.slot == row.slot);
        BOOST_TEST(found.record == row.record);
        BOOST_TEST(found.seal_revision == row.seal_revision);
        BOOST_TEST(found.key_id == row.key_id);
        BOOST_TEST(found.sealed == row.sealed);
        BOOST_TEST(found.bound == row.bound);
        BOOST_TEST(found.updated_us == row.updated_us);
    }
}

IG_CONFORMANCE(secrets, refuses_a_stale_seal_revision) {
    auto store = database.open();
    auto row = secret_row();
    store->write([&](Transaction& t) { return insert_secret(t, row); });
    row.seal_revision = 2;
    row.sealed = "second";
    BOOST_TEST(store->write([&](Transaction& t) { return update_secret(t, row, 1); }));
    row.seal_revision = 3;
    row.sealed = "third";
    BOOST_TEST(!store->write([&](Transaction& t) { return update_secret(t, row, 1); }));
    BOOST_TEST(find(*store)->sealed == "second");
}

IG_CONFORMANCE(secrets, never_goes_back_to_a_seal_revision) {
    auto store = database.open();
    auto row = secret_row();
    store->write([&](Transaction& t) { return insert_secret(t, row); });
    BOOST_CHECK_THROW(store->write([&](Transaction& t) { return update_secret(t, row, 1); }), Error);
    row.seal_revision = 2;
    row.key_id = row.sealed = "";
    BOOST_TEST(store->write([&](Transaction& t) { return update_secret(t, row, 1); }));
    BOOST_TEST(find(*store)->seal_revision == 2);
    BOOST_TEST(find(*store)->sealed.empty());
    row.sealed = "without a key";
    row.seal_revision = 3;
    BOOST_CHECK_THROW(store->write([&](Transaction& t) { return update_secret(t, row, 2); }), Error);
}

IG_CONFORMANCE(secrets, lists_what_stands_under_another_key) {
    auto store = database.open();
    store->write([&](Transaction& t) {
        for (const char* integration : {"a", "b", "c"}) {
            for (const char* slot : {"config", "token"}) {
                auto row = secret_row("p1", integration);
                row.slot = slot;
                row.key_id = integration[0] == 'b' && slot[0] == 'c' ? "k2" : "k1";
                insert_secret(t, row);
            }
        }
        auto cleared = secret_row("p1", "d");
        cleared.key_id = cleared.sealed = "";
        insert_secret(t, cleared);
        insert_secret(t, secret_row("p2", "a"));
    });
    std::string found;
    std::string integration;
    std::string slot;
    for (;;) {
        const auto page = store->read_one(
            [&](Transaction& t) { return list_secrets_not_under_key(t, "p1", "k2", integration, slot, 2); });
        if (page.empty())
            break;
        for (const auto& row : page)
            found += row.integration + row.slot[0] + " ";
        integration = page.back().integration;
        slot = page.back().slot;
    }
    BOOST_TEST(found == "ac at bt cc ct ");
    const auto under = [&](const char* key) {
        return store->read_one([&](Transaction& t) { return count_secrets_under_key(t, key); });
    };
    BOOST_TEST(under("k1") == 6);
    BOOST_TEST(under("k2") == 1);
    BOOST_TEST(under("k3") == 0);
    BOOST_TEST(store->read_one([&](Transaction& t) { return list_secrets_by_key(t, "k1", 100); }).size() == 6u);
    BOOST_TEST(store->read_one([&](Transaction& t) { return list_secrets(t, "p1", "a"); }).size() == 2u);
}

IG_CONFORMANCE(secrets, empties_a_project) {
    auto store = database.open();
    const auto anything = [&] { return store->read_one([](Transaction& t) { return has_sealed(t); }); };
    BOOST_TEST(!anything());
    store->write([&](Transaction& t) { insert_secret(t, secret_row()); });
    BOOST_TEST(anything());
    BOOST_TEST(store->write([](Transaction& t) { return clear_secrets(t, "p2", 5); }) == 0);
    BOOST_TEST(store->write([](Transaction& t) { return clear_secrets(t, "p1", 5); }) == 1);
    BOOST_TEST(!anything());
    BOOST_TEST(find(*store)->seal_revision == 2);
    BOOST_TEST(find(*store)->key_id.empty());
}
