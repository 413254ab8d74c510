#include "unit/http/support.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

using namespace integration_gallery;
using namespace integration_gallery::test;

namespace {

constexpr const char* alpha = "/api/v1/integrations/alpha";

std::string text(const Response& response) {
    return boost::json::serialize(parse_body(response));
}

struct Filled {
    House house;
    std::string at = std::string(alpha) + "/history";

    Filled() {
        house.put(alpha, std::string(alpha_settings));         // 1
        house.put(alpha, R"({"syncSettings":{"minutes":5}})"); // 2
        house.put(alpha, R"({"enabled":false})");              // 3
    }

    Response restore(int revision, std::vector<HeaderField> headers = {}, std::string query = "") const {
        headers.push_back({"X-Integration-Gallery", "1"});
        return house.send({.method = "POST",
                           .target = at + "/" + std::to_string(revision) + "/restore" + query,
                           .headers = std::move(headers)});
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(http)
BOOST_FIXTURE_TEST_SUITE(history, Filled)

BOOST_AUTO_TEST_CASE(lists_the_changes_newest_first) {
    const auto page = parse_body(house.get(at)).as_object();
    const auto& versions = page.at("versions").as_array();
    BOOST_REQUIRE(versions.size() == 3u);
    BOOST_TEST(page.at("next").is_null());
    BOOST_TEST(versions[0].at("revision").as_int64() == 3);
    BOOST_TEST(versions[0].at("kind").as_string() == "disable");
    BOOST_TEST(versions[0].at("by").as_string() == "ada");
    BOOST_TEST(!versions[0].as_object().contains("authentication"));
    BOOST_TEST(boost::json::serialize(versions[0].at("secrets")) ==
               R"({"set":[],"kept":["/authentication/apiKey"],"cleared":[]})");
    BOOST_TEST(boost::json::serialize(versions[2].at("secrets")) ==
               R"({"set":["/authentication/apiKey"],"kept":[],"cleared":[]})");
}

BOOST_AUTO_TEST_CASE(pages_with_a_link_to_the_next) {
    const auto first = house.get(at + "?limit=2");
    BOOST_TEST(parse_body(first).at("next").as_int64() == 2);
    BOOST_TEST(first.header("Link") == "<?before=2&limit=2>; rel=\"next\"");
    const auto second = parse_body(house.get(at + "?before=2&limit=2"));
    BOOST_TEST(second.at("versions").as_array().size() == 1u);
    BOOST_TEST(second.at("next").is_null());
    for (const char* bad : {"?limit=0", "?limit=201", "?limit=x", "?limit=1&limit=2", "?before=0", "?before=-1",
                            "?before=1x", "?before=99999999999999999999"})
        BOOST_TEST(problem_code(house.get(at + bad)) == "invalid-parameter", bad);
}

BOOST_AUTO_TEST_CASE(gives_one_version_and_what_it_changed) {
    const auto version = parse_body(house.get(at + "/2")).as_object();
    BOOST_TEST(boost::json::serialize(version.at("syncSettings")) == R"({"minutes":5})");
    BOOST_TEST(boost::json::serialize(version.at("authentication")) == R"({"method":"apikey"})");
    BOOST_TEST(text(house.get(at + "/2/diff")) ==
               R"({"from":1,"to":2,"differences":[{"pointer":"/syncSettings/minutes","after":5}]})");
    BOOST_TEST(text(house.get(at + "/3/diff?from=2")) ==
               R"({"from":2,"to":3,"differences":[{"pointer":"/enabled","before":true,"after":false}]})");
    BOOST_TEST(parse_body(house.get(at + "/1/diff")).at("from").as_int64() == 0);
    BOOST_TEST(problem_code(house.get(at + "/1/diff?from=x")) == "invalid-parameter");
    BOOST_TEST(problem_code(house.get(at + "/4")) == "version-not-found");
    for (const char* bad : {"/0", "/01", "/-1", "/x", "/1/", "/9999999999999999", "/1/diff/2"})
        BOOST_TEST(problem_code(house.get(at + bad)) == "not-found", bad);
}

BOOST_AUTO_TEST_CASE(restores_under_a_precondition) {
    const std::string etag(house.get(alpha).header("ETag"));
    BOOST_TEST(problem_code(restore(1, {{"If-Match", "\"2.plain.x.y\""}})) == "precondition-failed");
    const auto tried = restore(1, {{"If-Match", etag}}, "?dry_run=true");
    BOOST_TEST(tried.status() == 200);
    BOOST_TEST(parse_body(house.get(at)).at("versions").as_array().size() == 3u);
    const auto done = restore(1, {{"If-Match", etag}}, "?view=full");
    BOOST_TEST(done.status() == 200);
    const auto settings = parse_body(done).as_object();
    BOOST_TEST(settings.at("revision").as_int64() == 4);
    BOOST_TEST(!settings.at("enabled").as_bool()); // the switch stays
    BOOST_TEST(settings.at("secrets").at("/authentication/apiKey").at("set").as_bool());
    const auto newest = parse_body(house.get(at + "/4")).as_object();
    BOOST_TEST(newest.at("kind").as_string() == "restore");
    BOOST_TEST(newest.at("restoredFrom").as_int64() == 1);
    BOOST_TEST(problem_code(restore(1, {{"If-Match", etag}})) == "precondition-failed");
    BOOST_TEST(problem_code(restore(77)) == "version-not-found");
}

BOOST_AUTO_TEST_CASE(a_restore_needs_more_than_a_link) {
    BOOST_TEST(house.send({.method = "POST", .target = at + "/1/restore"}).status() == 403);
    BOOST_TEST(house.get(at + "/1/restore").status() == 405);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
