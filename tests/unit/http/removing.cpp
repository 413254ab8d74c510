#include "unit/http/support.hpp"

#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

using namespace integration_gallery;
using namespace integration_gallery::test;

namespace {

const std::string alpha = "/api/v1/integrations/alpha";

Response remove(const House& house, std::string target, std::vector<HeaderField> headers = {}) {
    headers.push_back({"X-Integration-Gallery", "1"});
    return house.send({.method = "DELETE", .target = std::move(target), .headers = std::move(headers)});
}

} // namespace

BOOST_AUTO_TEST_SUITE(http)
BOOST_AUTO_TEST_SUITE(removing)

BOOST_AUTO_TEST_CASE(what_is_removed_reads_as_if_it_was_never_stored) {
    const House house;
    const auto never = house.get(alpha);
    house.put(alpha, std::string(alpha_settings));
    const std::string list(house.get("/api/v1/integrations").header("ETag"));
    const auto removed = remove(house, alpha);
    BOOST_TEST(removed.status() == 204);
    BOOST_TEST(removed.body() == "");
    BOOST_TEST(removed.header("Cache-Control") == "no-store");
    BOOST_TEST(house.get(alpha).body() == never.body());
    BOOST_TEST(house.get(alpha).header("ETag") != never.header("ETag")); // an old tag never fits again
    BOOST_TEST(house.get("/api/v1/integrations").header("ETag") != list);
    const auto status = parse_body(house.get(alpha + "/status")).as_object();
    BOOST_TEST(!status.at("enabled").as_bool());
    BOOST_TEST(!status.at("state").at("configured").as_bool());
    BOOST_TEST(!status.at("secrets").at("/authentication/apiKey").at("set").as_bool());
}

BOOST_AUTO_TEST_CASE(removing_again_changes_nothing) {
    const House house;
    house.put(alpha, std::string(alpha_settings));
    BOOST_TEST(remove(house, alpha).status() == 204);
    const auto bytes = house.stored_bytes();
    BOOST_TEST(remove(house, alpha).status() == 204);
    BOOST_TEST(remove(house, "/api/v1/integrations/beta").status() == 204);
    BOOST_TEST(house.stored_bytes() == bytes);
    BOOST_TEST(remove(house, "/api/v1/integrations/unknown").status() == 404);
}

BOOST_AUTO_TEST_CASE(conditions_hold_for_it_too) {
    const House house;
    const auto before = house.put(alpha, std::string(alpha_settings));
    const auto now = house.patch(alpha, R"({"enabled":false})");
    const auto stale = remove(house, alpha, {{"If-Match", before.header("ETag")}});
    BOOST_TEST(stale.status() == 412);
    BOOST_TEST(stale.header("ETag") == now.header("ETag"));
    BOOST_TEST(remove(house, alpha, {{"If-Match", now.header("ETag")}}).status() == 204);
    BOOST_TEST(remove(house, alpha, {{"If-Match", "*"}}).status() == 412); // nothing is stored
    BOOST_TEST(house.put(alpha, std::string(alpha_settings), {{"If-None-Match", "*"}}).status() == 200);
    const House strict([](Options& options) { options.require_preconditions = true; });
    BOOST_TEST(remove(strict, alpha).status() == 428);
}

BOOST_AUTO_TEST_CASE(it_needs_the_permission_for_secrets_even_where_there_are_none) {
    const House house([](Options& options) {
        options.authorizer = std::make_shared<FakeAuthorizer>(std::set<std::string>{"config.read", "config.write"});
    });
    BOOST_TEST(remove(house, alpha).status() == 403);
    BOOST_TEST(remove(house, "/api/v1/integrations/unknown").status() == 403);
}

BOOST_AUTO_TEST_CASE(a_form_cannot_do_it) {
    const House house;
    BOOST_TEST(problem_code(house.send({.method = "DELETE", .target = alpha})) == "cross-origin-request");
    BOOST_TEST(problem_code(remove(house, alpha, {{"Sec-Fetch-Site", "cross-site"}})) == "cross-origin-request");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
