#include "support/test_data.hpp"
#include "unit/http/support.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <iostream>

using namespace integration_gallery;
using namespace integration_gallery::test;

namespace {

const std::string alpha = "/api/v1/integrations/alpha";

/// "422 unknown-member: #/x unknown-member"
std::string refusal(const Response& response) {
    return std::to_string(response.status()) + ' ' + problem_code(response) + ": " + problem_errors(response);
}

} // namespace

BOOST_AUTO_TEST_SUITE(http)
BOOST_AUTO_TEST_SUITE(bad_input)

BOOST_AUTO_TEST_CASE(an_unknown_integration_is_404) {
    const House house;
    for (const char* name : {"unknown", "Alpha", "ALPHA", "-a", "a%20b", "%C3%A9", "alpha%00"})
        for (const char* rest : {"", "/schema", "/logo"}) {
            const auto status = house.get("/api/v1/integrations/" + std::string(name) + rest).status();
            BOOST_TEST((status == 404 || (status == 400 && std::string_view(name).find('%') != std::string_view::npos)),
                       name << rest);
        }
    BOOST_TEST(house.get("/api/v1/integrations/%61lpha").status() == 200);
    BOOST_TEST(house.put("/api/v1/integrations/unknown", "{}").status() == 404);
    BOOST_TEST(house.patch("/api/v1/integrations/unknown", "{}").status() == 404);
}

BOOST_AUTO_TEST_CASE(there_is_nothing_beside_the_routes) {
    const House house;
    for (const char* target :
         {"/", "/api", "/api/v1", "/api/v1/", "/api/v1/integrations/", "/api/v1//integrations", "//api/v1/integrations",
          "/api/v2/integrations", "/API/v1/integrations", "/api/v1/integrations/alpha/", "/api/v1/integrations/alpha/x",
          "/api/v1/integrations/alpha/schema/", "/admin", "/admin/", "/admin/integrations/x",
          "/admin/integrations/assets", "/admin/integrations/assets/", "/admin/integrations/assets/index.html",
          "/admin/integrations/assets/none.js"})
        BOOST_TEST(house.get(target).status() == 404, target);
}

BOOST_AUTO_TEST_CASE(what_is_no_json_is_400) {
    const House house;
    BOOST_TEST(refusal(house.put(alpha, "{")) == "400 malformed-json: none");
    BOOST_TEST(refusal(house.put(alpha, "")) == "403 cross-origin-request: none");
    BOOST_TEST(refusal(house.put(alpha, "", {{"X-Integration-Gallery", "1"}})) == "400 malformed-json: none");
    BOOST_TEST(refusal(house.put(alpha, "{} {}")) == "400 malformed-json: none");
    BOOST_TEST(refusal(house.put(alpha, "\xEF\xBB\xBF{}")) == "400 malformed-json: none");
    BOOST_TEST(refusal(house.put(alpha, R"({"enabled":true,"enabled":false})")) ==
               "400 duplicate-member: #/enabled duplicate-member");
    BOOST_TEST(refusal(house.put(alpha, "{\"dataMapping\":{\"note\":\"\xFF\"}}")) == "400 invalid-utf8: none");
    BOOST_TEST(refusal(house.put(alpha, R"({"dataMapping":{"note":"\ud800"}})")) == "400 invalid-utf8: none");
    BOOST_TEST(refusal(house.put(alpha, R"({"dataMapping":{"note":"\u0000"}})")) ==
               "400 invalid-utf8: #/dataMapping/note invalid-utf8");
    BOOST_TEST(refusal(house.put(alpha, std::string(33, '[') + std::string(33, ']'))) == "400 json-too-deep: none");
}

BOOST_AUTO_TEST_CASE(what_is_not_allowed_in_a_document_is_422_with_every_pointer) {
    const House house;
    BOOST_TEST(refusal(house.put(alpha, R"({"x":1})")) == "422 unknown-member: #/x unknown-member");
    BOOST_TEST(refusal(house.put(alpha, "[]")) == "422 type: # type");
    BOOST_TEST(refusal(house.put(alpha, "null")) == "422 type: # type");
    BOOST_TEST(refusal(house.put(alpha, R"("a")")) == "422 type: # type");
    BOOST_TEST(house.put(alpha, R"({"enabled":"yes"})").status() == 422);
    BOOST_TEST(house.put(alpha, R"({"authentication":null})").status() == 422);
    const auto several =
        house.put(alpha, R"({"dataMapping":{"note":"far too long for this one"},"syncSettings":{"minutes":"often"}})");
    BOOST_TEST(several.status() == 422);
    const auto errors = problem_errors(several);
    BOOST_TEST(errors.find("#/dataMapping/note ") != std::string::npos, errors);
    BOOST_TEST(errors.find("#/syncSettings/minutes ") != std::string::npos, errors);
}

BOOST_AUTO_TEST_CASE(a_value_that_was_sent_never_comes_back) {
    const House house;
    const std::string sent = std::string(secret_text);
    for (const std::string& body :
         {R"({"authentication":{"method":"apikey","apiKey":")" + sent + R"(","x":1}})",
          R"({"authentication":")" + sent + R"("})", R"({"authentication":{"method":")" + sent + R"("}})",
          R"({"dataMapping":{"note":")" + sent + std::string(40, 'x') + R"("}})", R"({"enabled":")" + sent + R"("})",
          R"({"authentication":{"apiKey":")" + sent, R"({"syncSettings":{"minutes":")" + sent + R"("}})",
          R"({"authentication":{"method":"apikey","apiKey":")" + sent + R"(****"}})"})
        BOOST_TEST(house.put(alpha, body).status() >= 400, body);
}

BOOST_AUTO_TEST_CASE(an_edited_mask_is_refused) {
    const House house;
    BOOST_TEST(house.put(alpha, std::string(alpha_settings)).status() == 200);
    BOOST_TEST(refusal(house.put(alpha, R"({"authentication":{"method":"apikey","apiKey":"*******"}})")) ==
               "422 masked-value: #/authentication/apiKey masked-value");
}

BOOST_AUTO_TEST_CASE(enabling_what_is_incomplete_names_what_is_missing) {
    const House house;
    BOOST_TEST(refusal(house.put(alpha, R"({"enabled":true})")) == "422 required: #/authentication/apiKey required");
}

BOOST_AUTO_TEST_CASE(the_wrong_media_type_is_415) {
    const House house;
    for (const char* type : {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data",
                             "application/merge-patch+json", "application/json; charset=latin1", ""}) {
        const auto response =
            house.send({.method = "PUT", .target = alpha, .headers = {{"Content-Type", type}}, .body = "{}"});
        BOOST_TEST(refusal(response) == "415 unsupported-media-type: none", type);
        BOOST_TEST(response.header("Accept-Patch") == "application/merge-patch+json");
    }
    BOOST_TEST(house.send({.method = "PUT", .target = alpha, .body = "{}"}).status() == 415);
    BOOST_TEST(house.put(alpha, "{}", {{"Content-Type", "application/json"}}).status() == 415);
    BOOST_TEST(house.put(alpha, "{}", {{"Content-Encoding", "identity"}}).status() == 200);
    BOOST_TEST(
        house
            .send({.method = "PATCH", .target = alpha, .headers = {{"Content-Type", "application/json"}}, .body = "{}"})
            .status() == 415);
}

BOOST_AUTO_TEST_CASE(the_wrong_method_is_405_with_allow) {
    const House house;
    for (const char* method : {"POST", "delete", "get", "TRACE", "CONNECT", "", "BREW", "G\r\nET"}) {
        const auto response = house.send({.method = method, .target = alpha});
        BOOST_TEST(response.status() == 405, method);
        BOOST_TEST(response.header("Allow") == "GET, HEAD, PUT, PATCH, DELETE, OPTIONS");
        BOOST_TEST(response.header("Accept-Patch") == "application/merge-patch+json");
    }
    BOOST_TEST(house.put("/api/v1/integrations", "{}").header("Allow") == "GET, HEAD, OPTIONS");
}

BOOST_AUTO_TEST_CASE(query_parameters_that_are_known_are_checked_and_others_ignored) {
    const House house;
    BOOST_TEST(refusal(house.get(alpha + "?view=odd")) == "400 invalid-parameter: view invalid-parameter");
    BOOST_TEST(refusal(house.get(alpha + "?view=full&view=full")) == "400 invalid-parameter: view invalid-parameter");
    BOOST_TEST(refusal(house.get(alpha + "?language=../x")) == "400 invalid-parameter: language invalid-parameter");
    BOOST_TEST(refusal(house.put(alpha + "?dry_run=1", "{}")) == "400 invalid-parameter: dry_run invalid-parameter");
    BOOST_TEST(house.get(alpha + "?other=1&other=2&view=plain").status() == 200);
}

BOOST_AUTO_TEST_CASE(the_json_test_suite_goes_through_put) {
    if (!have_test_data("json-test-suite/test_parsing"))
        return;
    const House house;
    int refused = 0;
    int read = 0;
    for (const auto& entry : std::filesystem::directory_iterator(test_data() / "json-test-suite/test_parsing")) {
        const auto name = entry.path().filename().string();
        std::string body = read_file(entry.path());
        if (body.empty() || body.size() > 256 * 1024)
            continue;
        const int status = house.put(alpha, std::move(body)).status();
        if (name.starts_with("n_"))
            BOOST_TEST(status == 400, name << ' ' << status);
        // none of them is a document of settings, but for the empty object
        if (name.starts_with("y_"))
            BOOST_TEST((status == 422 || status == 400 || name == "y_object_empty.json"), name << ' ' << status);
        ++(status == 400 ? refused : read);
    }
    std::cout << "JSONTestSuite through PUT: " << refused << " refused, " << read << " read\n";
    BOOST_TEST(refused > 150);
    BOOST_TEST(read > 80);
}

BOOST_AUTO_TEST_CASE(naughty_strings_go_through_every_text) {
    if (!have_test_data("naughty-strings"))
        return;
    const House house;
    int count = 0;
    const auto strings = boost::json::parse(read_file(test_data() / "naughty-strings/blns.json"));
    for (const auto& item : strings.as_array()) {
        const std::string text(item.as_string());
        const std::string quoted = boost::json::serialize(item);
        ++count;
        const int stored = house.put(alpha, R"({"dataMapping":{"note":)" + quoted + "}}").status();
        BOOST_TEST((stored == 200 || stored == 422 || stored == 400), text);
        BOOST_TEST(house.put(alpha, "{" + quoted + ":1}").status() >= 400, text);
        BOOST_TEST(house.get("/api/v1/integrations/" + text + "/x").status() >= 400, text);
        BOOST_TEST(house.get(alpha + "?language=" + text).status() >= 200, text);
        BOOST_TEST(house.get(alpha, {{"If-None-Match", text}, {"Accept", text}}).status() >= 200, text);
    }
    std::cout << "naughty strings: " << count << '\n';
    BOOST_TEST(count > 300);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
