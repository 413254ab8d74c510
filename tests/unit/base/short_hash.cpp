#include "base/short_hash.hpp"

#include <boost/test/unit_test.hpp>

using integration_gallery::base::short_hash;

BOOST_AUTO_TEST_SUITE(base)
BOOST_AUTO_TEST_SUITE(short_hash_)

BOOST_AUTO_TEST_CASE(tells_texts_and_their_border_apart) {
    BOOST_TEST(short_hash("ab", "c") != short_hash("a", "bc"));
    BOOST_TEST(short_hash("a") != short_hash("a", "a"));
    BOOST_TEST(short_hash("a") != short_hash("", "a"));
    BOOST_TEST(short_hash("project", "jira") == short_hash("project", "jira"));
    BOOST_TEST(short_hash("").find_first_not_of("0123456789abcdef") == std::string::npos);
    BOOST_TEST(short_hash("").size() == 16u);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
