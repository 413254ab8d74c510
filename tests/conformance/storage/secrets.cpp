#include "conformance/storage/database.hpp"
#include "conformance/storage/rows.hpp"
#include "storage/repository/rows.hpp"

#include <integration_gallery/error.hpp>

#include <boost/test/unit_test.hpp>

using namespace integration_gallery;
using namespace integration_gallery::storage;
using test::secret_row;
using test::settings_row;

namespace {

std::optional<SecretRow> find(Store& store) {
    return store.read_one([&](Transaction& t) { return find_secret(t, "p1", "jira", "config"); });
}

void require_equal(const SecretRow& found, const SecretRow& row) {
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

} // namespace

IG_CONFORMANCE(secrets, gives_back_what_was_inserted) {
    auto store = database.open();
    const auto row = secret_row();
    BOOST_TEST(store->write([&](Transaction& t) { return insert_secret(t, row); }));
    BOOST_TEST(!store->write([&](Transaction& t) { return insert_secret(t, row); }));
    for (const Lock lock : {Lock::none, Lock::share, Lock::update})
        require_equal(
            store->write([&](Transaction& t) { return find_secret(t, "p1", "jira", "config", lock); }).value(), row);
}

IG_CONFORMANCE(secrets, are_read_together_with_the_settings_that_they_belong_to) {
    auto store = database.open();
    const auto read = [&](std::string_view slot) {
        return store->read_one([&](Transaction& t) { return find_rows(t, "p1", "jira", slot); });
    };
    BOOST_TEST(!read("config").settings);
    auto settings = settings_row();
    settings.document = R"({"note":"é 𝄞 '"})";
    store->write([&](Transaction& t) { return insert_settings(t, settings); });
    BOOST_TEST(read("config").settings->document == settings.document);
    BOOST_TEST(!read("config").secret);

    const auto secret = secret_row();
    store->write([&](Transaction& t) {
        insert_secret(t, secret);
        insert_secret(t, secret_row("p2", "jira"));
        insert_secret(t, secret_row("p1", "asana"));
    });
    const Rows both = read("config");
    BOOST_TEST(both.settings->project == "p1");
    BOOST_TEST(both.settings->integration == "jira");
    BOOST_TEST(both.settings->enabled == settings.enabled);
    BOOST_TEST(both.settings->secrets == settings.secrets);
    BOOST_TEST(both.settings->manifest_version == settings.manifest_version);
    BOOST_TEST(both.settings->revision == settings.revision);
    BOOST_TEST(both.settings->updated_us == settings.updated_us);
    BOOST_TEST(both.settings->updated_by == settings.updated_by);
    require_equal(both.secret.value(), secret);
    BOOST_TEST(!read("token").secret);
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
