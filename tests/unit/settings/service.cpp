#include "base/base64url.hpp"
#include "support/gallery.hpp"
#include "unit/settings/schemas.hpp"

#include <integration_gallery/error.hpp>
#include <integration_gallery/keys.hpp>

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <thread>

using namespace integration_gallery;
using test::issue_lines;

namespace {

struct Fixture {
    test::TestStore store;
    Gallery gallery = store.open();
    Session session = gallery.session("demo", "ada");

    Settings put(std::string_view name, std::string_view document,
                 UpdateOptions options = {.form = Form::plain, .expected_revision = {}}) {
        return session.put(name, boost::json::parse(document).as_object(), options);
    }

    /// What an update is refused with: the code, and each issue.
    std::string refusal(std::string_view name, std::string_view document,
                        UpdateOptions options = {.form = Form::plain, .expected_revision = {}}) {
        try {
            put(name, document, options);
        } catch (const Error& error) {
            return error.code() + (error.issues().empty() ? "" : "\n") + issue_lines(error.issues());
        }
        return "accepted";
    }

    std::string secret(std::string_view name, std::string_view pointer) {
        const auto credentials = session.credentials(name, "test");
        const Secret* found = credentials.secret(pointer);
        return found == nullptr ? "none" : std::string(found->view());
    }
};

template <class Call>
std::string code_of(Call&& call) {
    try {
        call();
    } catch (const Error& error) {
        return error.code();
    }
    return "ok";
}

} // namespace

BOOST_AUTO_TEST_SUITE(settings)
BOOST_FIXTURE_TEST_SUITE(service, Fixture)

BOOST_AUTO_TEST_CASE(lists_the_catalog_by_display_name) {
    const auto cards = session.list("de");
    BOOST_REQUIRE(cards.size() == 4u);
    BOOST_TEST(cards[0].name == "hosted");
    BOOST_TEST(cards[0].display_name == "Gehostet");
    BOOST_TEST(cards[3].name == "simple");
    BOOST_TEST(!cards[3].enabled);
}

BOOST_AUTO_TEST_CASE(keeps_settings_and_secrets_over_a_restart) {
    put("simple", R"({"enabled":true,"authentication":{"method":"apikey","apiKey":"k-1"}})");
    const Gallery again = store.open();
    const auto settings = again.session("demo", "bob").get("simple");
    BOOST_TEST(settings.enabled);
    BOOST_TEST(settings.revision == 1);
    BOOST_TEST(settings.updated_by == "ada");
    BOOST_TEST(settings.secrets.at("/authentication/apiKey").set);
    const auto credentials = again.session("demo", "worker").credentials("simple", "sync");
    BOOST_TEST(credentials.method() == "apikey");
    BOOST_TEST(credentials.enabled());
    BOOST_TEST((credentials.secret("/authentication/apiKey")->view() == "k-1"));
}

BOOST_AUTO_TEST_CASE(projects_do_not_see_each_other) {
    put("simple", R"({"enabled":true,"authentication":{"apiKey":"k-1"}})");
    const Session other = gallery.session("other", "eve");
    BOOST_TEST(other.get("simple").revision == 0);
    BOOST_TEST(other.credentials("simple", "x").secrets().empty());
    BOOST_TEST(!other.list()[3].enabled);
}

BOOST_AUTO_TEST_CASE(nothing_of_a_secret_reaches_the_files_the_log_or_the_audit) {
    const std::string canary = "canary-5f0e-9931";
    put("simple", R"({"authentication":{"apiKey":"C4n4ry-secret-9931"}})");
    put("listed", R"({"authentication":{"headers":[{"name":"a","value":"C4n4ry-secret-9931"}]}})");
    refusal("hosted", R"({"authentication":{"method":"basic","user":["C4n4ry-secret-9931"],"password":7}})");
    session.credentials("simple", "look");
    std::string seen = store.bytes() + store.logger->text();
    for (const auto& event : store.audit->events())
        seen += event;
    BOOST_TEST(seen.find(canary) == std::string::npos);
    BOOST_TEST(seen.find(base::encode_base64url(base::as_bytes(canary)).substr(0, 16)) == std::string::npos);
    BOOST_TEST(store.bytes().find("igs1.") != std::string::npos); // the search looks at the right bytes
}

BOOST_AUTO_TEST_CASE(refuses_with_every_pointer_and_changes_nothing) {
    BOOST_TEST(refusal("hosted", R"({"enabled":true})") == "validation\n/authentication/method required");
    BOOST_TEST(refusal("hosted", R"({"enabled":true,"authentication":{"method":"apikey"}})") ==
               "validation\n/authentication/site required\n/authentication/token required");
    BOOST_TEST(refusal("simple", R"({"authentication":{"apiKey":"x****x"}})") ==
               "masked-value\n/authentication/apiKey masked-value");
    BOOST_TEST(refusal("simple", R"({"nope":1})") == "unknown-member\n/nope unknown-member");
    BOOST_TEST(session.get("hosted").revision == 0);
    BOOST_TEST(code_of([&] { session.get("nowhere"); }) == "not-found");
    BOOST_TEST(code_of([&] { put("nowhere", "{}"); }) == "not-found");
    BOOST_TEST(code_of([&] { gallery.session(" demo", "ada"); }) == "invalid-project");
}

BOOST_AUTO_TEST_CASE(refuses_a_stale_revision) {
    put("simple", R"({"authentication":{"apiKey":"k-1"}})");
    BOOST_TEST(refusal("simple", R"({"enabled":true})", {.form = Form::plain, .expected_revision = 0}) ==
               "precondition-failed");
    BOOST_TEST(refusal("simple", R"({"enabled":true})", {.form = Form::plain, .expected_revision = 1}) == "accepted");
    BOOST_TEST(refusal("open", R"({"enabled":true})", {.form = Form::plain, .expected_revision = 1}) ==
               "precondition-failed");
    BOOST_TEST(refusal("open", R"({"enabled":true})", {.form = Form::plain, .expected_revision = 0}) == "accepted");
}

BOOST_AUTO_TEST_CASE(a_dry_run_says_what_would_be_and_writes_nothing) {
    const std::string before = store.bytes();
    const auto settings = put("simple", R"({"enabled":true,"authentication":{"apiKey":"k-1"}})",
                              {.form = Form::plain, .expected_revision = {}, .dry_run = true});
    BOOST_TEST(settings.enabled);
    BOOST_TEST(settings.revision == 1);
    BOOST_TEST(store.bytes() == before);
    BOOST_TEST(session.get("simple").revision == 0);
}

BOOST_AUTO_TEST_CASE(an_update_that_changes_nothing_writes_nothing) {
    put("simple", R"({"enabled":true,"authentication":{"apiKey":"k-1"}})");
    const std::string before = store.bytes();
    BOOST_TEST(put("simple", R"({"enabled":true,"authentication":{"method":"apikey","apiKey":"********"}})").revision ==
               1);
    BOOST_TEST(store.bytes() == before);
}

BOOST_AUTO_TEST_CASE(what_is_removed_is_as_if_it_was_never_stored) {
    put("simple", R"({"enabled":true,"authentication":{"apiKey":"k-1"}})");
    put("open", R"({"enabled":true})");
    BOOST_TEST(code_of([&] { session.remove("simple", 7); }) == "precondition-failed");
    BOOST_TEST(session.remove("simple", 1) == 2);
    const auto settings = session.get("simple");
    BOOST_TEST(settings.revision == 2); // goes on counting: an old tag never fits again
    BOOST_TEST(settings.state.status == "off");
    BOOST_TEST(!settings.state.configured);
    BOOST_TEST(!settings.secrets.at("/authentication/apiKey").set);
    BOOST_TEST(secret("simple", "/authentication/apiKey") == "none");
    BOOST_TEST(session.get("open").enabled);
    BOOST_TEST(store.audit->events().back() == "settings.delete demo simple ada  ok /authentication/apiKey,");
    const std::string before = store.bytes();
    BOOST_TEST(session.remove("simple") == 2);
    BOOST_TEST(session.remove("listed") == 0);
    BOOST_TEST(store.bytes() == before);
    put("simple", R"({"enabled":true,"authentication":{"apiKey":"k-2"}})");
    BOOST_TEST(secret("simple", "/authentication/apiKey") == "k-2");
    BOOST_TEST(session.get("simple").revision == 3);
    BOOST_TEST(code_of([&] { session.remove("nowhere"); }) == "not-found");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_any_more_can_be_removed) {
    put("simple", R"({"enabled":true,"authentication":{"apiKey":"k-1"}})");
    store.database().sql("update ig_settings set document = '['; update ig_secret set sealed = 'igs1.damaged'");
    BOOST_TEST(code_of([&] { session.get("simple"); }) == "record-damaged");
    BOOST_TEST(session.remove("simple") == 2);
    BOOST_TEST(!session.get("simple").state.configured);
    BOOST_TEST(session.credentials("simple", "x").secrets().empty());
}

BOOST_AUTO_TEST_CASE(a_changed_destination_in_the_store_closes_the_secret) {
    put("hosted", R"({"authentication":{"method":"apikey","site":"a.example","token":"t-1"}})");
    BOOST_TEST(secret("hosted", "/authentication/token") == "t-1");
    BOOST_TEST(refusal("hosted", R"({"authentication":{"method":"apikey","site":"b.example"}})") ==
               "secret-reentry-required\n/authentication/token secret-reentry-required");
    BOOST_TEST(refusal("hosted", R"({"authentication":{"method":"apikey","site":"b.example","token":"t-2"}})") ==
               "accepted");
    BOOST_TEST(secret("hosted", "/authentication/token") == "t-2");
}

BOOST_AUTO_TEST_CASE(keeps_some_secrets_while_others_are_set_and_cleared) {
    put("listed",
        R"({"authentication":{"headers":[{"name":"a","value":"1"},{"name":"b","value":"2"},{"name":"c","value":"3"}]}})");
    put("listed",
        R"({"authentication":{"headers":[{"name":"c","value":"9"},{"name":"a"},{"name":"b","value":null}]}})");
    BOOST_TEST(secret("listed", "/authentication/headers/0/value") == "9");
    BOOST_TEST(secret("listed", "/authentication/headers/1/value") == "1");
    BOOST_TEST(secret("listed", "/authentication/headers/2/value") == "none");
}

BOOST_AUTO_TEST_CASE(what_a_full_read_gives_can_be_written_back) {
    const auto now = put("simple", R"({"authentication":{"apiKey":"k-1"}})");
    boost::json::object document{
        {"name", "simple"},
        {"displayName", "Simple"},
        {"revision", now.revision},
        {"updatedBy", "ada"},
        {"state", {{"status", "off"}, {"configured", true}, {"reasons", boost::json::array()}}},
        {"authentication", now.authentication},
        {"secrets", {{"/authentication/apiKey", {{"set", true}, {"updatedBy", "ada"}}}}}};
    BOOST_TEST(session.put("simple", document).revision == 1);
    document["revision"] = 5;
    document["updatedBy"] = "eve";
    BOOST_TEST(code_of([&] { session.put("simple", document); }) == "validation");
}

BOOST_AUTO_TEST_CASE(openings_reach_the_audit_sink_before_they_are_handed_out) {
    put("simple", R"({"authentication":{"apiKey":"k-1"}})");
    session.credentials("simple", "sync of tasks");
    BOOST_REQUIRE(!store.audit->events().empty());
    BOOST_TEST(store.audit->events().back() == "secret.open demo simple ada sync of tasks ok /authentication/apiKey,");

    auto options = store.options();
    options.audit = std::make_shared<test::FailingAuditSink>();
    const Gallery deaf = Gallery::open(std::move(options));
    BOOST_TEST(code_of([&] { deaf.session("demo", "ada").credentials("simple", "x"); }) == "audit-failed");
    // a change that is done stays done
    BOOST_TEST(code_of([&] { deaf.session("demo", "ada").set_enabled("simple", true); }) == "ok");
    BOOST_TEST(session.get("simple").enabled);
}

BOOST_AUTO_TEST_CASE(the_authorizer_is_asked_for_each_act) {
    auto options = store.options();
    options.authorizer = std::make_shared<test::FakeAuthorizer>(std::set<std::string>{"config.read", "config.write"});
    const Session limited = Gallery::open(std::move(options)).session("demo", "eve");
    BOOST_TEST(code_of([&] { limited.get("simple"); }) == "ok");
    BOOST_TEST(code_of([&] { limited.put("open", {{"enabled", true}}); }) == "ok");
    BOOST_TEST(code_of([&] { limited.list(); }) == "forbidden");
    BOOST_TEST(code_of([&] { limited.remove("open"); }) == "forbidden");
    BOOST_TEST(code_of([&] { limited.credentials("simple", "x"); }) == "forbidden");
    BOOST_TEST(code_of([&] {
                   limited.put("simple", {{"authentication", {{"apiKey", "k"}}}},
                               {.form = Form::plain, .expected_revision = {}});
               }) == "forbidden");
    BOOST_TEST(session.get("simple").revision == 0);
}

BOOST_AUTO_TEST_CASE(a_gallery_without_authorizer_has_no_http_api) {
    auto options = store.options();
    options.authorizer = nullptr;
    const Gallery local = Gallery::open(std::move(options));
    BOOST_TEST(code_of([&] { local.http(); }) == "authorizer-missing");
    BOOST_TEST(code_of([&] { local.session("demo", "ada").list(); }) == "ok");
}

BOOST_AUTO_TEST_CASE(refuses_to_open_without_what_it_needs) {
    BOOST_TEST(code_of([&] { Gallery::open({}); }) == "option-missing");
    auto options = store.options();
    options.key_provider = nullptr;
    BOOST_TEST(code_of([&] { Gallery::open(std::move(options)); }) == "option-missing");
    options = store.options();
    options.host_model = {{"task", 7}};
    BOOST_TEST(code_of([&] { Gallery::open(std::move(options)); }) == "object-model-invalid");
}

BOOST_AUTO_TEST_CASE(concurrent_updates_lose_none) {
    constexpr int threads = 4;
    constexpr int rounds = 25;
    std::atomic<int> failures = 0;
    std::vector<std::thread> workers;
    for (int worker = 0; worker < threads; ++worker)
        workers.emplace_back([&, worker] {
            const Session mine = gallery.session("demo", "w" + std::to_string(worker));
            for (int round = 0; round < rounds; ++round) {
                boost::json::array headers{{{"name", "h" + std::to_string(worker)}, {"value", std::to_string(round)}}};
                // read, add my header, write if nobody was faster
                for (;;) {
                    const auto now = mine.get("listed");
                    boost::json::array all;
                    if (const auto* stored = now.authentication.if_contains("headers"))
                        for (const auto& header : stored->as_array())
                            if (header.at("name") != headers[0].at("name"))
                                all.push_back(header);
                    all.push_back(headers[0]);
                    try {
                        mine.put("listed", {{"authentication", {{"headers", all}}}},
                                 {.form = Form::plain, .expected_revision = now.revision});
                        break;
                    } catch (const Error& error) {
                        if (error.code() != "precondition-failed") {
                            ++failures;
                            return;
                        }
                    }
                }
            }
        });
    for (auto& worker : workers)
        worker.join();
    BOOST_TEST(failures == 0);
    BOOST_TEST(session.get("listed").revision == threads * rounds);
    const auto credentials = session.credentials("listed", "check");
    BOOST_TEST(credentials.secrets().size() == static_cast<std::size_t>(threads));
    for (const auto& [pointer, value] : credentials.secrets())
        BOOST_TEST((value.view() == std::to_string(rounds - 1)));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
