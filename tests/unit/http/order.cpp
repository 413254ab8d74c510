#include "unit/http/support.hpp"

#include <boost/test/unit_test.hpp>

using namespace integration_gallery;
using namespace integration_gallery::test;

namespace {

/// "404 not-found"
std::string outcome(const Response& response) {
    return std::to_string(response.status()) + ' ' + problem_code(response);
}

const std::string alpha = "/api/v1/integrations/alpha";
const std::string unknown = "/api/v1/integrations/unknown";
const HeaderField json_type{"Content-Type", "application/json"};
const HeaderField text_type{"Content-Type", "text/plain"};
const HeaderField cross_site{"Sec-Fetch-Site", "cross-site"};
const HeaderField html_only{"Accept", "text/html"};
const HeaderField stale{"If-Match", "\"7.plain.x.y\""};

} // namespace

// Each case breaks two rules that follow on each other, and expects the answer of the first.
BOOST_AUTO_TEST_SUITE(http)
BOOST_AUTO_TEST_SUITE(order_of_checks)

BOOST_AUTO_TEST_CASE(the_length_of_the_target_comes_before_the_fields) {
    const House house;
    const std::string large(9000, 'x');
    BOOST_TEST(outcome(house.get("/" + std::string(4096, 'a'), {{"X", large}})) == "414 target-too-long");
}

BOOST_AUTO_TEST_CASE(the_fields_come_before_the_syntax_of_the_target) {
    const House house;
    const std::string large(9000, 'x');
    BOOST_TEST(outcome(house.get("/%zz", {{"X", large}})) == "431 fields-too-large");
}

BOOST_AUTO_TEST_CASE(the_syntax_comes_before_the_route) {
    const House house;
    BOOST_TEST(outcome(house.get("/nowhere/%zz")) == "400 invalid-target");
}

BOOST_AUTO_TEST_CASE(the_route_comes_before_the_method) {
    const House house;
    BOOST_TEST(outcome(house.send({.method = "BREW", .target = "/nowhere"})) == "404 not-found");
}

BOOST_AUTO_TEST_CASE(the_method_comes_before_the_identity) {
    const House house;
    BOOST_TEST(outcome(house.send({.method = "POST", .target = alpha, .subject = ""})) == "405 method-not-allowed");
}

BOOST_AUTO_TEST_CASE(the_identity_comes_before_the_cross_origin_check) {
    const House house;
    BOOST_TEST(
        outcome(house.send(
            {.method = "PUT", .target = alpha, .headers = {json_type, cross_site}, .body = "{}", .subject = ""})) ==
        "401 unauthenticated");
}

BOOST_AUTO_TEST_CASE(the_cross_origin_check_comes_before_the_authorizer) {
    const House house;
    BOOST_TEST(outcome(house.put(alpha, "{}", {cross_site})) == "403 cross-origin-request");
    BOOST_TEST(house.authorizer->asked().empty());
}

BOOST_AUTO_TEST_CASE(the_authorizer_comes_before_accept) {
    const House house(
        [](Options& options) { options.authorizer = std::make_shared<FakeAuthorizer>(std::set<std::string>{}); });
    BOOST_TEST(outcome(house.put(alpha, "{}", {html_only})) == "403 forbidden");
}

BOOST_AUTO_TEST_CASE(accept_comes_before_the_media_type) {
    const House house;
    BOOST_TEST(
        outcome(house.send({.method = "PUT", .target = alpha, .headers = {html_only, text_type}, .body = "{}"})) ==
        "406 not-acceptable");
}

BOOST_AUTO_TEST_CASE(the_media_type_comes_before_the_coding) {
    const House house;
    const auto response = house.send(
        {.method = "PUT", .target = alpha, .headers = {text_type, {"Content-Encoding", "gzip"}}, .body = "{}"});
    BOOST_TEST(outcome(response) == "415 unsupported-media-type");
    BOOST_TEST(response.header("Accept-Encoding") == "");
}

BOOST_AUTO_TEST_CASE(the_coding_comes_before_the_size) {
    const House house;
    const auto response = house.put(alpha, std::string(256 * 1024 + 1, ' '), {{"Content-Encoding", "gzip"}});
    BOOST_TEST(outcome(response) == "415 unsupported-media-type");
    BOOST_TEST(response.header("Accept-Encoding") == "identity");
}

BOOST_AUTO_TEST_CASE(the_size_comes_before_the_query_and_the_parser) {
    const House house;
    BOOST_TEST(outcome(house.put(alpha + "?view=odd", std::string(256 * 1024 + 1, '['))) == "413 too-large");
}

BOOST_AUTO_TEST_CASE(the_parser_comes_before_the_resource) {
    const House house;
    BOOST_TEST(outcome(house.put(unknown, "{")) == "400 malformed-json");
    BOOST_TEST(outcome(house.get(unknown + "?view=odd")) == "400 invalid-parameter");
}

BOOST_AUTO_TEST_CASE(the_parser_comes_before_the_permission_for_secrets) {
    const House house([](Options& options) {
        options.authorizer = std::make_shared<FakeAuthorizer>(std::set<std::string>{"config.write"});
    });
    BOOST_TEST(outcome(house.put(alpha, R"({"authentication":{"apiKey":"x")")) == "400 malformed-json");
}

BOOST_AUTO_TEST_CASE(the_permission_for_secrets_comes_before_the_precondition) {
    const House house([](Options& options) {
        options.authorizer = std::make_shared<FakeAuthorizer>(std::set<std::string>{"config.write"});
    });
    BOOST_TEST(outcome(house.put(alpha, R"({"authentication":{"method":"apikey","apiKey":"x"}})", {stale})) ==
               "403 forbidden");
}

BOOST_AUTO_TEST_CASE(the_resource_comes_before_the_precondition) {
    const House house([](Options& options) { options.require_preconditions = true; });
    BOOST_TEST(outcome(house.put(unknown, "{}", {stale})) == "404 not-found");
    BOOST_TEST(outcome(house.put(unknown, "{}")) == "404 not-found");
}

BOOST_AUTO_TEST_CASE(the_precondition_comes_before_the_semantics) {
    const House house([](Options& options) { options.require_preconditions = true; });
    BOOST_TEST(outcome(house.put(alpha, R"({"odd":1})", {stale})) == "412 precondition-failed");
    BOOST_TEST(outcome(house.put(alpha, R"({"odd":1})")) == "428 precondition-required");
    BOOST_TEST(outcome(house.put(alpha, "[]", {stale})) == "412 precondition-failed");
    BOOST_TEST(outcome(house.patch(alpha, R"({"odd":1})", {stale})) == "412 precondition-failed");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
