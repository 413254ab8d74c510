#include "support/progress.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>

namespace {

using command::Progress;
using command::progress_line;

BOOST_AUTO_TEST_SUITE(command)
BOOST_AUTO_TEST_SUITE(progress)

BOOST_AUTO_TEST_CASE(shows_numbers_bar_rate_and_time_left) {
    BOOST_TEST(progress_line({.what = "writing", .done = 450, .total = 1000, .per_second = 100}, 100) ==
               "writing: 450 of 1000 [#############                 ] 45 %, 100 a second, 6 s left");
    BOOST_TEST(
        progress_line({.what = "writing", .done = 0, .total = 72'000, .per_second = 10}, 80).ends_with("2 h left"));
    BOOST_TEST(
        progress_line({.what = "writing", .done = 0, .total = 6'000, .per_second = 10}, 80).ends_with("10 min left"));
}

BOOST_AUTO_TEST_CASE(says_nothing_of_what_is_not_known) {
    BOOST_TEST(progress_line({.what = "examining", .done = 7}, 80) == "examining: 7");
    BOOST_TEST(progress_line({.what = "examining", .done = 7, .per_second = 3}, 80) == "examining: 7, 3 a second");
    BOOST_TEST(progress_line({.what = "writing", .done = 0, .total = 10}, 80) ==
               "writing: 0 of 10 [                              ] 0 %");
}

BOOST_AUTO_TEST_CASE(ends_without_time_left_and_counts_faults) {
    BOOST_TEST(progress_line({.what = "w", .done = 10, .total = 10, .per_second = 5, .faults = 1}, 80) ==
               "w: 10 of 10 [##############################] 100 %, 5 a second, 1 fault");
    BOOST_TEST(progress_line({.what = "w", .done = 12, .total = 10, .faults = 2}, 80) ==
               "w: 12 of 10 [##############################] 100 %, 2 faults");
}

BOOST_AUTO_TEST_CASE(stays_in_one_line_of_any_terminal) {
    const auto most = std::numeric_limits<std::int64_t>::max();
    const Progress at[] = {
        {.what = "sealing again", .done = 123'456, .total = 1'234'567, .per_second = 1234, .faults = 99},
        {.what = "sealing again", .done = most, .total = most, .per_second = 1e18, .faults = most},
        {.what = "sealing again", .done = 0, .total = most, .per_second = 1, .faults = 0}};
    for (const auto& progress : at)
        for (std::size_t width = 0; width < 200; ++width)
            BOOST_REQUIRE_LE(progress_line(progress, width).size(), width == 0 ? 0 : width - 1);
    BOOST_TEST(progress_line(at[0], 80) ==
               "sealing again: 123456 of 1234567 9 %, 1234 a second, 15 min left, 99 faults");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

} // namespace
