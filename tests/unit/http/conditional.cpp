#include "unit/http/support.hpp"

#include <boost/test/unit_test.hpp>

using namespace integration_gallery;
using namespace integration_gallery::test;

namespace {

const std::string list = "/api/v1/integrations";
const std::string alpha = "/api/v1/integrations/alpha";

/// The same tag as a compressing proxy gives it on.
std::string weakened(std::string_view tag) {
    return "W/" + std::string(tag);
}

std::string suffixed(std::string_view tag) {
    return std::string(tag.substr(0, tag.size() - 1)) + "-gzip\"";
}

} // namespace

BOOST_AUTO_TEST_SUITE(http)
BOOST_AUTO_TEST_SUITE(conditional_requests)

BOOST_AUTO_TEST_CASE(what_did_not_change_is_304) {
    const House house;
    for (const std::string& target : {list, list + "?view=full", alpha, alpha + "?view=full", alpha + "/schema"}) {
        const std::string tag(house.get(target).header("ETag"));
        for (const std::string& field : {tag, weakened(tag), suffixed(tag), "\"x\", " + tag, std::string("*")}) {
            const auto response = house.get(target, {{"If-None-Match", field}});
            BOOST_TEST(response.status() == 304, target << ' ' << field);
            BOOST_TEST(response.header("ETag") == tag);
        }
        BOOST_TEST(house.get(target, {{"If-None-Match", "\"x\""}}).status() == 200);
        BOOST_TEST(house.get(target, {{"If-None-Match", "garbage"}}).status() == 200);
        // dates are not looked at where there are tags
        BOOST_TEST(house.get(target, {{"If-Modified-Since", "Fri, 31 Dec 2100 23:59:59 GMT"}}).status() == 200);
    }
}

BOOST_AUTO_TEST_CASE(a_tag_is_of_one_view_one_language_and_one_project) {
    const House house;
    const std::string plain(house.get(list).header("ETag"));
    const std::string full(house.get(list + "?view=full").header("ETag"));
    BOOST_TEST(house.get(list + "?view=full", {{"If-None-Match", plain}}).status() == 200);
    BOOST_TEST(house.get(list + "?view=full&language=de", {{"If-None-Match", full}}).status() == 200);
    BOOST_TEST(house.send({.headers = {{"If-None-Match", plain}}, .project = "gemini"}).status() == 200);
    BOOST_TEST(house.get(alpha, {{"If-None-Match", house.get("/api/v1/integrations/beta").header("ETag")}}).status() ==
               200);
}

BOOST_AUTO_TEST_CASE(a_change_ends_the_tags_of_the_list_and_of_the_settings) {
    const House house;
    const std::string listed(house.get(list).header("ETag"));
    const std::string read(house.get(alpha).header("ETag"));
    BOOST_TEST(house.put("/api/v1/integrations/beta", R"({"syncSettings":{"minutes":5}})").status() == 200);
    BOOST_TEST(house.get(list, {{"If-None-Match", listed}}).status() == 200);
    BOOST_TEST(house.get(alpha, {{"If-None-Match", read}}).status() == 304);
}

BOOST_AUTO_TEST_CASE(reading_with_a_tag_that_does_not_hold_is_412) {
    const House house;
    const std::string tag(house.get(alpha).header("ETag"));
    BOOST_TEST(house.get(alpha, {{"If-Match", tag}}).status() == 200);
    BOOST_TEST(house.get(alpha, {{"If-Match", "\"x\""}}).status() == 412);
}

BOOST_AUTO_TEST_CASE(a_stale_tag_is_412_with_the_tag_that_is_there) {
    const House house;
    const std::string first(house.get(alpha).header("ETag"));
    BOOST_TEST(house.put(alpha, R"({"syncSettings":{"minutes":5}})", {{"If-Match", first}}).status() == 200);
    const std::string second(house.get(alpha).header("ETag"));
    for (const std::string& stale : {first, weakened(first), suffixed(first), std::string("\"x\""), std::string("x")}) {
        for (const auto& response : {house.put(alpha, R"({"syncSettings":{"minutes":6}})", {{"If-Match", stale}}),
                                     house.patch(alpha, R"({"syncSettings":{"minutes":6}})", {{"If-Match", stale}})}) {
            BOOST_TEST(response.status() == 412);
            BOOST_TEST(problem_code(response) == "precondition-failed");
            BOOST_TEST(response.header("ETag") == second);
        }
    }
    BOOST_TEST(house.get(alpha).header("ETag") == second);
    for (const std::string& fresh : {second, weakened(second), suffixed(second), first + ", " + second})
        BOOST_TEST(house.put(alpha, R"({"syncSettings":{"minutes":5}})", {{"If-Match", fresh}}).status() == 200);
    // a tag of another view names the same revision
    const std::string full(house.get(alpha + "?view=full").header("ETag"));
    BOOST_TEST(house.put(alpha, R"({"syncSettings":{"minutes":7}})", {{"If-Match", full}}).status() == 200);
}

BOOST_AUTO_TEST_CASE(a_star_stands_for_anything_that_was_stored) {
    const House house;
    BOOST_TEST(house.put(alpha, "{}", {{"If-Match", "*"}}).status() == 412);
    BOOST_TEST(house.put(alpha, R"({"syncSettings":{"minutes":5}})", {{"If-None-Match", "*"}}).status() == 200);
    BOOST_TEST(house.put(alpha, R"({"syncSettings":{"minutes":6}})", {{"If-None-Match", "*"}}).status() == 412);
    BOOST_TEST(house.put(alpha, R"({"syncSettings":{"minutes":7}})", {{"If-Match", "*"}}).status() == 200);
    const std::string tag(house.get(alpha).header("ETag"));
    BOOST_TEST(house.put(alpha, "{}", {{"If-None-Match", tag}}).status() == 412);
    BOOST_TEST(house.put(alpha, "{}", {{"If-None-Match", "\"x\""}}).status() == 200);
}

BOOST_AUTO_TEST_CASE(a_host_may_demand_a_precondition) {
    const House house([](Options& options) { options.require_preconditions = true; });
    BOOST_TEST(house.put(alpha, "{}").status() == 428);
    BOOST_TEST(house.patch(alpha, "{}").status() == 428);
    BOOST_TEST(house.put(alpha, "{}", {{"If-Match", house.get(alpha).header("ETag")}}).status() == 200);
    BOOST_TEST(house.put(alpha, R"({"syncSettings":{"minutes":5}})", {{"If-None-Match", "*"}}).status() == 200);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
