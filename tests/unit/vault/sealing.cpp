#include "crypto/sealing_key.hpp"
#include "unit/vault/opened_store.hpp"
#include "vault/key_cache.hpp"

#include <integration_gallery/error.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <mutex>
#include <set>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

using namespace integration_gallery;
namespace igv = integration_gallery::vault;
using test::code_of;
using namespace std::chrono_literals;

namespace {

igv::KeyCache::Key make_key(const std::string& id, const std::string& project = "p") {
    const std::array<std::byte, 32> bytes{};
    return std::make_shared<const igv::DataKey>(
        id, project, std::make_unique<crypto::SealingKey>(bytes, crypto::SealingPurpose::record));
}

} // namespace

BOOST_AUTO_TEST_SUITE(vault)
BOOST_AUTO_TEST_SUITE(open)

BOOST_AUTO_TEST_CASE(refuses_a_value_of_another_place) {
    test::OpenedStore at;
    auto opened = at.open();
    auto& subject = *opened.vault;
    const auto key = subject.active_key("p");
    const auto context = test::context_of("p", "slack");
    const auto sealed = subject.seal(*key, context, std::as_bytes(std::span("text", 4)));
    BOOST_TEST((subject.open(context, sealed).view() == "text"));

    const auto refused = [&](igv::SealContext other) { return code_of([&] { subject.open(other, sealed); }); };
    auto other = context;
    other.record = "jira";
    BOOST_TEST(refused(other) == "secret-unreadable");
    other = context;
    other.integration = "jira";
    BOOST_TEST(refused(other) == "secret-unreadable");
    other = context;
    other.slot = "token";
    BOOST_TEST(refused(other) == "secret-unreadable");
    BOOST_TEST(refused(test::context_of("p", "slack", 2)) == "secret-unreadable");
    const std::pair<std::string, std::string> moved[] = {{"/authentication/site", "\"https://evil.example\""}};
    const auto binding = igv::binding_digest(moved);
    other = context;
    other.binding = binding;
    BOOST_TEST(refused(other) == "secret-unreadable");
    // Another project: its key is not known there, whether or not it is in memory.
    BOOST_TEST(refused(test::context_of("q", "slack")) == "secret-key-unknown");
    auto fresh = at.open();
    BOOST_TEST(code_of([&] { fresh.vault->open(test::context_of("q", "slack"), sealed); }) == "secret-key-unknown");
    // The same database under another name of the store.
    test::OpenedStore elsewhere;
    auto stranger = elsewhere.open();
    BOOST_TEST(code_of([&] { stranger.vault->open(context, sealed); }) == "secret-key-unknown");
}

BOOST_AUTO_TEST_CASE(refuses_what_is_not_sealed) {
    test::OpenedStore at;
    auto opened = at.open();
    for (const std::string text : {"", "pk_123", "{}", R"({"apiKey":"pk"})", "igs0.x.y", "igs2.x.y"})
        BOOST_TEST(code_of([&] { opened.vault->open(test::context_of("p", "slack"), text); }) == "secret-unreadable");
}

BOOST_AUTO_TEST_CASE(says_nothing_of_the_value_in_an_error) {
    test::OpenedStore at;
    auto opened = at.open();
    test::store_secret(opened, "p", "slack", "canary-5f0e");
    auto sealed = at.database->sql("select sealed from ig_secret");
    sealed[80] = sealed[80] == 'A' ? 'B' : 'A';
    const auto detail = test::detail_of([&] { opened.vault->open(test::context_of("p", "slack"), sealed); });
    BOOST_TEST(detail.find("canary") == std::string::npos);
    BOOST_TEST(detail.find(sealed.substr(40, 20)) == std::string::npos);
    BOOST_TEST(at.bytes().find("canary-5f0e") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(refuses_to_seal_under_another_projects_key) {
    test::OpenedStore at;
    auto opened = at.open();
    const auto key = opened.vault->active_key("p");
    BOOST_TEST(code_of([&] { opened.vault->seal(*key, test::context_of("q", "slack"), {}); }) == "data-key-project");
}

BOOST_AUTO_TEST_CASE(works_inside_a_transaction) {
    test::OpenedStore at;
    auto opened = at.open({.data_key_lifetime = 0ms});
    test::store_secret(opened, "p", "slack", "xoxb-1");
    const auto text = opened.store->read([&](storage::Transaction& transaction) {
        const auto row = storage::find_secret(transaction, "p", "slack", "config");
        return std::string(opened.vault->open(transaction, test::context_of("p", "slack"), row->sealed).view());
    });
    BOOST_TEST(text == "xoxb-1");
}

BOOST_AUTO_TEST_CASE(gives_all_that_ask_at_once_the_same_fingerprint) {
    test::OpenedStore at;
    auto opened = at.open();
    auto rival = at.open();
    std::mutex mutex;
    std::set<std::string> seen;
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 8; ++thread)
        threads.emplace_back([&, thread] {
            auto& vault = thread % 2 == 0 ? *opened.vault : *rival.vault;
            const auto print = vault.fingerprint("p", "slack/token", base::as_bytes("xoxb-1"));
            const std::lock_guard lock(mutex);
            seen.insert(print);
        });
    for (auto& thread : threads)
        thread.join();
    BOOST_TEST(seen.size() == 1u);
    BOOST_TEST(at.database->sql("select purpose||':'||state from ig_dek") == "fingerprint:active");
    test::store_secret(opened, "p", "slack", "xoxb-1"); // the keys that seal come beside it
    BOOST_TEST(test::load_secret(rival, "p", "slack") == "xoxb-1");
}

BOOST_AUTO_TEST_CASE(serves_many_threads) {
    test::OpenedStore at;
    auto opened = at.open({.data_key_limit = 2});
    std::atomic<int> wrong{0};
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 8; ++thread)
        threads.emplace_back([&, thread] {
            try {
                for (int round = 0; round < 5; ++round) {
                    const auto project = "p" + std::to_string((thread + round) % 4);
                    const auto name = "i" + std::to_string(thread);
                    test::store_secret(opened, project, name, name);
                    wrong += test::load_secret(opened, project, name) != name;
                }
            } catch (...) {
                ++wrong;
            }
        });
    for (auto& thread : threads)
        thread.join();
    BOOST_TEST(wrong == 0);
    BOOST_TEST(at.database->sql("select count(*) from ig_dek where state='active'") == "4");
    BOOST_TEST(at.database->sql("select count(*) from ig_dek") == "4");
}

BOOST_AUTO_TEST_CASE(makes_one_first_key_per_project_in_many_processes) {
    test::OpenedStore at;
    at.open();
    std::vector<::pid_t> children;
    for (int child = 0; child < 4; ++child) {
        const auto id = ::fork();
        BOOST_REQUIRE(id >= 0);
        if (id == 0) {
            int code = 1;
            try {
                auto opened = at.open();
                for (int project = 0; project < 25; ++project)
                    test::store_secret(opened, "p" + std::to_string(project), "i" + std::to_string(child), "value");
                code = 0;
            } catch (...) {
            }
            ::_exit(code);
        }
        children.push_back(id);
    }
    for (const auto id : children) {
        int status = 0;
        ::waitpid(id, &status, 0);
        BOOST_TEST((WIFEXITED(status) && WEXITSTATUS(status) == 0));
    }
    BOOST_TEST(at.database->sql("select count(*) from ig_dek where state='active'") == "25");
    BOOST_TEST(at.database->sql("select count(*) from ig_dek") == "25");
    auto opened = at.open();
    for (int project = 0; project < 25; ++project)
        for (int child = 0; child < 4; ++child)
            BOOST_TEST(test::load_secret(opened, "p" + std::to_string(project), "i" + std::to_string(child)) ==
                       "value");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(key_cache)

BOOST_AUTO_TEST_CASE(keeps_no_more_than_its_limit_and_the_most_recent) {
    igv::KeyCache cache(2, 1h);
    const igv::KeyCache::Time now{};
    for (const std::string id : {"a", "b"})
        cache.get(id, now, [&] { return make_key(id); });
    BOOST_TEST((cache.find("a", now) != nullptr));
    cache.get("c", now, [] { return make_key("c"); });
    BOOST_TEST(cache.size() == 2u);
    BOOST_TEST((cache.find("b", now) == nullptr));
    BOOST_TEST((cache.find("a", now) != nullptr));
    BOOST_TEST((cache.find("c", now) != nullptr));
}

BOOST_AUTO_TEST_CASE(forgets_with_time_and_when_the_clock_goes_back) {
    igv::KeyCache cache(2, 10s);
    const igv::KeyCache::Time now{1000s};
    cache.get("a", now, [] { return make_key("a"); });
    BOOST_TEST((cache.find("a", now + 9s) != nullptr));
    BOOST_TEST((cache.find("a", now + 10s) == nullptr));
    cache.get("a", now, [] { return make_key("a"); });
    BOOST_TEST((cache.find("a", now - 1s) == nullptr));
    igv::KeyCache none(2, 0ms);
    none.get("a", now, [] { return make_key("a"); });
    BOOST_TEST(none.size() == 0u);
}

BOOST_AUTO_TEST_CASE(drops_a_projects_keys_when_its_revision_moves) {
    igv::KeyCache cache(8, 1h);
    const igv::KeyCache::Time now{1000s};
    BOOST_TEST(cache.is_due("p", now, 1s));
    cache.note("p", 1, now);
    BOOST_TEST(!cache.is_due("p", now, 1s));
    BOOST_TEST(cache.is_due("p", now + 1s, 1s));
    cache.get("a", now, [] { return make_key("a", "p"); });
    cache.get("b", now, [] { return make_key("b", "q"); });
    cache.note("p", 1, now);
    BOOST_TEST(cache.size() == 2u);
    cache.note("p", 2, now);
    BOOST_TEST((cache.find("a", now) == nullptr));
    BOOST_TEST((cache.find("b", now) != nullptr));
}

BOOST_AUTO_TEST_CASE(makes_a_key_once_for_many_threads) {
    igv::KeyCache cache(8, 1h);
    std::atomic<int> made{0};
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 16; ++thread)
        threads.emplace_back([&] {
            cache.get("a", {}, [&] {
                ++made;
                std::this_thread::sleep_for(20ms);
                return make_key("a");
            });
        });
    for (auto& thread : threads)
        thread.join();
    BOOST_TEST(made == 1);
}

BOOST_AUTO_TEST_CASE(lets_others_try_when_one_fails) {
    igv::KeyCache cache(8, 1h);
    BOOST_CHECK_THROW(cache.get("a", {}, []() -> igv::KeyCache::Key { throw 1; }), int);
    BOOST_TEST((cache.get("a", {}, [] { return make_key("a"); }) != nullptr));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
