#include "json/canonical.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

using integration_gallery::json::canonical_text;

BOOST_AUTO_TEST_SUITE(json)
BOOST_AUTO_TEST_SUITE(canonical)

BOOST_AUTO_TEST_CASE(writes_the_numbers_of_rfc_8785_appendix_b) {
    const std::pair<double, const char*> rows[] = {{0.0, "0"},
                                                   {-0.0, "0"},
                                                   {5e-324, "5e-324"},
                                                   {-5e-324, "-5e-324"},
                                                   {1.7976931348623157e308, "1.7976931348623157e+308"},
                                                   {9007199254740992.0, "9007199254740992"},
                                                   {295147905179352830000.0, "295147905179352830000"},
                                                   {9.999999999999997e22, "9.999999999999997e+22"},
                                                   {1e23, "1e+23"},
                                                   {1.0000000000000001e23, "1.0000000000000001e+23"},
                                                   {999999999999999700000.0, "999999999999999700000"},
                                                   {1e21, "1e+21"},
                                                   {9.999999999999997e-7, "9.999999999999997e-7"},
                                                   {0.000001, "0.000001"},
                                                   {333333333.3333332, "333333333.3333332"},
                                                   {333333333.33333325, "333333333.33333325"},
                                                   {1424953923781206.2, "1424953923781206.2"},
                                                   {4.5, "4.5"},
                                                   {2e-3, "0.002"},
                                                   {-1.5, "-1.5"}};
    for (const auto& [number, text] : rows)
        BOOST_TEST(canonical_text(boost::json::value(number)) == text);
}

BOOST_AUTO_TEST_CASE(sorts_members_by_utf16_code_units) {
    // the example of RFC 8785, section 3.2.3
    const auto value =
        boost::json::parse(R"({"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7})");
    BOOST_TEST(canonical_text(value) == "{\"\\r\":2,\"1\":4,\"\xc2\x80\":6,\"\xc3\xb6\":7,\"\xe2\x82\xac\":1,"
                                        "\"\xf0\x9f\x98\x80\":5,\"\xef\xac\xb3\":3}");
}

BOOST_AUTO_TEST_CASE(equal_values_give_equal_texts) {
    const auto a = boost::json::parse(R"({"a": [1, 1.0, 1e0], "b": {"d": null, "c": true}})");
    const auto b = boost::json::parse(R"({"b": {"c": true, "d": null}, "a": [1.0, 1, 1]})");
    BOOST_TEST(integration_gallery::json::equal(a, b));
    BOOST_TEST(canonical_text(a) == canonical_text(b));
    BOOST_TEST(!integration_gallery::json::equal(a, boost::json::parse(R"({"a":[1,1,2],"b":{"c":true,"d":null}})")));
    BOOST_TEST(!integration_gallery::json::equal(boost::json::value(1), boost::json::value("1")));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
