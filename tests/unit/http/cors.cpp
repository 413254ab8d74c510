// CORS: off unless the host names origins; then those, and no others (checklist C4).
#include "unit/http/support.hpp"

#include <integration_gallery/error.hpp>

#include <boost/test/unit_test.hpp>

using namespace integration_gallery;
using namespace integration_gallery::test;

namespace {

const std::string list = "/api/v1/integrations";
const std::string alpha = "/api/v1/integrations/alpha";
const HeaderField console{"Origin", "https://console.example.com"};
const HeaderField editor{"Origin", "https://editor.example.com:8443"};
const HeaderField stranger{"Origin", "https://evil.example"};

/// Both may read, and the editor may change something.
void with_two(Options& options) {
    options.cors_origins = {std::string(console.value), std::string(editor.value)};
    options.trusted_origins = {std::string(editor.value)};
}

Response preflight(const House& house, const std::string& target, HeaderField origin, bool ambient_auth = true) {
    return house.send({.method = "OPTIONS",
                       .target = target,
                       .headers = {origin, {"Access-Control-Request-Method", "PUT"}},
                       .subject = "",
                       .ambient_auth = ambient_auth});
}

bool has_cors_field(const Response& response) {
    for (const auto& field : response.headers())
        if (field.name.starts_with("Access-Control-") || field.value == "Origin")
            return true;
    return false;
}

void refuses(const std::string& origin) {
    static std::string value;
    value = origin;
    BOOST_CHECK_EXCEPTION(House([](Options& options) { options.cors_origins = {value}; }), Error,
                          [](const Error& error) {
                              return error.status() == Status::invalid_argument && error.code() == "invalid-option";
                          });
}

} // namespace

BOOST_AUTO_TEST_SUITE(http)
BOOST_AUTO_TEST_SUITE(cors)

BOOST_AUTO_TEST_CASE(is_off_unless_the_host_names_origins) {
    const House house([](Options& options) { options.trusted_origins = {"https://console.example.com"}; });
    for (const auto& target : {list, alpha, std::string("/api/v1/health/live"), std::string("/admin/integrations/")}) {
        BOOST_TEST(!has_cors_field(house.get(target, {console})), target);
        const auto answer = preflight(house, target, console);
        BOOST_TEST(answer.status() == 204);
        BOOST_TEST(!has_cors_field(answer), target);
    }
}

BOOST_AUTO_TEST_CASE(names_an_origin_that_is_listed_and_never_a_star) {
    const House house(with_two);
    const auto answer = house.get(list, {console});
    BOOST_TEST(answer.status() == 200);
    BOOST_TEST(answer.header("Access-Control-Allow-Origin") == console.value);
    BOOST_TEST(answer.header("Access-Control-Expose-Headers") == "Allow, ETag, Link, Retry-After");
    BOOST_TEST(answer.header("Access-Control-Allow-Credentials") == "");
    BOOST_TEST(answer.header("Vary") == "Origin");
    BOOST_TEST(house.get(list, {editor}).header("Access-Control-Allow-Origin") == editor.value);
}

BOOST_AUTO_TEST_CASE(tells_every_other_origin_nothing_but_that_the_answer_varies) {
    const House house(with_two);
    const std::vector<std::vector<HeaderField>> others{{},
                                                       {stranger},
                                                       {{"Origin", "null"}},
                                                       {{"Origin", "https://console.example.com.evil.example"}},
                                                       {{"Origin", "http://console.example.com"}},
                                                       {{"Origin", "https://console.example.com:8443"}},
                                                       {{"Origin", "https://Console.example.com"}},
                                                       {console, stranger},
                                                       {console, console}};
    for (const auto& fields : others) {
        const auto answer = house.get(list, fields);
        BOOST_TEST(answer.status() == 200);
        BOOST_TEST(answer.header("Vary") == "Origin");
        BOOST_TEST(answer.header("Access-Control-Allow-Origin") == "");
        BOOST_TEST(answer.header("Access-Control-Expose-Headers") == "");
    }
    BOOST_TEST(preflight(house, alpha, stranger).header("Access-Control-Allow-Methods") == "");
}

BOOST_AUTO_TEST_CASE(gives_leave_to_change_to_trusted_origins_only_where_browsers_sign_in_by_themselves) {
    const House house(with_two);
    const auto reads = preflight(house, alpha, console);
    BOOST_TEST(reads.status() == 204);
    BOOST_TEST(reads.header("Access-Control-Allow-Methods") == "GET, HEAD, OPTIONS");
    const auto changes = preflight(house, alpha, editor);
    BOOST_TEST(changes.header("Access-Control-Allow-Methods") == "GET, HEAD, PUT, PATCH, DELETE, OPTIONS");
    BOOST_TEST(changes.header("Access-Control-Allow-Headers") ==
               "Authorization, Content-Type, If-Match, If-None-Match, Prefer, X-Integration-Gallery");
    BOOST_TEST(changes.header("Access-Control-Max-Age") == "600");
    // and what was said is what happens
    const std::vector<HeaderField> json{{"Content-Type", "application/json"}, {"Sec-Fetch-Site", "cross-site"}};
    const auto put = [&](HeaderField origin, bool ambient_auth) {
        auto fields = json;
        fields.push_back(origin);
        return house.send(
            {.method = "PUT", .target = alpha, .headers = fields, .body = "{}", .ambient_auth = ambient_auth});
    };
    BOOST_TEST(put(console, true).status() == 403);
    BOOST_TEST(put(editor, true).status() == 200);
    // a token that the page shows itself is leave enough
    BOOST_TEST(preflight(house, alpha, console, false).header("Access-Control-Allow-Methods") ==
               changes.header("Access-Control-Allow-Methods"));
    BOOST_TEST(put(console, false).status() == 200);
}

BOOST_AUTO_TEST_CASE(an_options_that_is_no_preflight_gets_no_leave) {
    const House house(with_two);
    const auto answer = house.send({.method = "OPTIONS", .target = alpha, .headers = {editor}});
    BOOST_TEST(answer.header("Access-Control-Allow-Origin") == editor.value);
    BOOST_TEST(answer.header("Access-Control-Allow-Methods") == "");
    BOOST_TEST(answer.header("Allow") == "GET, HEAD, PUT, PATCH, DELETE, OPTIONS");
}

BOOST_AUTO_TEST_CASE(allows_cookies_only_where_the_host_says_so) {
    const House house([](Options& options) {
        with_two(options);
        options.cors_credentials = true;
    });
    BOOST_TEST(house.get(list, {console}).header("Access-Control-Allow-Credentials") == "true");
    BOOST_TEST(preflight(house, alpha, console).header("Access-Control-Allow-Credentials") == "true");
    BOOST_TEST(house.get(list, {stranger}).header("Access-Control-Allow-Credentials") == "");
}

BOOST_AUTO_TEST_CASE(lets_a_page_read_refusals_and_a_304_as_well) {
    const House house(with_two);
    const auto tag = std::string(house.get(list).header("ETag"));
    for (const auto& answer :
         {house.get(list, {console, {"If-None-Match", tag}}), house.get("/api/v1/integrations/nowhere", {console}),
          house.send({.target = list, .headers = {console}, .subject = ""}), house.get(list + "?limit=0", {console})}) {
        BOOST_TEST(answer.status() != 200);
        BOOST_TEST(answer.header("Access-Control-Allow-Origin") == console.value, answer.status());
    }
}

BOOST_AUTO_TEST_CASE(leaves_the_page_and_its_files_as_they_are) {
    const House house(with_two);
    BOOST_TEST(!has_cors_field(house.get("/admin/integrations/", {console})));
    BOOST_TEST(!has_cors_field(house.get("/nowhere", {console})));
}

BOOST_AUTO_TEST_CASE(takes_nothing_for_an_origin_that_no_browser_would_send) {
    for (const char* wrong :
         {"", "*", "null", "console.example.com", "https://", "https://console.example.com/",
          "https://Console.example.com", "https://*.example.com", "https://console.example.com:443",
          "http://console.example.com:80", "https://console.example.com:", "https://console.example.com:08",
          "https://console.example.com:x", "https://user@console.example.com", "ftp://console.example.com",
          "https://a.example, https://b.example", "https://[::1", "https://console.example.com\r\nX: y"})
        refuses(wrong);
    const House house([](Options& options) {
        options.cors_origins = {"http://localhost:3000", "https://[::1]:8443", "http://[::1]", "https://10.0.0.1"};
    });
    BOOST_TEST(house.get(list, {{"Origin", "http://[::1]"}}).header("Access-Control-Allow-Origin") == "http://[::1]");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
