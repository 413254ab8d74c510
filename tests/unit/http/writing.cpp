#include "http/patch.hpp"
#include "unit/http/support.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

using namespace integration_gallery;
using namespace integration_gallery::test;

namespace {

const std::string alpha = "/api/v1/integrations/alpha";

std::string secret_of(const House& house, std::string_view pointer = "/authentication/apiKey") {
    const auto credentials = house.gallery.session("apollo", "worker").credentials("alpha", "a test");
    const Secret* secret = credentials.secret(pointer);
    return secret == nullptr ? "unset" : std::string(secret->view());
}

} // namespace

BOOST_AUTO_TEST_SUITE(http)
BOOST_AUTO_TEST_SUITE(writing)

BOOST_AUTO_TEST_CASE(put_answers_with_the_view_that_was_asked_for) {
    const House house;
    const auto plain = house.put(alpha, std::string(alpha_settings));
    BOOST_TEST(plain.status() == 200);
    BOOST_TEST(plain.body() == house.get(alpha).body());
    BOOST_TEST(plain.header("ETag") == house.get(alpha).header("ETag"));
    const auto full = house.put(alpha + "?view=full", R"({"enabled":false})");
    BOOST_TEST(full.body() == house.get(alpha + "?view=full").body());
    BOOST_TEST(full.header("ETag") == house.get(alpha + "?view=full").header("ETag"));
    BOOST_TEST(full.header("ETag").starts_with("\"2.full"));
    BOOST_TEST(secret_of(house) == "canary-5f0e-key");
}

BOOST_AUTO_TEST_CASE(what_was_read_may_be_written_back) {
    const House house;
    BOOST_TEST(house.put(alpha, std::string(alpha_settings)).status() == 200);
    for (const std::string view : {"?view=plain", "?view=full"}) {
        const auto read = house.get(alpha + view);
        const auto written = house.put(alpha + view, std::string(read.body()), {{"If-Match", read.header("ETag")}});
        BOOST_TEST(written.status() == 200);
        BOOST_TEST(written.body() == read.body());
        BOOST_TEST(written.header("ETag") == read.header("ETag")); // nothing changed, so nothing was written
    }
    BOOST_TEST(secret_of(house) == "canary-5f0e-key");
}

BOOST_AUTO_TEST_CASE(read_only_members_cannot_be_set) {
    const House house;
    for (const char* member :
         {R"("revision":7)", R"("updatedBy":"eve")", R"("name":"beta")", R"("project":"gemini")"}) {
        BOOST_TEST(house.put(alpha, "{" + std::string(member) + "}").status() == 422, member);
        BOOST_TEST(house.put(alpha + "?view=full", "{" + std::string(member) + "}").status() == 422, member);
    }
}

BOOST_AUTO_TEST_CASE(a_minimal_answer_is_204_with_the_tag) {
    const House house;
    const auto minimal = house.put(alpha, std::string(alpha_settings), {{"Prefer", "return=minimal"}});
    BOOST_TEST(minimal.status() == 204);
    BOOST_TEST(minimal.header("Preference-Applied") == "return=minimal");
    BOOST_TEST(minimal.header("ETag") == house.get(alpha).header("ETag"));
}

BOOST_AUTO_TEST_CASE(a_dry_run_says_what_would_be_and_stores_nothing) {
    const House house;
    const auto before = house.stored_bytes();
    const auto would = house.put(alpha + "?dry_run=true", std::string(alpha_settings));
    BOOST_TEST(would.status() == 200);
    BOOST_TEST(would.header("ETag") == "");
    BOOST_TEST(would.body().find("********") != std::string_view::npos);
    BOOST_TEST(house.put(alpha + "?dry_run=true", R"({"enabled":true})").status() == 422);
    BOOST_TEST(house.patch(alpha + "?dry_run=true", R"({"syncSettings":{"minutes":5}})").status() == 200);
    BOOST_TEST((house.stored_bytes() == before));
    BOOST_TEST(house.get(alpha).header("ETag").starts_with("\"0.plain"));
}

BOOST_AUTO_TEST_CASE(a_dry_run_in_the_full_view_says_what_would_change) {
    const House house;
    house.put(alpha, std::string(alpha_settings));
    const auto bytes = house.stored_bytes();
    const auto told = house.patch(
        alpha + "?view=full&dry_run=true",
        R"({"enabled":false,"syncSettings":{"minutes":5},"secrets":{"/authentication/apiKey":{"clear":true}}})");
    BOOST_TEST(told.status() == 200);
    BOOST_TEST(told.header("ETag") == "");
    std::string differences;
    const auto document = parse_body(told);
    for (const auto& item : document.at("differences").as_array())
        differences += std::string(item.at("pointer").as_string()) + ' ' +
                       (item.as_object().contains("before") ? "before " : "") +
                       (item.as_object().contains("after") ? "after" : "") + '\n';
    BOOST_TEST(differences == "/enabled before after\n/syncSettings/minutes before after\n"
                              "/authentication/apiKey before \n");
    BOOST_TEST(parse_body(house.put(alpha + "?view=full&dry_run=true", "{}")).at("differences").as_array().empty());
    BOOST_TEST(!parse_body(house.get(alpha + "?view=full")).as_object().contains("differences"));
    BOOST_TEST(house.stored_bytes() == bytes);
    BOOST_TEST(house.patch(alpha + "?dry_run=true", R"({"syncSettings":{"minutes":0}})").status() == 422);
}

BOOST_AUTO_TEST_CASE(a_patch_changes_what_it_names_and_nothing_else) {
    const House house;
    BOOST_TEST(house
                   .put(alpha, R"({"enabled":true,"authentication":{"method":"apikey","apiKey":"canary-5f0e-key"},)"
                               R"("dataMapping":{"note":"n","list":["a","b"]},"syncSettings":{"minutes":5}})")
                   .status() == 200);
    const auto patched = house.patch(alpha, R"({"dataMapping":{"list":["c"],"note":null}})");
    BOOST_TEST(patched.status() == 200);
    BOOST_TEST(patched.body() == R"({"authentication":{"method":"apikey","apiKey":"********"},)"
                                 R"("dataMapping":{"list":["c"]},"syncSettings":{"minutes":5}})");
    BOOST_TEST(secret_of(house) == "canary-5f0e-key");
    BOOST_TEST(house.patch(alpha, R"({"enabled":false})").status() == 200);
    BOOST_TEST(house.get(alpha).body() == patched.body());
    BOOST_TEST(house.patch(alpha, R"({"authentication":{"apiKey":"canary-5f0e-new"}})").status() == 200);
    BOOST_TEST(secret_of(house) == "canary-5f0e-new");
    BOOST_TEST(house.patch(alpha, "{}").header("ETag") == house.get(alpha).header("ETag"));
}

BOOST_AUTO_TEST_CASE(a_null_in_a_patch_clears_a_secret) {
    const House house;
    BOOST_TEST(house.put(alpha, std::string(alpha_settings)).status() == 200);
    BOOST_TEST(house.patch(alpha, R"({"authentication":{"apiKey":null}})").status() == 422); // it is switched on
    BOOST_TEST(house.patch(alpha, R"({"enabled":false,"authentication":{"apiKey":null}})").status() == 200);
    BOOST_TEST(secret_of(house) == "unset");
}

BOOST_AUTO_TEST_CASE(a_patch_may_change_the_method) {
    const House house;
    BOOST_TEST(house.put(alpha, std::string(alpha_settings)).status() == 200);
    BOOST_TEST(house
                   .patch(alpha, R"({"authentication":{"method":"basic","apiKey":null,"user":"u","host":"h",)"
                                 R"("password":"canary-5f0e-pw"}})")
                   .status() == 200);
    BOOST_TEST(secret_of(house, "/authentication/password") == "canary-5f0e-pw");
    BOOST_TEST(secret_of(house) == "unset");
}

BOOST_AUTO_TEST_CASE(a_patch_in_the_full_view_takes_secrets_by_pointer) {
    const House house;
    BOOST_TEST(house
                   .patch(alpha + "?view=full",
                          R"({"enabled":true,"secrets":{"/authentication/apiKey":{"value":"canary-5f0e-k"}}})")
                   .status() == 200);
    BOOST_TEST(secret_of(house) == "canary-5f0e-k");
    BOOST_TEST(house.patch(alpha + "?view=full", R"({"syncSettings":{"minutes":9}})").status() == 200);
    BOOST_TEST(secret_of(house) == "canary-5f0e-k");
}

BOOST_AUTO_TEST_CASE(a_patch_refuses_what_a_put_refuses) {
    const House house;
    BOOST_TEST(problem_errors(house.patch(alpha, R"({"x":1})")) == "#/x unknown-member");
    BOOST_TEST(house.patch(alpha, R"({"authentication":null})").status() == 422);
    BOOST_TEST(house.patch(alpha, R"({"authentication":[]})").status() == 422);
    BOOST_TEST(house.patch(alpha, "[]").status() == 422);
    BOOST_TEST(house.patch(alpha, R"({"syncSettings":{"minutes":0}})").status() == 422);
}

BOOST_AUTO_TEST_CASE(secrets_may_be_changed_by_themselves) {
    const House house;
    const std::string credentials = alpha + "/credentials";
    BOOST_TEST(house.get(credentials).body() == R"({"/authentication/apiKey":{"set":false}})");
    const auto set = house.put(credentials, R"({"/authentication/apiKey":{"value":"canary-5f0e-k"}})");
    BOOST_TEST(set.status() == 200);
    const auto shown = parse_body(set).as_object().at("/authentication/apiKey").as_object();
    BOOST_TEST(shown.at("fingerprint").as_string().size() == 12u);
    BOOST_TEST(set.body() == R"({"/authentication/apiKey":{"set":true,"updatedAt":"2026-01-02T03:04:05.000Z",)"
                             R"("updatedBy":"ada","fingerprint":")" +
                                 std::string(shown.at("fingerprint").as_string()) + R"("}})");
    BOOST_TEST(secret_of(house) == "canary-5f0e-k");
    BOOST_TEST(house.put(credentials, std::string(set.body())).header("ETag") == set.header("ETag")); // kept
    BOOST_TEST(problem_errors(house.put(credentials, R"({"/authentication/odd":{"value":"x"}})"))
                   .starts_with("#/~1authentication~1odd "));
    BOOST_TEST(house.put(credentials, "[]").status() == 422);
    BOOST_TEST(house.put(credentials, "{}", {{"If-Match", "\"9.x.y.z\""}}).status() == 412);
    const auto cleared =
        house.put(credentials, R"({"/authentication/apiKey":{"clear":true}})", {{"If-Match", set.header("ETag")}});
    BOOST_TEST(cleared.status() == 200);
    BOOST_TEST(secret_of(house) == "unset");
    BOOST_TEST(house.get(alpha + "/status").body() ==
               R"({"name":"alpha","enabled":false,"state":{"status":"off","configured":false,"reasons":[]},)"
               R"("secrets":{"/authentication/apiKey":{"set":false}},"revision":2,)"
               R"("updatedAt":"2026-01-02T03:04:05.000Z","updatedBy":"ada"})");
}

BOOST_AUTO_TEST_CASE(each_change_reaches_the_audit_sink_without_values) {
    const House house;
    BOOST_TEST(house.put(alpha, std::string(alpha_settings)).status() == 200);
    bool found = false;
    for (const auto& event : house.audit->events()) {
        found = found || event.find("apollo alpha ada") != std::string::npos;
        BOOST_TEST(event.find(secret_text) == std::string::npos);
    }
    BOOST_TEST(found);
    BOOST_TEST(house.logger->text().find(secret_text) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(projects_do_not_see_each_other) {
    const House house;
    BOOST_TEST(house.put(alpha, std::string(alpha_settings)).status() == 200);
    const auto other = house.send({.target = alpha, .project = "gemini"});
    BOOST_TEST(other.header("ETag").starts_with("\"0.plain"));
    BOOST_TEST(other.body().find("********") == std::string_view::npos);
    // a tag of one project is no tag of another, even at the same revision
    BOOST_TEST(house
                   .send({.method = "PUT",
                          .target = alpha,
                          .headers = {{"Content-Type", "application/json"}},
                          .body = R"({"syncSettings":{"minutes":5}})",
                          .project = "gemini"})
                   .status() == 200);
    const auto tag = std::string(house.get(alpha).header("ETag"));
    const auto refused = house.send({.method = "PUT",
                                     .target = alpha,
                                     .headers = {{"Content-Type", "application/json"}, {"If-Match", tag}},
                                     .body = R"({"syncSettings":{"minutes":6}})",
                                     .project = "gemini"});
    BOOST_TEST(refused.status() == 412);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
