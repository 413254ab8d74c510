#include <integration_gallery/http.hpp>

#include <boost/test/unit_test.hpp>

using integration_gallery::Response;

BOOST_AUTO_TEST_SUITE(http)
BOOST_AUTO_TEST_SUITE(response)

BOOST_AUTO_TEST_CASE(shares_its_body_and_says_its_length) {
    const auto body = std::make_shared<const std::string>("hello");
    const Response one(200, {{"Content-Type", "text/plain"}}, body);
    const Response two = one;
    BOOST_TEST(one.body() == "hello");
    BOOST_TEST(two.shared_body().get() == body.get());
    BOOST_TEST(one.header("content-length") == "5");
    BOOST_TEST(one.header("CONTENT-TYPE") == "text/plain");
    BOOST_TEST(one.header("ETag") == "");
}

BOOST_AUTO_TEST_CASE(keeps_the_length_of_what_head_leaves_out) {
    const Response head(200, {}, std::make_shared<const std::string>("hello"), true);
    BOOST_TEST(head.body() == "");
    BOOST_TEST(head.header("Content-Length") == "5");
    BOOST_TEST(Response(404, {}, nullptr).header("Content-Length") == "0");
}

BOOST_AUTO_TEST_CASE(has_neither_body_nor_length_where_the_status_allows_none) {
    for (const int status : {204, 304}) {
        const Response empty(status, {}, std::make_shared<const std::string>("hello"));
        BOOST_TEST(empty.body() == "");
        BOOST_TEST(empty.headers().empty());
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
