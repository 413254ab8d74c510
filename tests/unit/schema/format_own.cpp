// What the official suite leaves open, and our own formats.
#include "schema/format/cron.hpp"
#include "schema/format/format.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <bit>
#include <string>
#include <vector>

using namespace integration_gallery::schema;
using namespace std::string_view_literals;

namespace {

void accepts(std::string_view format, std::initializer_list<std::string_view> texts) {
    for (const auto text : texts)
        BOOST_TEST(find_format(format)(text), format << " refuses " << text);
}

void refuses(std::string_view format, std::initializer_list<std::string_view> texts) {
    for (const auto text : texts)
        BOOST_TEST(!find_format(format)(text), format << " accepts " << text);
}

std::size_t failing_field(std::string_view text) {
    CronError error;
    BOOST_TEST(!parse_cron(text, &error).has_value(), text);
    BOOST_TEST(error.problem.ends_with('.'));
    return error.field;
}

} // namespace

BOOST_AUTO_TEST_SUITE(schema)
BOOST_AUTO_TEST_SUITE(format)

BOOST_AUTO_TEST_CASE(knows_its_names_and_no_other) {
    for (const auto name : format_names())
        BOOST_TEST(find_format(name) != nullptr, name);
    for (const auto name : {"", "dat", "dates", "Date", "idn-hostname", "zzz"})
        BOOST_TEST(find_format(name) == nullptr, name);
}

BOOST_AUTO_TEST_CASE(reads_no_byte_beyond_the_text) {
    // Every prefix of a text of each format lies in a block of its own, so that ASan sees a read behind it.
    std::size_t accepted = 0;
    for (const auto text : {"2026-11-22T14:47:00.123+01:00"sv, "P1Y2M3DT4H5M6S"sv, "\"a\\\"b\"@[IPv6:::1]"sv,
                            "2001:db8::192.168.0.1"sv, "xn--9n2bp8q.example"sv, "https://u@[v1.a]:80/p%20?q#f"sv,
                            "/{+a:3,b*}%20\xC3\xA9"sv, "2eb8aa08-aa98-11ea-b4aa-73b441d16380"sv, "12/a~0b"sv,
                            "*/15 1-5 1,2 JAN mon-fri"sv, "America/Argentina/Ushuaia"sv, "^(?=.*\\d)[\\u{1F432}-]+$"sv,
                            "-----BEGIN A B-----\nX: y\n\nAAA=\n-----END A B-----\n"sv}) {
        for (std::size_t length = 0; length <= text.size(); ++length) {
            const std::vector<char> block(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(length));
            for (const auto name : format_names())
                accepted += find_format(name)({block.data(), block.size()}) ? 1u : 0u;
        }
    }
    BOOST_TEST(accepted > 13u);
}

BOOST_AUTO_TEST_SUITE(iana_time_zone)

BOOST_AUTO_TEST_CASE(takes_areas_with_locations_and_utc) {
    accepts("iana-time-zone", {"UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "America/Port-au-Prince",
                               "America/North_Dakota/New_Salem", "Etc/GMT+12", "Antarctica/DumontDUrville"});
}

BOOST_AUTO_TEST_CASE(refuses_abbreviations_offsets_and_other_spellings) {
    refuses("iana-time-zone", {"", "utc", "CET", "EST5EDT", "+01:00", "UTC+1", "Europe", "Europe/", "/Berlin",
                               "europe/berlin", "Mars/Olympus", "Europe/Berlin ", "Europe/Ber lin", "Europe/../etc",
                               "America/A/B/C", "Europe/Berlin\n", "Europe/Berlin\0"sv});
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE(pem)

BOOST_AUTO_TEST_CASE(takes_blocks_with_any_line_ends_and_headers) {
    accepts("pem",
            {"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
             "-----BEGIN X-----\r\nAAAA\r\nBBB=\r\n-----END X-----", "-----BEGIN X-----\rAA==\r-----END X-----\r",
             "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: A,B\n\nAAAA\n"
             "-----END RSA PRIVATE KEY-----\n",
             "\n-----BEGIN A-----\nAAAA\n-----END A-----\n\n-----BEGIN B-----\nBBBB  \n-----END B-----\n"});
}

BOOST_AUTO_TEST_CASE(refuses_what_a_single_line_field_makes_of_a_key) {
    refuses("pem", {"", "AAAA", "-----BEGIN A----- AAAA -----END A-----", "-----BEGIN A-----AAAA-----END A-----"});
}

BOOST_AUTO_TEST_CASE(refuses_damaged_blocks) {
    refuses("pem", {"-----BEGIN A-----\nAAAA\n-----END B-----", "-----BEGIN A-----\nAAAA\n",
                    "-----BEGIN A-----\n-----END A-----", "-----BEGIN A-----\nAAA\n-----END A-----",
                    "-----BEGIN A-----\nAA=A\n-----END A-----", "-----BEGIN A-----\nA===\n-----END A-----",
                    "-----BEGIN A-----\nAA*A\n-----END A-----", "-----BEGIN -----\nAAAA\n-----END -----",
                    "-----BEGIN A--B-----\nAAAA\n-----END A--B-----", "x\n-----BEGIN A-----\nAAAA\n-----END A-----",
                    "-----BEGIN A-----\nAAAA\n-----END A-----\nx"});
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE(cron)

BOOST_AUTO_TEST_CASE(reads_lists_ranges_steps_and_names) {
    const auto schedule = parse_cron("*/15 8-18/5\t1,15,30-31  jan,MAY,10 Mon-Fri");
    BOOST_REQUIRE(schedule.has_value());
    BOOST_TEST(schedule->minutes == (1ull << 0 | 1ull << 15 | 1ull << 30 | 1ull << 45));
    BOOST_TEST(schedule->hours == (1u << 8 | 1u << 13 | 1u << 18));
    BOOST_TEST(schedule->days_of_month == (1u << 1 | 1u << 15 | 1u << 30 | 1u << 31));
    BOOST_TEST(schedule->months == (1u << 1 | 1u << 5 | 1u << 10));
    BOOST_TEST(schedule->days_of_week == 0b111110);
    BOOST_TEST(schedule->day_of_month_restricted);
    BOOST_TEST(schedule->day_of_week_restricted);
}

BOOST_AUTO_TEST_CASE(fills_a_star) {
    const auto schedule = parse_cron("* * * * *");
    BOOST_REQUIRE(schedule.has_value());
    BOOST_TEST(std::popcount(schedule->minutes) == 60);
    BOOST_TEST(std::popcount(schedule->hours) == 24);
    BOOST_TEST(std::popcount(schedule->days_of_month) == 31);
    BOOST_TEST(std::popcount(schedule->months) == 12);
    BOOST_TEST(std::popcount(schedule->days_of_week) == 7);
    BOOST_TEST(!schedule->day_of_month_restricted);
    BOOST_TEST(!schedule->day_of_week_restricted);
}

BOOST_AUTO_TEST_CASE(calls_sunday_0_and_7) {
    BOOST_TEST(parse_cron("0 0 * * 7")->days_of_week == 1);
    BOOST_TEST(parse_cron("0 0 * * 0")->days_of_week == 1);
    BOOST_TEST(parse_cron("0 0 * * 5-7")->days_of_week == 0b1100001);
}

BOOST_AUTO_TEST_CASE(names_the_field_that_is_wrong) {
    BOOST_TEST(failing_field("60 * * * *") == 0u);
    BOOST_TEST(failing_field("* 24 * * *") == 1u);
    BOOST_TEST(failing_field("* * 0 * *") == 2u);
    BOOST_TEST(failing_field("* * * 13 *") == 3u);
    BOOST_TEST(failing_field("* * * * 8") == 4u);
    BOOST_TEST(failing_field("* * * *") == 5u);
    BOOST_TEST(failing_field("* * * * * *") == 5u);
    BOOST_TEST(failing_field("") == 5u);
}

BOOST_AUTO_TEST_CASE(refuses_what_crons_disagree_on) {
    refuses("cron",
            {"@daily",         "5/15 * * * *", "* * ? * *",     "* * L * *",       "* * 15W * *",     "* * * * 1#2",
             "*/0 * * * *",    "*/61 * * * *", "5-1 * * * *",   "fri-mon * * * *", "* * * * fri-mon", ", * * * *",
             "1, * * * *",     "1--2 * * * *", "1-2-3 * * * *", "-1 * * * *",      "+1 * * * *",      "* * * january *",
             "* * * * monday", "* * * 1.0 *",  "* * * * *\n",   "0001 * * * *",    "* * mon * *"});
}

BOOST_AUTO_TEST_CASE(refuses_a_schedule_that_never_runs) {
    refuses("cron", {"0 0 31 2 *", "0 0 30 2 *", "0 0 31 4,6,9,11 *"});
    accepts("cron", {"0 0 29 2 *", "0 0 31 2 mon", "0 0 30 2,4 *", "0 0 31 2,12 *"});
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE(hostname)

BOOST_AUTO_TEST_CASE(checks_a_labels_in_any_case_and_place) {
    accepts("hostname", {"XN--Bcher-kva.example", "www.xn--bcher-kva", "xn--p1ai", "xn--fiqs8s", "xn--mgbam7a8h"});
    refuses("hostname", {"xn--", "xn---", "xn--a", "xn--a-", "xn--99999999999", "xn--bcher-kva-", "ab--c", "a.bb--c.d",
                         "www.xn--zzzzzzzz.com"});
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE(email)

BOOST_AUTO_TEST_CASE(limits_the_local_part_and_the_domain) {
    accepts("email", {std::string(64, 'a') + "@example.com", "a@b", "\"\\\"\"@example.com"});
    refuses("email", {std::string(65, 'a') + "@example.com", "a@" + std::string(64, 'b'), "a@b@c", "\"a@b.com",
                      "\"a\"b@c.com", "a@[1.2.3.4", "a@[]", "d\xC3\xA9@example.com"});
    refuses("idn-email", {"a@-b", "a@b-.c", "a@b..c", "a@.b", "a@b c"});
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
