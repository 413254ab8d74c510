#include "base/base64url.hpp"
#include "base/bytes.hpp"
#include "http/cursor.hpp"
#include "unit/http/support.hpp"

#include <integration_gallery/catalog.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include <set>

using namespace integration_gallery;
using namespace integration_gallery::test;

namespace {

const std::string list = "/api/v1/integrations";

/// "n-000" to "n-011", whose display names run the other way; every third is of another category.
const Catalog& twelve() {
    static const Catalog catalog = [] {
        CatalogBuilder builder;
        for (int i = 0; i < 12; ++i) {
            const std::string number = (i < 10 ? "00" : "0") + std::to_string(i);
            builder.add_json(
                R"({"manifestVersion":1,"name":"n-)" + number + R"(","displayName":"Zed )" + std::to_string(99 - i) +
                R"(","description":"One of twelve.","categories":[")" + (i % 3 == 0 ? "chat" : "crm") +
                R"("],"version":"1.0","settings":{"authentication":{"type":"object"},)"
                R"("dataMapping":{"$ref":"ig:data-mapping"},"syncSettings":{"$ref":"ig:sync-settings"}}})");
        }
        return builder.build();
    }();
    return catalog;
}

std::vector<std::string> names(const Response& response) {
    std::vector<std::string> out;
    const auto body = parse_body(response);
    for (const auto& entry : body.as_array())
        out.emplace_back(entry.at("name").as_string());
    return out;
}

/// The target in a Link field, or nothing.
std::string next_of(const Response& response) {
    const std::string link(response.header("Link"));
    const std::string end = ">; rel=\"next\"";
    if (link.empty())
        return "";
    BOOST_TEST(link.starts_with("<?"));
    BOOST_TEST(link.ends_with(end));
    return list + link.substr(1, link.size() - 1 - end.size());
}

std::string cursor_of(const std::string& target) {
    return target.substr(target.find("cursor=") + 7);
}

} // namespace

BOOST_AUTO_TEST_SUITE(http)
BOOST_AUTO_TEST_SUITE(paging)

BOOST_AUTO_TEST_CASE(the_pages_together_are_the_whole_list) {
    const House house(nullptr, twelve());
    for (const std::string view : {"", "&view=full", "&view=full&language=de", "&category=crm", "&q=ZED&view=full"}) {
        const auto whole = names(house.get(list + "?" + (view.empty() ? "" : view.substr(1))));
        for (const char* limit : {"1", "5", "11", "12", "200"}) {
            std::vector<std::string> all;
            int pages = 0;
            for (std::string target = list + "?limit=" + limit + view; !target.empty() && pages < 20; ++pages) {
                const auto page = house.get(target);
                BOOST_TEST(page.status() == 200);
                const auto some = names(page);
                BOOST_TEST(some.size() <= static_cast<std::size_t>(std::stoi(limit)));
                all.insert(all.end(), some.begin(), some.end());
                target = next_of(page);
            }
            BOOST_TEST(all == whole, boost::test_tools::per_element());
            const auto size = static_cast<int>(whole.size());
            const int each = std::stoi(limit);
            BOOST_TEST(pages == (size + each - 1) / each); // the last page leads nowhere
        }
    }
}

BOOST_AUTO_TEST_CASE(without_parameters_the_list_is_whole) {
    const House house(nullptr, twelve());
    const auto whole = house.get(list);
    BOOST_TEST(names(whole).size() == 12u);
    BOOST_TEST(whole.header("Link") == "");
}

BOOST_AUTO_TEST_CASE(a_change_between_two_pages_loses_and_doubles_nothing_else) {
    const House house(nullptr, twelve());
    const auto first = house.get(list + "?limit=6&state=off");
    BOOST_TEST(names(first).size() == 6u);
    // the last one of the page is no longer among those that are wanted
    BOOST_TEST(house.put(list + "/n-005", R"({"enabled":true})").status() == 200);
    const auto second = names(house.get(next_of(first)));
    BOOST_TEST(second.size() == 6u);
    BOOST_TEST(second.front() == "n-006");
}

BOOST_AUTO_TEST_CASE(the_limit_is_from_1_to_200) {
    const House house(nullptr, twelve());
    for (const char* limit : {"0", "201", "-1", "+1", "1e1", "", "x", "1%20", "99999999999999999999999"})
        BOOST_TEST(problem_errors(house.get(list + "?limit=" + limit)) == "limit invalid-parameter", limit);
    BOOST_TEST(house.get(list + "?limit=200").status() == 200);
    BOOST_TEST(house.get(list + "?limit=1&limit=1").status() == 400);
    BOOST_TEST(house.get(list + "?q=" + std::string(201, 'x')).status() == 400);
    BOOST_TEST(house.get(list + "?category=" + std::string(201, 'x')).status() == 400);
}

BOOST_AUTO_TEST_CASE(a_cursor_alone_gives_pages_of_50) {
    const House house(nullptr, twelve());
    const std::string cursor = cursor_of(next_of(house.get(list + "?limit=2")));
    BOOST_TEST(names(house.get(list + "?cursor=" + cursor)).size() == 10u);
}

BOOST_AUTO_TEST_CASE(a_cursor_fits_its_own_list_only) {
    const House house(nullptr, twelve());
    const std::string cursor = cursor_of(next_of(house.get(list + "?limit=2")));
    const auto refused = [&](const Response& response) {
        BOOST_TEST(problem_errors(response) == "cursor invalid-parameter");
    };
    refused(house.get(list + "?view=full&cursor=" + cursor));
    refused(house.get(list + "?state=off&cursor=" + cursor));
    refused(house.get(list + "?q=zed&cursor=" + cursor));
    refused(house.get(list + "?category=crm&cursor=" + cursor));
    refused(house.send({.target = list + "?cursor=" + cursor, .project = "gemini"}));
    refused(house.get(list + "?cursor="));
    for (std::size_t i = 0; i < cursor.size(); ++i) { // any change of any character
        std::string altered = cursor;
        altered[i] = altered[i] == 'A' ? 'B' : 'A';
        BOOST_TEST(house.get(list + "?cursor=" + altered).status() == 400, i);
    }
    refused(house.get(list + "?cursor=" + cursor + "A"));
    // what another catalog gave
    const House other;
    const std::string foreign = cursor_of(next_of(other.get(list + "?limit=1")));
    refused(house.get(list + "?cursor=" + foreign));
}

BOOST_AUTO_TEST_CASE(each_page_has_a_tag_of_its_own) {
    const House house(nullptr, twelve());
    std::set<std::string> tags;
    for (const char* query :
         {"", "?limit=2", "?limit=3", "?limit=2&view=full", "?q=a", "?q=b", "?category=a", "?state=off"})
        tags.emplace(house.get(list + query).header("ETag"));
    const std::string next = next_of(house.get(list + "?limit=2"));
    tags.emplace(house.get(next).header("ETag"));
    BOOST_TEST(tags.size() == 9u);
    const std::string tag(house.get(next).header("ETag"));
    BOOST_TEST(house.get(next, {{"If-None-Match", tag}}).status() == 304);
}

BOOST_AUTO_TEST_CASE(what_was_typed_comes_back_escaped_in_the_link) {
    const House house(nullptr, twelve());
    const auto page = house.get(list + "?limit=1&view=full&language=de&q=zed%20&category=%C3%A9%26%22%3E");
    BOOST_TEST(page.header("Link") == "");
    const auto matching = house.get(list + "?limit=1&view=full&language=de&q=Zed%209");
    const std::string link(matching.header("Link"));
    BOOST_TEST(link.starts_with("<?limit=1&view=full&language=de&q=Zed%209&cursor="), link);
}

BOOST_AUTO_TEST_CASE(a_cursor_is_read_back) {
    namespace subject = integration_gallery::http;
    BOOST_TEST(subject::read_cursor(subject::write_cursor("alpha", "s"), "s").value() == "alpha");
    BOOST_TEST(!subject::read_cursor(subject::write_cursor("alpha", "s"), "t"));
    BOOST_TEST(!subject::read_cursor("", "s"));
    BOOST_TEST(!subject::read_cursor("!", "s"));
    BOOST_TEST(!subject::read_cursor(subject::write_cursor("", "s"), "s"));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
