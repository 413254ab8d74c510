#include "unit/http/support.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <set>
#include <thread>

using namespace integration_gallery;
using namespace integration_gallery::test;

namespace {

const std::string list = "/api/v1/integrations";
const std::string alpha = "/api/v1/integrations/alpha";

} // namespace

BOOST_AUTO_TEST_SUITE(http)
BOOST_AUTO_TEST_SUITE(reading)

BOOST_AUTO_TEST_CASE(the_list_has_exactly_the_members_of_the_specification) {
    const House house;
    BOOST_TEST(house.get(list).body() == R"([{"name":"alpha","description":"alpha in English","enabled":false},)"
                                         R"({"name":"beta","description":"beta in English","enabled":false}])");
    BOOST_TEST(house.put(alpha, std::string(alpha_settings)).status() == 200);
    const auto changed = house.get(list + "?language=de"); // the plain list is in English
    BOOST_TEST(changed.body() == R"([{"name":"alpha","description":"alpha in English","enabled":true},)"
                                 R"({"name":"beta","description":"beta in English","enabled":false}])");
    BOOST_TEST(changed.header("Content-Type") == "application/json");
    BOOST_TEST(changed.header("Cache-Control") == "private, no-cache");
}

BOOST_AUTO_TEST_CASE(the_full_list_holds_cards_in_the_language) {
    const House house;
    const auto cards = parse_body(house.get(list + "?view=full&language=de-AT")).as_array();
    BOOST_TEST(cards.size() == 2u);
    const auto& card = cards.at(0).as_object();
    BOOST_TEST(card.at("displayName").as_string() == "Das alpha");
    BOOST_TEST(card.at("description").as_string() == "alpha auf Deutsch");
    BOOST_TEST(card.at("state").at("status").as_string() == "off");
    BOOST_TEST(card.at("state").at("configured").as_bool() == false);
    // the logo's address is relative to the API's base, and names the content
    const auto logo = house.get("/api/v1/" + std::string(card.at("logo").as_string()));
    BOOST_TEST(logo.status() == 200);
    BOOST_TEST(logo.header("Cache-Control") == "private, max-age=31536000, immutable");
}

BOOST_AUTO_TEST_CASE(a_list_may_be_narrowed) {
    const House house;
    BOOST_TEST(house.put(alpha, std::string(alpha_settings)).status() == 200);
    const auto names = [&house](const std::string& query) {
        std::string out;
        const auto entries = parse_body(house.get(list + query));
        for (const auto& entry : entries.as_array())
            out += std::string(entry.at("name").as_string()) + ' ';
        return out;
    };
    for (const std::string view : {"plain", "full"}) {
        BOOST_TEST(names("?view=" + view + "&q=ALPHA") == "alpha ");
        BOOST_TEST(names("?view=" + view + "&q=in+english") == "alpha beta ");
        BOOST_TEST(names("?view=" + view + "&q=OLD%20b") == "beta ");
        BOOST_TEST(names("?view=" + view + "&q=nothing") == "");
        BOOST_TEST(names("?view=" + view + "&category=tests") == "alpha beta ");
        BOOST_TEST(names("?view=" + view + "&category=other") == "");
        BOOST_TEST(names("?view=" + view + "&state=on") == "alpha ");
        BOOST_TEST(names("?view=" + view + "&state=off&q=bet") == "beta ");
    }
    BOOST_TEST(house.get(list + "?state=odd").status() == 400);
    const std::string on(house.get(list + "?state=on").header("ETag"));
    BOOST_TEST(house.get(list + "?state=on", {{"If-None-Match", on}}).status() == 304);
    BOOST_TEST(house.get(list + "?state=off", {{"If-None-Match", on}}).status() == 200);
    BOOST_TEST(house.get(list, {{"If-None-Match", on}}).status() == 200);
}

BOOST_AUTO_TEST_CASE(settings_have_exactly_the_members_of_the_specification) {
    const House house;
    BOOST_TEST(house.get(alpha).body() == R"({"authentication":{"method":"apikey","apiKey":""},"dataMapping":{},)"
                                          R"("syncSettings":{"minutes":60}})");
    BOOST_TEST(house.put(alpha, std::string(alpha_settings)).status() == 200);
    const auto stored = house.get(alpha);
    BOOST_TEST(stored.body() == R"({"authentication":{"method":"apikey","apiKey":"********"},"dataMapping":{},)"
                                R"("syncSettings":{"minutes":60}})");
    BOOST_TEST(stored.header("Cache-Control") == "no-store");
}

BOOST_AUTO_TEST_CASE(full_settings_say_what_is_known_of_secrets) {
    const House house;
    BOOST_TEST(house.put(alpha, std::string(alpha_settings)).status() == 200);
    const auto full = parse_body(house.get(alpha + "?view=full&language=de")).as_object();
    BOOST_TEST(full.at("displayName").as_string() == "Das alpha");
    BOOST_TEST(full.at("enabled").as_bool());
    BOOST_TEST(full.at("revision").as_int64() == 1);
    BOOST_TEST(full.at("updatedBy").as_string() == "ada");
    BOOST_TEST(full.at("updatedAt").as_string() == "2026-01-02T03:04:05.000Z");
    BOOST_TEST(boost::json::serialize(full.at("authentication")) == R"({"method":"apikey"})");
    BOOST_TEST(full.at("secrets").at("/authentication/apiKey").at("set").as_bool());
}

BOOST_AUTO_TEST_CASE(head_answers_as_get_without_the_body) {
    const House house;
    house.put(alpha, std::string(alpha_settings));
    house.put(alpha, R"({"enabled":false})");
    const auto compare = [&](Sent sent) {
        sent.request_id = "r1";
        const auto get = house.send(sent);
        sent.method = "HEAD";
        const auto head = house.send(sent);
        BOOST_TEST(head.body().empty());
        if (get.status() == 405) // of what has no GET
            return;
        BOOST_TEST(head.status() == get.status(), sent.target);
        BOOST_TEST(head.headers().size() == get.headers().size());
        for (std::size_t i = 0; i < std::min(head.headers().size(), get.headers().size()); ++i) {
            const bool counts = sent.target.ends_with("/metrics") && get.headers()[i].name == "Content-Length";
            BOOST_TEST((head.headers()[i].name == get.headers()[i].name &&
                        (counts || head.headers()[i].value == get.headers()[i].value)),
                       sent.target << ' ' << get.headers()[i].name);
        }
    };
    for (const std::string& target : every_target()) {
        compare({.target = target});
        compare({.target = target, .headers = {{"If-None-Match", "*"}}});
        compare({.target = target, .headers = {{"If-Match", "\"0.plain.x.y\""}}});
        compare({.target = target, .headers = {{"Accept", "text/html"}, {"Accept-Encoding", "gzip"}}});
        compare({.target = target, .subject = ""});
    }
    for (const char* target :
         {"/api/v1/integrations?view=full", "/api/v1/integrations?limit=1", "/api/v1/integrations?limit=x",
          "/api/v1/integrations/alpha?view=full", "/api/v1/integrations/alpha/history?limit=1",
          "/api/v1/integrations/unknown", "/nowhere", "/%zz"})
        compare({.target = target});
}

BOOST_AUTO_TEST_CASE(options_answers_anybody_with_what_is_allowed) {
    const House house;
    const auto options = house.send({.method = "OPTIONS", .target = alpha, .subject = ""});
    BOOST_TEST(options.status() == 204);
    BOOST_TEST(options.header("Allow") == "GET, HEAD, PUT, PATCH, DELETE, OPTIONS");
    BOOST_TEST(options.header("Accept-Patch") == "application/merge-patch+json");
    // a preflight of another site gets no leave
    const auto preflight =
        house.send({.method = "OPTIONS",
                    .target = alpha,
                    .headers = {{"Origin", "https://evil.example"}, {"Access-Control-Request-Method", "PUT"}},
                    .subject = ""});
    for (const auto& field : preflight.headers())
        BOOST_TEST(!field.name.starts_with("Access-Control-"));
    BOOST_TEST(house.send({.method = "OPTIONS", .target = "/api/v1/integrations/unknown", .subject = ""}).status() ==
               204);
    BOOST_TEST(house.send({.method = "OPTIONS", .target = "/nowhere"}).status() == 404);
}

BOOST_AUTO_TEST_CASE(the_schema_is_the_forms_in_one_language) {
    const House house;
    const auto response = house.get(alpha + "/schema?language=de");
    BOOST_TEST(response.header("Cache-Control") == "private, max-age=300");
    const auto schema = parse_body(response).as_object();
    for (const char* member : {"name", "displayName", "description", "version", "documentationUrl", "authentication",
                               "dataMapping", "syncSettings", "remoteObjects", "hostModel", "suggestedMapping"})
        BOOST_TEST(schema.contains(member), member);
    BOOST_TEST(schema.at("displayName").as_string() == "Das alpha");
    const auto tag = response.header("ETag");
    BOOST_TEST(house.get(alpha + "/schema?language=de", {{"If-None-Match", tag}}).status() == 304);
    BOOST_TEST(house.get(alpha + "/schema?language=en", {{"If-None-Match", tag}}).status() == 200);
    BOOST_TEST(house.get("/api/v1/integrations/beta/schema?language=de", {{"If-None-Match", tag}}).status() == 200);
}

BOOST_AUTO_TEST_CASE(a_logo_stays_harmless_when_it_is_opened_itself) {
    const House house;
    const auto logo = house.get(alpha + "/logo");
    BOOST_TEST(logo.header("Content-Type") == "image/svg+xml");
    BOOST_TEST(logo.header("Content-Security-Policy") == "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    BOOST_TEST(logo.header("Content-Disposition") == "attachment; filename=\"logo.svg\"");
    BOOST_TEST(logo.header("Cache-Control") == "private, max-age=86400");
    BOOST_TEST(logo.body().find("<svg") != std::string_view::npos);
    BOOST_TEST(house.get(alpha + "/logo?h=0123", {}).header("Cache-Control") == "private, max-age=86400");
    BOOST_TEST(house.get(alpha + "/logo", {{"If-None-Match", logo.header("ETag")}}).status() == 304);
}

BOOST_AUTO_TEST_CASE(a_list_is_serialised_once_for_each_revision) {
    const House house;
    const auto first = house.get(list);
    BOOST_TEST(house.get(list).shared_body().get() == first.shared_body().get());
    const auto full = house.get(list + "?view=full");
    BOOST_TEST(house.get(list + "?view=full").shared_body().get() == full.shared_body().get());
    BOOST_TEST(house.get(list + "?view=full&language=de").shared_body().get() != full.shared_body().get());
    BOOST_TEST(house.send({.project = "gemini"}).shared_body().get() != first.shared_body().get());
    BOOST_TEST(house.put(alpha, std::string(alpha_settings)).status() == 200);
    const auto second = house.get(list);
    BOOST_TEST(second.shared_body().get() != first.shared_body().get());
    BOOST_TEST(second.body() != first.body());
    BOOST_TEST(second.header("ETag") != first.header("ETag"));
    BOOST_TEST(second.body().find("\"enabled\":true") != std::string_view::npos);
}

BOOST_AUTO_TEST_CASE(settings_are_serialised_once_for_what_is_stored) {
    const House house;
    for (const std::string& at : {alpha, alpha + "?view=full", alpha + "/status", alpha + "/credentials"}) {
        const auto first = house.get(at);
        BOOST_TEST(house.get(at).shared_body().get() == first.shared_body().get(), at);
        BOOST_TEST(house.get(at).header("ETag") == first.header("ETag"));
        BOOST_TEST(house.get(at, {{"If-None-Match", first.header("ETag")}}).status() == 304);
        BOOST_TEST(house.get(at, {{"If-Match", "\"9.plain.x.y\""}}).status() == 412);
        BOOST_TEST(house.send({.target = at, .project = "gemini"}).shared_body().get() != first.shared_body().get());
        for (const char* change : {R"({"enabled":false,"authentication":{"method":"apikey","apiKey":"canary-5f0e-1"}})",
                                   R"({"enabled":true})", R"({"syncSettings":{"minutes":7}})",
                                   R"({"authentication":{"method":"apikey","apiKey":"canary-5f0e-2"}})"}) {
            const auto before = house.get(at);
            BOOST_TEST(house.put(alpha, change).status() == 200);
            const auto after = house.get(at);
            BOOST_TEST(after.header("ETag") != before.header("ETag"), at << ' ' << change);
            BOOST_TEST(after.shared_body().get() != before.shared_body().get(), at << ' ' << change);
        }
        house.send({.method = "DELETE", .target = alpha, .headers = {{"X-Integration-Gallery", "1"}}});
        BOOST_TEST(house.get(at).header("ETag") != first.header("ETag")); // the revision goes on counting
    }
    BOOST_TEST(house.get(alpha + "?view=full&language=de").shared_body().get() !=
               house.get(alpha + "?view=full").shared_body().get());
}

BOOST_AUTO_TEST_CASE(a_list_that_changes_while_it_is_made_never_gets_a_tag_that_is_not_its_own) {
    const House house;
    house.put(alpha, std::string(alpha_settings)); // revision 1: on; each change turns the switch
    std::atomic<bool> done{false};
    std::jthread writer([&] {
        Request request{};
        const HeaderField json{"Content-Type", "application/json"};
        request.method = "PUT";
        request.target = alpha;
        request.headers = {&json, 1};
        request.caller = {.subject = "ada", .project = "apollo"};
        request.ambient_auth = false;
        for (int i = 0; i < 300; ++i) {
            request.body = i % 2 == 0 ? R"({"enabled":false})" : R"({"enabled":true})";
            house.api.handle(request);
        }
        done = true;
    });
    std::size_t wrong = 0;
    std::set<long> seen;
    while (!done) {
        Request request{};
        request.method = "GET";
        request.target = list;
        request.caller = {.subject = "ada", .project = "apollo"};
        const auto answer = house.api.handle(request);
        const std::string tag(answer.header("ETag"));
        if (tag.empty())
            continue; // it kept changing
        const long revision = std::stol(tag.substr(1));
        seen.insert(revision);
        wrong += (answer.body().find("\"enabled\":true") != std::string_view::npos) != (revision % 2 == 1);
    }
    BOOST_TEST(wrong == 0u);
    BOOST_TEST(seen.size() > 1u);
}

BOOST_AUTO_TEST_CASE(reading_changes_nothing_that_is_stored) {
    const House house;
    BOOST_TEST(house.put(alpha, std::string(alpha_settings)).status() == 200);
    const auto before = house.stored_bytes();
    auto targets = every_target();
    targets.insert(targets.end(), {list + "?view=full", alpha + "?view=full", alpha + "?dry_run=true", "/nowhere"});
    for (const char* method : {"GET", "HEAD", "OPTIONS"})
        for (const std::string& target : targets)
            house.send({.method = method, .target = target});
    BOOST_TEST((house.stored_bytes() == before));
    BOOST_TEST(before.find(secret_text) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_is_not_acceptable_is_406) {
    const House house;
    BOOST_TEST(house.get(list, {{"Accept", "text/html"}}).status() == 406);
    BOOST_TEST(house.get(alpha, {{"Accept", "application/json;q=0"}}).status() == 406);
    BOOST_TEST(house.get(list, {{"Accept", "text/html, */*;q=0.1"}}).status() == 200);
    BOOST_TEST(house.get(alpha + "/logo", {{"Accept", "image/png"}}).status() == 200);
}

BOOST_AUTO_TEST_CASE(fields_of_proxies_and_overrides_change_nothing) {
    const House house;
    for (const HeaderField& field :
         {HeaderField{"X-Forwarded-Host", "evil.example"}, HeaderField{"X-Forwarded-Prefix", "/evil"},
          HeaderField{"Forwarded", "host=evil.example"}, HeaderField{"X-User-Id", "root"},
          HeaderField{"X-Project", "gemini"}, HeaderField{"X-HTTP-Method-Override", "PUT"},
          HeaderField{"X-Original-URL", "/api/v1/health/live"}, HeaderField{"X-Rewrite-URL", "/nowhere"},
          HeaderField{"Host", "evil.example"}}) {
        BOOST_TEST(house.get(alpha, {field}).body() == house.get(alpha).body(), field.name);
        BOOST_TEST(house.send({.target = alpha, .headers = {field}, .subject = ""}).status() == 401);
        // nor is a page of another site one of ours because a field says so
        BOOST_TEST(house.put(alpha, "{}", {{"Origin", "https://evil.example"}, field}).status() == 403, field.name);
        const auto redirect = house.get("/admin/integrations", {field});
        BOOST_TEST(redirect.header("Location") == "integrations/");
    }
}

BOOST_AUTO_TEST_CASE(a_request_id_of_the_host_comes_back_unless_it_could_do_harm) {
    const House house;
    BOOST_TEST(house.send({.request_id = "abc-1.2:3_Z"}).header("X-Request-Id") == "abc-1.2:3_Z");
    for (const std::string& odd :
         {std::string("a\r\nX: y"), std::string("a b"), std::string(129, 'a'), std::string("a\"b")}) {
        const auto given = house.send({.request_id = odd});
        BOOST_TEST(given.header("X-Request-Id").size() == 26u);
    }
    BOOST_TEST(house.get(list).header("X-Request-Id") != house.get(list).header("X-Request-Id"));
}

BOOST_AUTO_TEST_CASE(a_mount_is_stripped) {
    const House house;
    BOOST_TEST(house.send({.target = "/app/api/v1/integrations", .mount = "/app"}).status() == 200);
    BOOST_TEST(house.send({.target = "/apple/api/v1/integrations", .mount = "/app"}).status() == 404);
    BOOST_TEST(house.logger->text().find("mount") != std::string::npos);
    BOOST_TEST((house.api.classify("GET", "/app/api/v1/integrations", "/app") == RouteClass::store));
    BOOST_TEST((house.api.classify("GET", "/app/api/v1/health/live", "/app") == RouteClass::pure));
    BOOST_TEST((house.api.classify("DELETE", "/api/v1/integrations", "") == RouteClass::pure));
    BOOST_TEST((house.api.classify("GET", "/%zz", "") == RouteClass::pure));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
