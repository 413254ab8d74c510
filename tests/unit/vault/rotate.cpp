// The rotation of whole stores: one call, any number of processes.
#include "storage/repository/secrets.hpp"
#include "unit/vault/opened_store.hpp"
#include "vault/doctor.hpp"
#include "vault/maintenance.hpp"

#include <integration_gallery/error.hpp>

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <limits>

using namespace integration_gallery;
namespace igv = integration_gallery::vault;
using namespace std::chrono_literals;

namespace {

std::string number(test::OpenedStore& at, const std::string& what) {
    return at.database->sql("select count(*) from " + what);
}

void fill(igv::Vault::Opened& opened, int projects, int secrets) {
    for (int project = 0; project < projects; ++project)
        for (int index = 0; index < secrets; ++index)
            test::store_secret(opened, "p" + std::to_string(project), "i" + std::to_string(index), "value");
}

/// Acts in the middle of the calls of another provider.
class Interrupting final : public KeyProvider {
public:
    explicit Interrupting(std::shared_ptr<KeyProvider> provider) : m_provider(std::move(provider)) {}
    std::function<void()> before_wrap;

    std::string name() const override { return m_provider->name(); }
    KeyNames keys() override { return m_provider->keys(); }
    std::vector<std::byte> wrap(std::string_view key_id, std::span<const std::byte> plaintext,
                                std::span<const std::byte> context, std::chrono::milliseconds limit) override {
        auto wrapped = m_provider->wrap(key_id, plaintext, context, limit);
        if (auto act = std::exchange(before_wrap, {}))
            act();
        return wrapped;
    }
    Secret unwrap(std::string_view key_id, std::span<const std::byte> wrapped, std::span<const std::byte> context,
                  std::chrono::milliseconds limit) override {
        return m_provider->unwrap(key_id, wrapped, context, limit);
    }

private:
    std::shared_ptr<KeyProvider> m_provider;
};

constexpr auto beginning = std::numeric_limits<std::int64_t>::min();

} // namespace

BOOST_AUTO_TEST_SUITE(vault)
BOOST_AUTO_TEST_SUITE(rotate)

BOOST_AUTO_TEST_CASE(replaces_seals_again_and_destroys_in_all_projects) {
    test::OpenedStore at;
    auto opened = at.open();
    fill(opened, 3, 5);
    auto& maintenance = opened.vault->maintenance();
    const auto dry = maintenance.rotate("", {}, {.dry_run = true});
    BOOST_TEST(dry.progress.left == 15);
    BOOST_TEST(dry.keys_replaced == 3);
    BOOST_TEST(!dry.finished);
    BOOST_TEST(number(at, "ig_dek") == "3");

    std::vector<igv::Progress> seen;
    const auto result = maintenance.rotate("", {.grace = 0s}, {.batch = 2, .progress = [&](const igv::Progress& now) {
                                                                   seen.push_back(now);
                                                                   return true;
                                                               }});
    BOOST_TEST(result.finished);
    BOOST_TEST(result.keys_replaced == 3);
    BOOST_TEST(result.keys_destroyed == 3);
    BOOST_TEST(result.progress.done == 15);
    BOOST_TEST(result.progress.left == 0);
    BOOST_TEST(result.progress.faults == 0);
    BOOST_REQUIRE(seen.size() > 9u);
    for (std::size_t index = 1; index < seen.size(); ++index) {
        BOOST_TEST(seen[index].done >= seen[index - 1].done);
        BOOST_TEST(seen[index].done + seen[index].left == 15);
    }
    BOOST_TEST(seen.back().per_second > 0);
    BOOST_TEST(test::load_secret(opened, "p2", "i4") == "value");
    BOOST_TEST(opened.vault->doctor().examine().empty());
}

BOOST_AUTO_TEST_CASE(goes_on_with_the_keys_that_it_has_not_replaced) {
    test::OpenedStore at;
    auto opened = at.open();
    fill(opened, 3, 4);
    at.clock.advance(1h);
    const auto begun = std::chrono::duration_cast<std::chrono::microseconds>(at.clock.now().time_since_epoch()).count();
    // Stopped after the first key was replaced.
    const auto stopped = opened.vault->maintenance().rotate("", {.made_before_us = begun},
                                                            {.progress = [](const igv::Progress&) { return false; }});
    BOOST_TEST(!stopped.finished);
    BOOST_TEST(stopped.keys_replaced == 1);
    at.clock.advance(1h);
    auto other = at.open();
    const auto rest = other.vault->maintenance().rotate("", {.made_before_us = begun}, {});
    BOOST_TEST(rest.finished);
    BOOST_TEST(rest.keys_replaced == 2);
    BOOST_TEST(rest.progress.done == 12);
    BOOST_TEST(other.vault->maintenance().rotate("", {.made_before_us = begun}, {}).progress.done == 0);
    const auto none = other.vault->maintenance().rotate("", {.made_before_us = beginning}, {});
    BOOST_TEST(none.keys_replaced == 0);
    BOOST_TEST(number(at, "ig_dek") == "6");
}

// Of two that rotate at once the slower one must not seal under a key that has been replaced, or even compromised.
BOOST_AUTO_TEST_CASE(follows_a_rotation_that_overtakes_it) {
    test::OpenedStore at;
    auto first = at.open();
    auto second = at.open();
    fill(first, 1, 6);
    first.vault->maintenance().rotate_data_key("p0", "ann");
    bool overtaken = false;
    const auto result = first.vault->maintenance().reencrypt("p0", {.batch = 2, .progress = [&](const igv::Progress&) {
                                                                        if (!std::exchange(overtaken, true)) {
                                                                            second.vault->maintenance().rotate_data_key(
                                                                                "p0", "bob", true);
                                                                            second.vault->maintenance().reencrypt("p0");
                                                                        }
                                                                        return true;
                                                                    }});
    BOOST_TEST(result.finished);
    const auto active = at.database->sql("select active_dek from ig_project_key");
    BOOST_TEST(number(at, "ig_secret where key_id='" + active + "'") == "6");
    BOOST_TEST(at.database->sql("select max(seal_revision) from ig_secret") == "3");
    BOOST_TEST(test::load_secret(second, "p0", "i5") == "value");
}

// Rule 3: a value that was sealed before the rotation and is stored behind what the job has done already.
BOOST_AUTO_TEST_CASE(comes_back_for_what_is_written_behind_it) {
    test::OpenedStore at;
    auto opened = at.open();
    auto writer = at.open();
    fill(opened, 1, 6);
    test::store_secret(writer, "p0", "a", "late");
    const auto old = writer.vault->active_key("p0");
    const auto late = writer.store->read_one(
        [](storage::Transaction& transaction) { return storage::find_secret(transaction, "p0", "a", "config"); });
    at.database->sql("delete from ig_secret where record='a'");
    opened.vault->maintenance().rotate_data_key("p0", "ann");
    bool written = false;
    const auto result = opened.vault->maintenance().reencrypt(
        "p0", {.batch = 2, .progress = [&](const igv::Progress&) {
                   if (!std::exchange(written, true))
                       writer.store->write([&](storage::Transaction& transaction) {
                           writer.vault->guard(transaction, *old);
                           BOOST_TEST(storage::insert_secret(transaction, *late));
                       });
                   return true;
               }});
    BOOST_TEST(result.finished);
    BOOST_TEST(result.progress.done == 7);
    BOOST_TEST(number(at, "ig_secret where key_id='" + std::string(old->id()) + "'") == "0");
    BOOST_TEST(test::load_secret(opened, "p0", "a") == "late");
}

// A new data key that is made while a rewrap passes must not stand under a key-encryption key that is retired then.
BOOST_AUTO_TEST_CASE(makes_no_key_under_a_retired_one) {
    test::OpenedStore at;
    {
        auto opened = at.open();
        fill(opened, 1, 1);
    }
    std::string old;
    std::getline(std::ifstream(at.key_path()), old);
    Interrupting provider(at.file_provider());
    auto slow = at.open_with(provider);
    provider.before_wrap = [&] {
        std::ofstream(at.key_path()) << make_key_text().view() << '\n' << old << '\n';
        auto other = at.open();
        BOOST_TEST(other.vault->maintenance().rewrap({}, {}, true).finished);
    };
    slow.vault->maintenance().rotate_data_key("p0", "ann");
    const auto target = at.database->sql("select active_kek from ig_store");
    BOOST_TEST(number(at, "ig_dek where kek_id<>'" + target + "'") == "0");
    std::string first;
    std::getline(std::ifstream(at.key_path()), first);
    std::ofstream(at.key_path()) << first << '\n';
    auto opened = at.open();
    BOOST_TEST(test::load_secret(opened, "p0", "i0") == "value");
}

BOOST_AUTO_TEST_CASE(of_the_key_encryption_key_stops_where_another_is_switched_to) {
    test::OpenedStore at;
    {
        auto opened = at.open();
        fill(opened, 6, 1);
    }
    std::string old;
    std::getline(std::ifstream(at.key_path()), old);
    const auto second = make_key_text();
    const auto third = make_key_text();
    std::ofstream(at.key_path()) << second.view() << '\n' << old << '\n' << third.view() << '\n';
    auto opened = at.open();
    bool switched = false;
    const auto code = test::code_of([&] {
        opened.vault->maintenance().rewrap({.batch = 2, .progress = [&](const igv::Progress&) {
                                                if (!std::exchange(switched, true)) {
                                                    std::ofstream(at.key_path()) << third.view() << '\n'
                                                                                 << old << '\n'
                                                                                 << second.view() << '\n';
                                                    auto other = at.open();
                                                    other.vault->maintenance().rewrap();
                                                }
                                                return true;
                                            }});
    });
    BOOST_TEST(code == "key-switched-elsewhere");
    for (int project = 0; project < 6; ++project)
        BOOST_TEST(test::load_secret(opened, "p" + std::to_string(project), "i0") == "value");
    BOOST_TEST(number(at, "(select distinct kek_id from ig_dek) k") == "1");
}

BOOST_AUTO_TEST_CASE(leaves_a_project_alone_that_was_shredded) {
    test::OpenedStore at;
    auto opened = at.open();
    fill(opened, 2, 2);
    opened.vault->maintenance().shred("p0", "ann");
    const auto result = opened.vault->maintenance().rotate("", {}, {});
    BOOST_TEST(result.keys_replaced == 1);
    BOOST_TEST(result.progress.done == 2);
    BOOST_TEST(opened.vault->maintenance().rotate("nobody", {}, {}).finished);
    BOOST_TEST(number(at, "ig_project_key where project_id='nobody'") == "0");
}

BOOST_AUTO_TEST_CASE(refuses_a_batch_that_cannot_be) {
    test::OpenedStore at;
    auto opened = at.open();
    for (const std::int64_t batch : {0, -1, 1001})
        BOOST_TEST(test::code_of([&] { opened.vault->maintenance().rotate("", {}, {.batch = batch}); }) == "job-batch");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
