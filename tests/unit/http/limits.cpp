#include "unit/http/support.hpp"

#include <integration_gallery/catalog.hpp>

#include <boost/test/unit_test.hpp>

using namespace integration_gallery;
using namespace integration_gallery::test;

namespace {

const std::string alpha = "/api/v1/integrations/alpha";

/// A body with that many members and elements in it.
std::string with_elements(std::size_t count) {
    std::string out = R"({"dataMapping":{"list":[)";
    for (std::size_t i = 2; i < count; ++i)
        out += i == 2 ? "1" : ",1";
    return out + "]}}";
}

/// Whose cards together take more than 1 MiB.
const Catalog& wordy_catalog() {
    static const Catalog catalog = [] {
        CatalogBuilder builder;
        for (int i = 100; i < 380; ++i)
            builder.add_json(
                R"({"manifestVersion":1,"name":"n-)" + std::to_string(i) + R"(","displayName":"N","description":")" +
                std::string(4000, 'w') +
                R"(","categories":["chat"],"version":"1.0","settings":{"authentication":{"type":"object"},)"
                R"("dataMapping":{"type":"object"},"syncSettings":{"type":"object"}}})");
        return builder.build();
    }();
    return catalog;
}

} // namespace

// Each limit at its last value and one beyond.
BOOST_AUTO_TEST_SUITE(http)
BOOST_AUTO_TEST_SUITE(limits)

BOOST_AUTO_TEST_CASE(of_the_target) {
    const House house;
    const std::string target = "/api/v1/health/live?x=";
    BOOST_TEST(house.get(target + std::string(4096 - target.size(), 'a')).status() == 200);
    BOOST_TEST(house.get(target + std::string(4097 - target.size(), 'a')).status() == 414);
}

BOOST_AUTO_TEST_CASE(of_the_number_of_fields) {
    const House house;
    BOOST_TEST(house.get(alpha, std::vector<HeaderField>(128, {"X", "y"})).status() == 200);
    BOOST_TEST(house.get(alpha, std::vector<HeaderField>(129, {"X", "y"})).status() == 431);
}

BOOST_AUTO_TEST_CASE(of_one_field) {
    const House house;
    const std::string value(8 * 1024 - 1, 'a');
    BOOST_TEST(house.get(alpha, {{"X", value}}).status() == 200);
    BOOST_TEST(house.get(alpha, {{"XY", value}}).status() == 431);
}

BOOST_AUTO_TEST_CASE(of_all_fields) {
    const House house;
    const std::string value(4 * 1024 - 1, 'a');
    std::vector<HeaderField> fields(8, {"X", value});
    BOOST_TEST(house.get(alpha, fields).status() == 200);
    fields.push_back({"Y", ""});
    BOOST_TEST(house.get(alpha, fields).status() == 431);
}

BOOST_AUTO_TEST_CASE(of_the_body) {
    const House house;
    const std::string body = R"({"enabled":false})";
    BOOST_TEST(house.put(alpha, body + std::string(256 * 1024 - body.size(), ' ')).status() == 200);
    BOOST_TEST(house.put(alpha, body + std::string(256 * 1024 + 1 - body.size(), ' ')).status() == 413);
    // what asks for no body gets a smaller one ignored
    BOOST_TEST(house.send({.target = alpha, .body = std::string(16 * 1024, 'x')}).status() == 200);
    BOOST_TEST(house.send({.target = alpha, .body = std::string(16 * 1024 + 1, 'x')}).status() == 413);
}

BOOST_AUTO_TEST_CASE(of_the_depth) {
    const House house;
    const auto nested = [](std::size_t depth) {
        return R"({"dataMapping":)" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}";
    };
    BOOST_TEST(problem_code(house.put(alpha, nested(32))) != "json-too-deep");
    BOOST_TEST(problem_code(house.put(alpha, nested(33))) == "json-too-deep");
}

BOOST_AUTO_TEST_CASE(of_members_and_elements) {
    const House house;
    // the whole document counts as one
    BOOST_TEST(house.put(alpha, with_elements(9999)).status() == 422);
    const auto refused = house.put(alpha, with_elements(10001));
    BOOST_TEST(refused.status() == 400);
    BOOST_TEST(problem_code(refused) == "json-too-many");
}

BOOST_AUTO_TEST_CASE(of_one_text) {
    const House house;
    const auto with_text = [](std::size_t size) {
        return R"({"dataMapping":{"note":")" + std::string(size, 'a') + R"("}})";
    };
    BOOST_TEST(problem_code(house.put(alpha, with_text(64 * 1024))) != "string-too-long");
    const auto refused = house.put(alpha, with_text(64 * 1024 + 1));
    BOOST_TEST(refused.status() == 422);
    BOOST_TEST(problem_code(refused) == "string-too-long");
}

BOOST_AUTO_TEST_CASE(of_the_secrets_together) {
    const House house;
    const auto with_secret = [&](std::size_t size) {
        return house.put(alpha, R"({"authentication":{"method":"apikey","apiKey":")" + std::string(size, 's') + "\"}}");
    };
    BOOST_TEST(with_secret(32'000).status() == 200); // the secret's place counts as well
    const auto before = std::string(house.get(alpha).header("ETag"));
    const auto refused = with_secret(32'769);
    BOOST_TEST(refused.status() == 413);
    BOOST_TEST(problem_code(refused) == "secret-too-long");
    BOOST_TEST(house.get(alpha).header("ETag") == before);
}

BOOST_AUTO_TEST_CASE(of_an_answer) {
    const House house(nullptr, wordy_catalog());
    const auto cards = house.get("/api/v1/integrations?view=full");
    BOOST_TEST(cards.status() == 500);
    BOOST_TEST(house.logger->text().find("larger than a response may be") != std::string::npos);
    BOOST_TEST(house.get("/api/v1/integrations?view=full&limit=200").status() == 200); // there is a way to have them
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
