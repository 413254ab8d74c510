#include "base/identifier.hpp"

#include "support/host.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

using namespace integration_gallery;
using namespace integration_gallery::base;

BOOST_AUTO_TEST_SUITE(base)
BOOST_AUTO_TEST_SUITE(identifier)

BOOST_AUTO_TEST_CASE(an_integration_name_is_lower_case_and_short) {
    for (const auto* good : {"a", "clickup", "google-drive", "a_b", "0x"})
        BOOST_TEST(is_integration_name(good), good);
    for (const auto* bad : {"", "-a", "_a", "Jira", "a.b", "a/b", "a b", "\xc3\xa9"})
        BOOST_TEST(!is_integration_name(bad), bad);
    BOOST_TEST(is_integration_name(std::string(63, 'a')));
    BOOST_TEST(!is_integration_name(std::string(64, 'a')));
}

BOOST_AUTO_TEST_CASE(a_project_name_is_clean_text) {
    for (const auto* good : {"p", "Acme Inc", "projekt-\xc3\xa4", "a/b"})
        BOOST_TEST(is_project_name(good), good);
    for (const auto* bad : {"", " p", "p ", "a\nb", "a\x7f", "\xff", "\xed\xa0\x80"})
        BOOST_TEST(!is_project_name(bad), bad);
    BOOST_TEST(is_project_name(std::string(191, 'a')));
    BOOST_TEST(!is_project_name(std::string(192, 'a')));
    BOOST_TEST(!is_project_name(std::string_view("a\0b", 3)));
}

BOOST_AUTO_TEST_CASE(identifiers_are_distinct_and_recognised) {
    test::FakeRandom random;
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
        const auto id = make_identifier(random);
        BOOST_TEST(is_identifier(id));
        seen.insert(id);
    }
    BOOST_TEST(seen.size() == 1000u);
    BOOST_TEST(!is_identifier("short"));
    BOOST_TEST(!is_identifier("01HZY3K5Q8R9T0V1W2X3Y4Z5A6"));
    BOOST_TEST(!is_identifier("01hzy3k5q8r9t0v1w2x3y4z5ai"));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
