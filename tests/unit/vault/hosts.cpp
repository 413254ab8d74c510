#include "support/on_sqlite.hpp"
#include "unit/storage/sqlite_raw.hpp"
#include "unit/vault/opened_store.hpp"
#include "vault/maintenance.hpp"

#include <integration_gallery/error.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>

#include <unistd.h>

using namespace integration_gallery;
namespace igv = integration_gallery::vault;
using namespace std::chrono_literals;

namespace {

/// One store, an old key and a new one, and a process with each.
struct Fixture {
    test::OpenedStore at;
    std::string old_key{make_key_text().view()};
    std::string new_key{make_key_text().view()};
    std::filesystem::path worker_file = write("worker.key", old_key + "\n");
    std::filesystem::path operator_file = write("operator.key", old_key + "\n");
    std::shared_ptr<KeyProvider> worker_keys = key_file(worker_file);
    std::shared_ptr<KeyProvider> operator_keys = key_file(operator_file);
    std::optional<igv::Vault::Opened> worker{at.open_with(*worker_keys)};

    Fixture() { test::store_secret(*worker, "p", "slack", "xoxb-1"); }

    std::filesystem::path write(const char* name, const std::string& text) const {
        const auto path = at.folder.path() / name;
        std::ofstream(path) << text;
        std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
        return path;
    }
    igv::Vault::Opened with_new_key() {
        write("operator.key", new_key + "\n" + old_key + "\n");
        return at.open_with(*operator_keys);
    }
    std::string store_says(const std::string& query) const { return at.database->sql(query); }
    /// Is everything as it was before a rewrap?
    bool untouched() const {
        return store_says("select count(*) from ig_kek") == "1" &&
               store_says("select count(distinct kek_id) from ig_dek") == "1" &&
               store_says("select count(*) from ig_dek,ig_store where kek_id<>active_kek") == "0";
    }
    static std::string own_name() { return "/" + std::to_string(::getpid()); }
};

} // namespace

BOOST_AUTO_TEST_SUITE(vault)
BOOST_FIXTURE_TEST_SUITE(hosts, Fixture)

BOOST_AUTO_TEST_CASE(a_process_that_lacks_the_new_key_is_named_and_nothing_is_wrapped_under_it) {
    auto opened = with_new_key();
    auto& maintenance = opened.vault->maintenance();
    const auto detail = test::detail_of([&] { maintenance.rewrap(); });
    BOOST_TEST(test::code_of([&] { maintenance.rewrap(); }) == "host-lacks-key");
    BOOST_TEST(detail.find(own_name()) != std::string::npos, detail);
    BOOST_TEST(detail.find(new_key) == std::string::npos);
    BOOST_TEST(untouched());
    const auto dry = maintenance.rewrap({.dry_run = true});
    BOOST_TEST(dry.progress.left == 1);
    BOOST_REQUIRE(dry.hosts_lacking_key.size() == 1u);
    BOOST_TEST(dry.hosts_lacking_key.front().ends_with(own_name()));
    // The other process gets the key, and says so within a minute of use.
    write("worker.key", old_key + "\n" + new_key + "\n");
    test::load_secret(*worker, "p", "slack");
    BOOST_TEST(test::code_of([&] { maintenance.rewrap(); }) == "host-lacks-key");
    at.clock.advance(61s);
    BOOST_TEST(test::load_secret(*worker, "p", "slack") == "xoxb-1");
    const auto done = maintenance.rewrap();
    BOOST_TEST(done.finished);
    BOOST_TEST(done.hosts_lacking_key.empty());
    BOOST_TEST(test::load_secret(*worker, "p", "slack") == "xoxb-1");
}

BOOST_AUTO_TEST_CASE(a_rewrap_waits_for_the_key_to_arrive) {
    auto opened = with_new_key();
    int told = 0;
    const auto done =
        opened.vault->maintenance().rewrap({.progress =
                                                [&](const igv::Progress&) {
                                                    if (++told == 2) {
                                                        BOOST_TEST(untouched());
                                                        write("worker.key", old_key + "\n" + new_key + "\n");
                                                        at.clock.advance(61s);
                                                        worker->vault->active_key("p");
                                                    }
                                                    return true;
                                                }},
                                           60s);
    BOOST_TEST(done.finished);
    BOOST_TEST(told >= 2);
    BOOST_TEST(test::load_secret(*worker, "p", "slack") == "xoxb-1");
}

BOOST_AUTO_TEST_CASE(waiting_can_be_stopped) {
    auto opened = with_new_key();
    const auto stopped =
        opened.vault->maintenance().rewrap({.progress = [](const igv::Progress&) { return false; }}, 60s);
    BOOST_TEST(!stopped.finished);
    BOOST_TEST(stopped.hosts_lacking_key.size() == 1u);
    BOOST_TEST(untouched());
}

BOOST_AUTO_TEST_CASE(who_says_so_goes_ahead_and_the_other_process_opens_again_once_it_has_the_key) {
    auto opened = with_new_key();
    BOOST_TEST(opened.vault->maintenance().rewrap({}, {}, true).finished);
    auto late = at.open_with(*operator_keys);
    BOOST_TEST(test::load_secret(late, "p", "slack") == "xoxb-1");
    at.clock.advance(16min); // what it had unwrapped is forgotten
    BOOST_TEST(test::code_of([&] { test::load_secret(*worker, "p", "slack"); }) == "key-missing");
    write("worker.key", old_key + "\n" + new_key + "\n");
    BOOST_TEST(test::load_secret(*worker, "p", "slack") == "xoxb-1");
}

BOOST_AUTO_TEST_CASE(a_process_that_has_closed_the_store_is_not_waited_for) {
    worker.reset();
    BOOST_TEST(store_says("select count(*) from ig_host") == "0");
    auto opened = with_new_key();
    BOOST_TEST(opened.vault->maintenance().rewrap().finished);
}

BOOST_AUTO_TEST_CASE(a_process_that_was_killed_is_forgotten_in_an_hour) {
    worker.reset();
    test::in_child([&] {
        auto opened = at.open_with(*worker_keys);
        ::_exit(0);
    });
    auto opened = with_new_key();
    BOOST_TEST(store_says("select count(*) from ig_host") == "2");
    BOOST_TEST(test::code_of([&] { opened.vault->maintenance().rewrap(); }) == "host-lacks-key");
    at.clock.advance(3601s);
    BOOST_TEST(opened.vault->maintenance().rewrap().finished);
    BOOST_TEST(test::load_secret(opened, "p", "slack") == "xoxb-1"); // and sweeps
    BOOST_TEST(store_says("select count(*) from ig_host") == "1");
}

BOOST_AUTO_TEST_CASE(secrets_are_opened_while_nothing_can_be_written, *test::on_sqlite()) {
    at.clock.advance(61s);
    test::RawSqlite writer(storage::DatabaseUrl::parse(at.database->url()).path());
    writer.run("begin immediate");
    const auto start = std::chrono::steady_clock::now();
    BOOST_TEST(test::load_secret(*worker, "p", "slack") == "xoxb-1");
    BOOST_TEST(test::load_secret(*worker, "p", "slack") == "xoxb-1");
    BOOST_TEST((std::chrono::steady_clock::now() - start < 3s));
    writer.run("rollback");
}

BOOST_AUTO_TEST_CASE(a_forked_child_does_not_take_leave_for_its_parent) {
    BOOST_TEST(test::in_child([&] { worker.reset(); }) == 0);
    BOOST_TEST(store_says("select count(*) from ig_host") == "1");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
