#include "base/clock.hpp"
#include "base/time_text.hpp"
#include "base/utf8.hpp"

#include <boost/test/unit_test.hpp>

using namespace integration_gallery::base;

BOOST_AUTO_TEST_SUITE(base)
BOOST_AUTO_TEST_SUITE(text)

BOOST_AUTO_TEST_CASE(takes_well_formed_utf8_only) {
    for (const auto* good :
         {"", "abc", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80", "\xed\x9f\xbf", "\xf4\x8f\xbf\xbf"})
        BOOST_TEST(is_utf8(good));
    for (const auto* bad :
         {"\x80", "\xc0\xaf", "\xc1\xbf", "\xe0\x80\x80", "\xed\xa0\x80", "\xf0\x80\x80\x80", "\xf4\x90\x80\x80",
          "\xf5\x80\x80\x80", "\xff", "\xc3", "\xe2\x82", "\xf0\x9f\x98", "a\xc3"})
        BOOST_TEST(!is_utf8(bad));
}

BOOST_AUTO_TEST_CASE(counts_code_points) {
    BOOST_TEST(count_code_points("") == 0u);
    BOOST_TEST(count_code_points("a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80") == 4u);
}

BOOST_AUTO_TEST_CASE(writes_times_in_utc_with_milliseconds) {
    BOOST_TEST(to_rfc3339(0) == "1970-01-01T00:00:00.000Z");
    BOOST_TEST(to_rfc3339(1767323045123456) == "2026-01-02T03:04:05.123Z");
    BOOST_TEST(to_rfc3339(-1) == "1969-12-31T23:59:59.999Z");
    BOOST_TEST(to_rfc3339(1709164800000000) == "2024-02-29T00:00:00.000Z");
}

BOOST_AUTO_TEST_CASE(keeps_microseconds) {
    BOOST_TEST(to_microseconds(from_microseconds(1767323045123456)) == 1767323045123456);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
