// What the whole library does, on every engine: in short; `run` puts whole suites on the servers.
#include "conformance/storage/database.hpp"
#include "support/gallery.hpp"
#include "support/test_data.hpp"

#include <integration_gallery/error.hpp>
#include <integration_gallery/http.hpp>
#include <integration_gallery/key_maintenance.hpp>
#include <integration_gallery/what_breaks.hpp>

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <functional>
#include <latch>
#include <string>
#include <thread>
#include <vector>

using namespace integration_gallery;

namespace {

/// A gallery of the test's catalog on the database.
struct Fixture {
    explicit Fixture(const test::Database& database)
        : gallery([&] {
              house.open(); // makes the key
              auto options = house.options();
              options.database_url = database.url();
              return Gallery::open(options);
          }()) {}

    Session session(std::string_view project = "apollo") const { return gallery.session(project, "ada"); }

    Settings put(std::string_view name, const char* document, std::string_view project = "apollo") const {
        return session(project).put(name, boost::json::parse(document).as_object(),
                                    {.form = Form::plain, .expected_revision = {}});
    }

    std::string secret(std::string_view name, std::string_view pointer) const {
        const auto credentials = session().credentials(name, "test");
        const Secret* found = credentials.secret(pointer);
        return found == nullptr ? "none" : std::string(found->view());
    }

    test::TestStore house;
    Gallery gallery;
};

/// The status that a body ends with.
Status status_of(const std::function<void()>& body) {
    try {
        body();
    } catch (const Error& error) {
        return error.status();
    }
    return Status::ok;
}

std::string code_of(const std::function<void()>& body) {
    try {
        body();
    } catch (const Error& error) {
        return error.code();
    }
    return "";
}

} // namespace

IG_CONFORMANCE(library, keeps_changes_and_removes_settings_and_secrets) {
    const Fixture at(database);
    const auto session = at.session();
    BOOST_TEST((status_of([&] { session.set_enabled("simple", true); }) == Status::validation));
    at.put("simple", R"({"enabled":true,"authentication":{"apiKey":"first"}})");
    at.put("hosted", R"({"authentication":{"method":"apikey","site":"é.example","token":"t 𝄞"}})");
    BOOST_TEST(at.secret("simple", "/authentication/apiKey") == "first");
    BOOST_TEST(at.secret("hosted", "/authentication/token") == "t 𝄞");
    at.put("simple", R"({"authentication":{"apiKey":"********"},"syncSettings":{"direction":"outbound"}})");
    BOOST_TEST(at.secret("simple", "/authentication/apiKey") == "first");
    const auto read = session.get("simple");
    BOOST_TEST(read.enabled);
    BOOST_TEST(read.revision == 2);
    BOOST_TEST(read.secrets.at("/authentication/apiKey").updated_by == "ada");
    BOOST_TEST(code_of([&] {
                   session.put("simple", {{"enabled", false}}, {.form = Form::plain, .expected_revision = 1});
               }) == "precondition-failed");
    BOOST_TEST(code_of([&] { at.put("hosted", R"({"authentication":{"site":"evil.example"}})"); }) ==
               "secret-reentry-required"); // the secret would go elsewhere
    std::size_t on = 0;
    for (const auto& card : session.list())
        on += card.enabled ? 1 : 0;
    BOOST_TEST(on == 1u);
    BOOST_TEST(at.session("other").get("simple").revision == 0);
    BOOST_TEST(session.remove("simple", 2) == 3);
    BOOST_TEST(at.secret("simple", "/authentication/apiKey") == "none");
    BOOST_TEST(!session.get("simple").enabled);
    BOOST_TEST(database.dump().find("first") == std::string::npos);
}

IG_CONFORMANCE(library, keeps_verifies_and_restores_versions) {
    const Fixture at(database);
    const auto session = at.session();
    for (const char* note : {"one", "two", "three"})
        at.put("open", (std::string(R"({"authentication":{"note":")") + note + "\"}}").c_str());
    session.set_enabled("open", true);
    const auto page = session.history("open", {.limit = 2, .before = {}});
    BOOST_TEST(page.entries.size() == 2u);
    BOOST_TEST(page.entries[0].kind == "enable");
    BOOST_TEST(session.history("open", {.limit = 2, .before = page.next}).entries.size() == 2u);
    const auto differences = session.difference("open", 1, 3);
    BOOST_REQUIRE(differences.size() == 1u);
    BOOST_TEST(differences[0].pointer == "/authentication/note");
    BOOST_TEST(code_of([&] { session.restore("open", 1, {.expected_revision = 2}); }) == "precondition-failed");
    const auto restored = session.restore("open", 1, {.expected_revision = 4});
    BOOST_TEST(restored.authentication.at("note").as_string() == "one");
    BOOST_TEST(restored.enabled);
    const auto head = at.gallery.verify_history("apollo").head;
    BOOST_TEST(head.sequence == 5);
    const auto kept = at.gallery.retain_history("apollo", {.before = at.house.clock->now() + std::chrono::hours(1)});
    BOOST_TEST(kept.removed == 4); // the next version is chained to the newest
    const auto report = at.gallery.verify_history("apollo", head);
    BOOST_TEST(report.intact());
    BOOST_TEST(report.signed_head.value().hash == head.hash);
    at.put("open", R"({"authentication":{"note":"later"}})");
    BOOST_TEST(at.gallery.verify_history("apollo", head).intact());
    static constexpr storage::Query forge{"update ig_history set actor='eve' where seq=6"};
    storage::Store(database.options()).write([](storage::Transaction& t) { t.run(forge, {}); });
    BOOST_TEST(!at.gallery.verify_history("apollo").intact());
}

IG_CONFORMANCE(library, rotates_reseals_examines_and_shreds) {
    const Fixture at(database);
    at.put("simple", R"({"authentication":{"apiKey":"first"}})");
    at.put("simple", R"({"authentication":{"apiKey":"other"}})", "gemini");
    const auto keys = at.gallery.key_maintenance("operator");
    BOOST_TEST(keys.doctor().empty());
    RotationOptions compromised;
    compromised.compromised = true;
    const auto rotated = keys.rotate(compromised);
    BOOST_TEST(rotated.finished);
    BOOST_TEST(rotated.keys_replaced == 2);
    BOOST_TEST(keys.rewrap().finished);
    BOOST_TEST(keys.reseal("").faults.empty());
    BOOST_TEST(keys.doctor().empty());
    BOOST_TEST(at.secret("simple", "/authentication/apiKey") == "first");
    keys.shred("gemini");
    BOOST_TEST(at.secret("simple", "/authentication/apiKey") == "first");
    BOOST_TEST((status_of([&] { at.session("gemini").credentials("simple", "test"); }) == Status::key));

    // A row that was put in another's place is quarantined by itself, and can be set again.
    static constexpr storage::Query swap{"update ig_secret set sealed=:sealed where project_id='apollo'"};
    storage::Store(database.options()).write([](storage::Transaction& t) { t.run(swap, {"igs1.AAAAAAAA.AAAA"}); });
    BOOST_TEST((status_of([&] { at.secret("simple", "/authentication/apiKey"); }) == Status::key));
    BOOST_TEST(at.session().get("simple").state.quarantined);
    BOOST_TEST(!keys.doctor("apollo").empty());
    at.put("simple", R"({"authentication":{"apiKey":"again"}})");
    BOOST_TEST(at.secret("simple", "/authentication/apiKey") == "again");
}

IG_CONFORMANCE(library, tells_over_http_what_is_stored_and_what_a_catalog_would_break) {
    const Fixture at(database);
    const HttpApi api = at.gallery.http();
    const auto ask = [&](std::string_view method, std::string_view target, std::string_view body = {}) {
        Request request;
        request.method = method;
        request.target = target;
        request.authority = "127.0.0.1";
        request.ambient_auth = false;
        request.body = body;
        const std::vector<HeaderField> headers{{"Content-Type", "application/json"}};
        request.headers = headers;
        request.caller = {.subject = "ada", .project = "apollo", .permissions = 0};
        const auto response = api.handle(request);
        return std::to_string(response.status()) + " " + std::string(response.body());
    };
    const auto stored =
        ask("PUT", "/api/v1/integrations/simple", R"({"enabled":true,"authentication":{"apiKey":"C4n4ry"}})");
    BOOST_TEST(stored.starts_with("200"), stored);
    BOOST_TEST(stored.find("C4n4ry") == std::string::npos);
    const auto listed = ask("GET", "/api/v1/integrations");
    BOOST_TEST(listed.find(R"("enabled":true)") != std::string::npos, listed);
    BOOST_TEST(ask("GET", "/api/v1/integrations/simple").find("********") != std::string::npos);
    BOOST_TEST(database.dump().find("C4n4ry") == std::string::npos);

    const auto report = at.gallery.what_breaks(CatalogBuilder().build());
    BOOST_TEST(report.records == 1u);
    BOOST_TEST(report.breaks());
    BOOST_TEST(!at.gallery.what_breaks(test::test_catalog()).breaks());
}

IG_CONFORMANCE(library, makes_one_key_and_one_chain_under_many_writers) {
    const Fixture at(database);
    std::vector<std::thread> threads;
    std::vector<std::string> failures(6);
    for (std::size_t index = 0; index < failures.size(); ++index)
        threads.emplace_back([&, index] {
            failures[index] = code_of([&] {
                for (int time = 0; time < 8; ++time)
                    at.put(index % 2 == 0 ? "simple" : "hosted",
                           index % 2 == 0 ? R"({"authentication":{"apiKey":"k"}})"
                                          : R"({"authentication":{"method":"basic","user":"u","password":"p"}})");
            });
        });
    for (auto& thread : threads)
        thread.join();
    for (const auto& failure : failures)
        BOOST_TEST(failure == "");
    BOOST_TEST(at.gallery.verify_history("apollo").intact());
    BOOST_TEST(at.gallery.key_maintenance("operator").doctor().empty());
    BOOST_TEST(at.secret("hosted", "/authentication/password") == "p");
}

IG_CONFORMANCE(library, names_a_new_store_once_when_many_find_none) {
    const Fixture at(database);
    auto options = at.house.options();
    options.database_url = database.url();
    storage::Store store(database.options());
    static constexpr storage::Query forget[] = {{"delete from ig_store"}, {"delete from ig_kek"}};
    for (int round = 0; round < (test::long_run() ? 200 : 15); ++round) {
        store.write([](storage::Transaction& t) {
            for (const auto& query : forget)
                t.run(query, {});
        });
        std::latch together(6);
        std::vector<std::thread> threads;
        std::vector<std::string> failures(6);
        for (auto& failure : failures)
            threads.emplace_back([&] {
                together.arrive_and_wait();
                failure = code_of([&] { Gallery::open(options); });
            });
        for (auto& thread : threads)
            thread.join();
        for (const auto& failure : failures)
            BOOST_TEST(failure == "");
        BOOST_TEST(storage::Store::inspect(database.options()).keks.size() == 1u);
    }
}
