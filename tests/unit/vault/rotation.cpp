#include "unit/vault/opened_store.hpp"
#include "vault/doctor.hpp"
#include "vault/maintenance.hpp"

#include <integration_gallery/error.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <random>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace integration_gallery;
namespace igv = integration_gallery::vault;
using test::code_of;
using namespace std::chrono_literals;

namespace {

/// Does something of the test's in the middle of the making of a key.
class Interrupting final : public RandomSource {
public:
    std::function<void()> once;
    void fill(std::span<std::byte> out) override {
        m_random.fill(out);
        if (auto act = std::exchange(once, {}))
            act();
    }

private:
    crypto::SystemRandom m_random;
};

std::string number(test::OpenedStore& at, const std::string& what) {
    return at.database->sql("select count(*) from " + what);
}

std::vector<std::string> codes(const std::vector<igv::Finding>& findings) {
    std::vector<std::string> found;
    for (const auto& finding : findings)
        found.push_back(finding.code);
    std::sort(found.begin(), found.end());
    return found;
}

void prepend_key(const std::filesystem::path& path) {
    std::string old;
    std::getline(std::ifstream(path), old);
    std::ofstream(path) << make_key_text().view() << '\n' << old << '\n';
}

void keep_first_key(const std::filesystem::path& path) {
    std::string first;
    std::getline(std::ifstream(path), first);
    std::ofstream(path) << first << '\n';
}

} // namespace

BOOST_AUTO_TEST_SUITE(vault)
BOOST_AUTO_TEST_SUITE(rotation)

BOOST_AUTO_TEST_CASE(of_a_data_key_keeps_everything_readable) {
    test::OpenedStore at;
    auto opened = at.open();
    auto& maintenance = opened.vault->maintenance();
    for (int index = 0; index < 20; ++index)
        test::store_secret(opened, "p", "i" + std::to_string(index), "v" + std::to_string(index));
    const auto before = std::string(opened.vault->active_key("p")->id());
    const auto after = maintenance.rotate_data_key("p", "ann");
    BOOST_TEST(after != before);
    BOOST_TEST(opened.vault->active_key("p")->id() == after);

    const auto dry = maintenance.reencrypt("p", {.dry_run = true});
    BOOST_TEST(dry.progress.left == 20);
    BOOST_TEST(number(at, "ig_secret where key_id='" + before + "'") == "20");
    BOOST_TEST(maintenance.destroy_unused_keys("p", "ann", 0s) == 0);

    const auto result = maintenance.reencrypt("p", {.batch = 7});
    BOOST_TEST(result.finished);
    BOOST_TEST(result.progress.done == 20);
    BOOST_TEST(result.progress.left == 0);
    BOOST_TEST(number(at, "ig_secret where key_id='" + after + "'") == "20");
    BOOST_TEST(maintenance.destroy_unused_keys("p", "ann") == 0); // the grace of 30 days
    BOOST_TEST(maintenance.destroy_unused_keys("p", "ann", 0s) == 1);
    BOOST_TEST(at.database->sql("select state||':'||wrapped from ig_dek where dek_id='" + before + "'") ==
               "destroyed:");
    auto again = at.open();
    for (int index = 0; index < 20; ++index)
        BOOST_TEST(test::load_secret(again, "p", "i" + std::to_string(index)) == "v" + std::to_string(index));
    BOOST_TEST(maintenance.reencrypt("p").progress.done == 0); // a third run finds nothing
    BOOST_TEST(again.vault->doctor().examine().empty());
    BOOST_TEST(at.audit.events().size() == 3u);
}

// Rule 1. Without the comparison in the swap both keys would be active.
BOOST_AUTO_TEST_CASE(by_two_at_once_gives_one_active_key) {
    test::OpenedStore at;
    auto first = at.open();
    Interrupting random;
    const auto provider = at.file_provider();
    auto second = igv::Vault::open(at.store_options(), {*provider, at.clock, random, nullptr, nullptr});
    test::store_secret(first, "p", "slack", "xoxb-1");
    std::string winner;
    random.once = [&] { winner = first.vault->maintenance().rotate_data_key("p", "ann"); };
    const auto told = second.vault->maintenance().rotate_data_key("p", "bob");
    BOOST_TEST(told == winner);
    BOOST_TEST(number(at, "ig_dek where state='active'") == "1");
    BOOST_TEST(number(at, "ig_dek where state='pending'") == "0");
    BOOST_TEST(number(at, "ig_dek") == "2");
    BOOST_TEST(test::load_secret(second, "p", "slack") == "xoxb-1");
}

// Rule 2. Without the guard the value would be written under a key that is gone.
BOOST_AUTO_TEST_CASE(refuses_a_writer_whose_key_was_destroyed) {
    test::OpenedStore at;
    auto writer = at.open();
    auto other = at.open();
    test::store_secret(writer, "p", "slack", "xoxb-1");
    const auto key = writer.vault->active_key("p");
    const auto sealed = writer.vault->seal(*key, test::context_of("p", "slack", 9), {});
    other.vault->maintenance().rotate_data_key("p", "ann");
    // Replaced, but still there: what was sealed may be stored.
    writer.store->write([&](storage::Transaction& transaction) { writer.vault->guard(transaction, *key); });
    other.vault->maintenance().reencrypt("p");
    BOOST_TEST(other.vault->maintenance().destroy_unused_keys("p", "ann", 0s) == 1);
    BOOST_TEST(code_of([&] {
                   writer.store->write(
                       [&](storage::Transaction& transaction) { writer.vault->guard(transaction, *key); });
               }) == "data-key-retired");
    test::store_secret(writer, "p", "slack", "xoxb-2");
    BOOST_TEST(test::load_secret(other, "p", "slack") == "xoxb-2");
}

// Rule 2, the other side: a key that something stands under is not destroyed.
BOOST_AUTO_TEST_CASE(keeps_a_key_that_something_is_sealed_under) {
    test::OpenedStore at;
    auto opened = at.open();
    test::store_secret(opened, "p", "slack", "xoxb-1");
    opened.vault->maintenance().rotate_data_key("p", "ann", true);
    BOOST_TEST(opened.vault->maintenance().destroy_unused_keys("p", "ann", 0s) == 0);
    BOOST_TEST(test::load_secret(opened, "p", "slack") == "xoxb-1");
}

// Rule 3. With a cursor or a counter in place of the query the second run would leave something behind.
BOOST_AUTO_TEST_CASE(goes_on_where_it_was_stopped) {
    test::OpenedStore at;
    auto opened = at.open();
    for (int index = 0; index < 30; ++index)
        test::store_secret(opened, "p", "i" + std::to_string(index), "value");
    opened.vault->maintenance().rotate_data_key("p", "ann");
    const auto stopped = opened.vault->maintenance().reencrypt(
        "p", {.batch = 10, .progress = [](const igv::Progress&) { return false; }});
    BOOST_TEST(!stopped.finished);
    BOOST_TEST(stopped.progress.done == 10);
    BOOST_TEST(stopped.progress.left == 20);
    auto again = at.open();
    const auto rest = again.vault->maintenance().reencrypt("p", {.batch = 10});
    BOOST_TEST(rest.finished);
    BOOST_TEST(rest.progress.done == 20);
    BOOST_TEST(number(at, "(select distinct key_id from ig_secret) k") == "1");
}

BOOST_AUTO_TEST_CASE(leaves_a_damaged_value_and_its_key_and_does_the_rest) {
    test::OpenedStore at;
    auto opened = at.open();
    for (int index = 0; index < 30; ++index)
        test::store_secret(opened, "p", "i" + std::to_string(index), "value");
    at.database->sql("update ig_secret set sealed=(select sealed from ig_secret where integration='i1') "
                     "where integration='i0'");
    opened.vault->maintenance().rotate_data_key("p", "ann");
    const auto result = opened.vault->maintenance().reencrypt("p", {.batch = 4});
    BOOST_TEST(result.finished);
    BOOST_TEST(result.progress.done == 29);
    BOOST_TEST(result.progress.faults == 1);
    BOOST_REQUIRE(result.faults.size() == 1u);
    BOOST_TEST(result.faults[0].integration == "i0");
    BOOST_TEST(result.faults[0].code == "secret-unreadable");
    BOOST_TEST(opened.vault->maintenance().destroy_unused_keys("p", "ann", 0s) == 0);
    BOOST_TEST((codes(opened.vault->doctor().examine()) == std::vector<std::string>{"secret-unreadable"}));
}

BOOST_AUTO_TEST_CASE(of_a_compromised_key_stops_its_use_at_once) {
    test::OpenedStore at;
    auto opened = at.open();
    test::store_secret(opened, "p", "slack", "xoxb-1");
    const auto key = opened.vault->active_key("p");
    opened.vault->maintenance().rotate_data_key("p", "ann", true);
    BOOST_TEST(code_of([&] {
                   opened.store->write(
                       [&](storage::Transaction& transaction) { opened.vault->guard(transaction, *key); });
               }) == "data-key-retired");
    BOOST_TEST(test::load_secret(opened, "p", "slack") == "xoxb-1");
    const auto found = codes(opened.vault->doctor().examine());
    BOOST_TEST((found == std::vector<std::string>{"data-key-compromised", "secret-under-old-key"}));
    opened.vault->maintenance().reencrypt("p");
    BOOST_TEST(opened.vault->maintenance().destroy_unused_keys("p", "ann") == 1); // no grace
    BOOST_TEST(opened.vault->doctor().examine().empty());
}

BOOST_AUTO_TEST_CASE(of_the_key_encryption_key_rewraps_everything) {
    test::OpenedStore at;
    {
        auto opened = at.open();
        for (int index = 0; index < 10; ++index)
            test::store_secret(opened, "p" + std::to_string(index), "slack", "value");
    }
    const auto old = at.database->sql("select active_kek from ig_store");
    prepend_key(at.key_path());
    {
        auto opened = at.open();
        BOOST_TEST(at.logger.text().find("rotate the key-encryption key") != std::string::npos);
        BOOST_TEST((codes(opened.vault->doctor().examine()) == std::vector<std::string>{"key-not-switched"}));
        BOOST_TEST(opened.vault->maintenance().rewrap({.dry_run = true}).progress.left == 10);
        BOOST_TEST(at.database->sql("select active_kek from ig_store") == old);
        const auto stopped =
            opened.vault->maintenance().rewrap({.batch = 3, .progress = [](const igv::Progress&) { return false; }});
        BOOST_TEST(!stopped.finished);
        // Half done, both keys are needed: without the old one nothing opens, and nothing is written.
    }
    const auto both = at.key_path().string() + ".both";
    std::filesystem::copy_file(at.key_path(), both);
    keep_first_key(at.key_path());
    BOOST_TEST(code_of([&] { at.open(); }) == "key-missing");
    std::filesystem::copy_file(both, at.key_path(), std::filesystem::copy_options::overwrite_existing);
    {
        auto opened = at.open();
        const auto result = opened.vault->maintenance().rewrap({.batch = 3});
        BOOST_TEST(result.finished);
        BOOST_TEST(result.progress.done == 7);
        BOOST_TEST(opened.vault->maintenance().rewrap().progress.done == 0);
        BOOST_TEST(at.database->sql("select state from ig_kek where kek_id='" + old + "'") == "retired");
    }
    keep_first_key(at.key_path());
    auto opened = at.open();
    for (int index = 0; index < 10; ++index)
        BOOST_TEST(test::load_secret(opened, "p" + std::to_string(index), "slack") == "value");
    BOOST_TEST(opened.vault->doctor().examine().empty());
}

BOOST_AUTO_TEST_CASE(moves_from_one_passphrase_to_another) {
    test::OpenedStore at;
    const PassphraseOptions cheap{64, 1, 1};
    const auto old_one = key_from_passphrase(Secret(std::string_view("the old passphrase")), cheap);
    const auto new_one = key_from_passphrase(Secret(std::string_view("the new passphrase")), cheap);
    {
        auto opened = at.open_with(*old_one);
        test::store_secret(opened, "p", "slack", "xoxb-1");
    }
    const auto before = at.bytes();
    BOOST_TEST(code_of([&] { at.open_with(*new_one); }) == "key-mismatch");
    BOOST_TEST((at.bytes() == before));
    const auto ring = key_ring({new_one, old_one});
    {
        auto opened = at.open_with(*ring);
        BOOST_TEST(opened.vault->maintenance().rewrap().finished);
    }
    auto opened = at.open_with(*new_one);
    BOOST_TEST(test::load_secret(opened, "p", "slack") == "xoxb-1");
    BOOST_TEST(code_of([&] { at.open_with(*old_one); }) == "key-mismatch");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(shred)

BOOST_AUTO_TEST_CASE(destroys_one_projects_secrets_and_no_others) {
    test::OpenedStore at;
    auto opened = at.open();
    auto other = at.open({.change_interval = 0ms});
    test::store_secret(opened, "p", "slack", "xoxb-1");
    test::store_secret(opened, "q", "slack", "xoxb-2");
    const auto sealed = at.database->sql("select sealed from ig_secret where project_id='p'");
    const auto wrapped = at.database->sql("select wrapped from ig_dek where project_id='p'");
    BOOST_TEST(test::load_secret(other, "p", "slack") == "xoxb-1");
    opened.vault->maintenance().shred("p", "ann");
    BOOST_TEST(test::load_secret(opened, "p", "slack") == "");
    // Another process, which had the key in memory, with a copy of the value.
    for (auto* process : {&opened, &other})
        BOOST_TEST(code_of([&] { process->vault->open(test::context_of("p", "slack"), sealed); }) ==
                   "secret-key-destroyed");
    BOOST_TEST(test::load_secret(other, "q", "slack") == "xoxb-2");
    BOOST_TEST(number(at, "ig_dek where project_id='p' and wrapped<>''") == "0");
    at.database->settle();
    BOOST_TEST(at.bytes().find(wrapped.substr(5, 60)) == std::string::npos);
    BOOST_TEST(at.bytes().find(sealed.substr(40, 60)) == std::string::npos);
    // New secrets get a new key.
    test::store_secret(other, "p", "slack", "xoxb-3");
    BOOST_TEST(test::load_secret(opened, "p", "slack") == "xoxb-3");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
