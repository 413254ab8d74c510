#include "unit/http/support.hpp"

#include <boost/test/unit_test.hpp>

#include <iostream>

using namespace integration_gallery;
using namespace integration_gallery::test;

BOOST_AUTO_TEST_SUITE(http)
BOOST_AUTO_TEST_SUITE(cross_site)

// Six values of Sec-Fetch-Site, four of Origin, two methods and two media types: 96 rows.
BOOST_AUTO_TEST_CASE(the_whole_table_of_site_origin_method_and_media_type) {
    const House house;
    int rows = 0;
    for (const char* site : {"", "same-origin", "none", "same-site", "cross-site", "odd"})
        for (const char* origin : {"", "https://app.example.com", "null", "https://evil.example"})
            for (const char* method : {"GET", "PUT"})
                for (const char* type : {"application/json", "text/plain"}) {
                    ++rows;
                    Sent sent{.method = method, .target = "/api/v1/integrations/alpha", .body = R"({"enabled":false})"};
                    sent.headers.push_back({"Content-Type", type});
                    if (*site != '\0')
                        sent.headers.push_back({"Sec-Fetch-Site", site});
                    if (*origin != '\0')
                        sent.headers.push_back({"Origin", origin});
                    const std::string_view from(site);
                    const std::string_view at(origin);
                    const bool own_page = from == "same-origin" || from == "none" ||
                                          (from.empty() && (at.empty() || at == "https://app.example.com"));
                    const bool is_json = std::string_view(type) == "application/json";
                    const int expected = std::string_view(method) == "GET" ? 200
                                         : !own_page                       ? 403
                                         : is_json                         ? 200
                                                                           : 415;
                    BOOST_TEST(house.send(sent).status() == expected,
                               method << " site '" << site << "' origin '" << origin << "' " << type);
                    // who is not recognised by a cookie is not asked where the request came from
                    sent.ambient_auth = false;
                    BOOST_TEST(house.send(sent).status() == (std::string_view(method) == "GET" || is_json ? 200 : 415));
                }
    BOOST_TEST(rows == 96);
    std::cout << "cross-origin table: " << rows << " rows\n";
}

BOOST_AUTO_TEST_CASE(no_method_that_changes_something_is_left_out) {
    const House house;
    const std::string target = "/api/v1/integrations/alpha";
    house.put(target, std::string(alpha_settings));
    struct Change {
        const char* method;
        std::string at;
        const char* type;
        const char* body;
    };
    const std::vector<Change> changes{{"PUT", target, "application/json", "{}"},
                                      {"PATCH", target, "application/merge-patch+json", "{}"},
                                      {"PUT", target + "/credentials", "application/json", "{}"},
                                      {"POST", target + "/history/1/restore", nullptr, ""},
                                      {"DELETE", target, nullptr, ""}};
    for (const auto& [method, at, type, body] : changes)
        for (const char* from : {"cross-site", "same-site", "same-origin"}) {
            std::vector<HeaderField> fields{{"Sec-Fetch-Site", from}, {"X-Integration-Gallery", "1"}};
            if (type != nullptr)
                fields.push_back({"Content-Type", type});
            const int status = house.send({.method = method, .target = at, .headers = fields, .body = body}).status();
            BOOST_TEST((status == 403) == (std::string_view(from) != "same-origin"),
                       method << ' ' << at << ' ' << from);
        }
}

BOOST_AUTO_TEST_CASE(a_refusal_tells_the_operator_both_authorities) {
    const House house;
    const auto response =
        house.send({.method = "PUT",
                    .target = "/api/v1/integrations/alpha",
                    .headers = {{"Content-Type", "application/json"}, {"Origin", "https://e\nvil.example"}},
                    .body = "{}"});
    BOOST_TEST(problem_code(response) == "cross-origin-request");
    const auto log = house.logger->text();
    BOOST_TEST(log.find("https://e?vil.example") != std::string::npos, log);
    BOOST_TEST(log.find("app.example.com") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_form_can_change_nothing) {
    const House house;
    const std::string target = "/api/v1/integrations/alpha";
    // a simple request without any field that needs a preflight
    BOOST_TEST(house.send({.method = "PUT", .target = target}).status() == 403);
    BOOST_TEST(
        house.send({.method = "PUT", .target = target, .headers = {{"Content-Type", "text/plain"}}, .body = "{}"})
            .status() == 415);
    BOOST_TEST(house.get(target).header("ETag").starts_with("\"0."));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
