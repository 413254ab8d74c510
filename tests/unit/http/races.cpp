#include "support/before_statement.hpp"
#include "support/on_sqlite.hpp"
#include "unit/http/support.hpp"

#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

using namespace integration_gallery;
using namespace integration_gallery::test;

namespace {

const std::string list = "/api/v1/integrations";
const std::string alpha = "/api/v1/integrations/alpha";

/// A house where somebody else may be faster.
struct Raced {
    BeforeStatement other; // sees the connections that the house opens
    House house;
    int turns = 0;

    /// Switches alpha, always to the other side, in front of the next `times` reads of the list.
    void switch_before_the_rows_are_read(int times) {
        other.act("from ig_settings where project_id=:project order by", times, [&] {
            const bool off = turns++ % 2 == 0;
            house.put(alpha, off ? R"({"enabled":false})" : R"({"enabled":true})");
        });
    }

    bool alpha_is_on(const Response& response) const {
        const auto entries = parse_body(response);
        for (const auto& entry : entries.as_array())
            if (entry.at("name").as_string() == "alpha")
                return entry.at("enabled").as_bool();
        throw std::runtime_error("alpha is not listed");
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(http)
BOOST_AUTO_TEST_SUITE(races, *on_sqlite())

BOOST_AUTO_TEST_CASE(a_list_that_saw_a_later_change_does_not_carry_the_earlier_tag) {
    for (const std::string& target : {list, list + "?view=full"}) {
        Raced raced;
        raced.house.put(alpha, std::string(alpha_settings));
        raced.switch_before_the_rows_are_read(1);
        const Response seen = raced.house.get(target);
        BOOST_TEST(raced.other.acted() == 1);
        BOOST_TEST(seen.status() == 200);
        BOOST_TEST(!raced.alpha_is_on(seen));
        const Response after = raced.house.get(target);
        BOOST_TEST(after.header("ETag") == seen.header("ETag"), target);
        BOOST_TEST(after.body() == seen.body());
        BOOST_TEST(raced.house.get(target, {{"If-None-Match", seen.header("ETag")}}).status() == 304);
    }
}

BOOST_AUTO_TEST_CASE(a_list_that_changes_all_the_time_is_answered_without_a_tag_and_not_kept) {
    Raced raced;
    raced.house.put(alpha, std::string(alpha_settings));
    raced.switch_before_the_rows_are_read(100);
    const Response seen = raced.house.get(list);
    BOOST_TEST(raced.other.acted() == 3); // so often it is made, then it is given as it is
    BOOST_TEST(seen.status() == 200);
    BOOST_TEST(seen.header("ETag") == "");
    BOOST_TEST(!raced.alpha_is_on(seen));
    raced.other.act("no statement", 0, {});
    raced.house.put(alpha, R"({"enabled":true})");
    BOOST_TEST(raced.alpha_is_on(raced.house.get(list)));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
