// The order in which locks are taken: key, settings, secret, project.
#include "catalog/object_model.hpp"
#include "conformance/storage/database.hpp"
#include "crypto/random.hpp"
#include "settings/change.hpp"
#include "settings/service.hpp"
#include "storage/repository/settings.hpp"
#include "support/gallery.hpp"
#include "support/host.hpp"
#include "vault/vault.hpp"

#include <integration_gallery/keys.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <thread>

using namespace integration_gallery;

IG_CONFORMANCE(locks, an_update_takes_that_of_the_key_before_that_of_the_settings) {
    setenv("IG_TEST_LOCKS_KEY", std::string(make_key_text().view()).c_str(), 1);
    const auto provider = key_from_environment("IG_TEST_LOCKS_KEY");
    test::FakeClock clock;
    crypto::SystemRandom random;
    const auto opened = vault::Vault::open(database.options(), {*provider, clock, random});
    const Catalog catalog = test::test_catalog();
    const catalog::ObjectModel host_model;
    const settings::Service service(
        {.store = *opened.store, .vault = *opened.vault, .catalog = catalog, .host_model = host_model, .clock = clock});
    const auto update = [&](const char* key) {
        const auto change =
            service.read_change("simple", {{"authentication", {{"method", "apikey"}, {"apiKey", key}}}}, Form::plain);
        service.update("p1", "ada", "simple", change, {.form = Form::plain, .expected_revision = {}});
    };
    update("first");

    // Somebody who keeps the order holds the key, and then wants the settings. If the update had the settings already,
    // each would wait for the other, and one of the two would be thrown back.
    storage::Store other(database.options());
    int attempts = 0;
    std::thread updater;
    const auto before = opened.store->statistics().retries;
    other.write([&](storage::Transaction& t) {
        const auto keys = storage::list_deks(t, "p1");
        storage::find_dek(t, keys.at(0).dek_id, storage::Lock::update);
        if (++attempts == 1) {
            updater = std::thread([&] { update("second"); });
            std::this_thread::sleep_for(std::chrono::milliseconds(500));
        }
        storage::find_settings(t, "p1", "simple", storage::Lock::update);
    });
    updater.join();
    BOOST_TEST(attempts == 1);
    BOOST_TEST(opened.store->statistics().retries == before);
    BOOST_TEST(service.get("p1", "simple").revision == 2);
}
