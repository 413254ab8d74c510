#include "http/fields.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace integration_gallery;
namespace subject = integration_gallery::http;

BOOST_AUTO_TEST_SUITE(http)
BOOST_AUTO_TEST_SUITE(fields)

BOOST_AUTO_TEST_CASE(compares_names_without_case_and_trims_values) {
    const std::vector<HeaderField> all{{"ACCEPT", " \ta\t "}, {"accept", "b"}, {"Acceptable", "c"}};
    const subject::Fields fields(all);
    BOOST_TEST(fields.count("Accept") == 2u);
    BOOST_TEST(*fields.first("Accept") == "a");
    BOOST_TEST(*fields.list("aCCEPT") == "a, b");
    BOOST_TEST(!fields.first("If-Match").has_value());
    BOOST_TEST(!fields.list("If-Match").has_value());
}

BOOST_AUTO_TEST_CASE(splits_lists_outside_of_quotes) {
    std::string_view list = R"(, "a,b" ,c,, d )";
    BOOST_TEST(*subject::next_element(list) == R"("a,b")");
    BOOST_TEST(*subject::next_element(list) == "c");
    BOOST_TEST(*subject::next_element(list) == "d");
    BOOST_TEST(!subject::next_element(list).has_value());
    std::string_view open = R"("a, b)";
    BOOST_TEST(*subject::next_element(open) == R"("a, b)");
    BOOST_TEST(!subject::next_element(open).has_value());
}

BOOST_AUTO_TEST_CASE(reads_preferences) {
    const auto minimal = [](std::vector<HeaderField> all) {
        return subject::prefers(subject::Fields(all), "return", "minimal");
    };
    BOOST_TEST(minimal({{"Prefer", "return=minimal"}}));
    BOOST_TEST(minimal({{"prefer", "respond-async, Return = \"minimal\"; x=y"}}));
    BOOST_TEST(minimal({{"Prefer", "wait=10"}, {"Prefer", "return=minimal"}}));
    BOOST_TEST(!minimal({}));
    BOOST_TEST(!minimal({{"Prefer", "return"}}));
    BOOST_TEST(!minimal({{"Prefer", "return=representation"}}));
    BOOST_TEST(!minimal({{"Prefer", "return=representation, return=minimal"}}));
    BOOST_TEST(!minimal({{"Prefer", "x=\"return=minimal\""}}));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
