#include "http/media_type.hpp"

#include <boost/test/unit_test.hpp>

#include <array>

using integration_gallery::http::accepts;
using integration_gallery::http::is_media_type;

namespace {

bool json(std::string_view accept) {
    static constexpr std::array<std::string_view, 2> offered{"application/json", "application/problem+json"};
    return accepts(accept, offered);
}

} // namespace

BOOST_AUTO_TEST_SUITE(http)
BOOST_AUTO_TEST_SUITE(media_type)

BOOST_AUTO_TEST_CASE(takes_no_parameter_but_the_charset) {
    for (const char* good : {"application/json", "Application/JSON", "application/json; charset=utf-8",
                             "application/json;charset=UTF-8", "application/json ; charset=\"utf-8\" ;"})
        BOOST_TEST(is_media_type(good, "application/json"), good);
    for (const char* bad :
         {"", "text/plain", "application/jsonx", "application/json/x", "application/json; charset=latin1",
          "application/json; charset=utf-8; charset=utf-8", "application/json; profile=x", "application/json; charset",
          "application/merge-patch+json", "application/json, text/plain", "application/x-www-form-urlencoded"})
        BOOST_TEST(!is_media_type(bad, "application/json"), bad);
}

BOOST_AUTO_TEST_CASE(lets_pass_what_accept_names) {
    for (const char* good :
         {"", " ", "*/*", "application/*", "application/json", "APPLICATION/JSON", "application/problem+json",
          "text/html, application/json;q=0.1", "text/html,*/*;q=0.001", "application/json;version=1",
          "application/json;q=1.000", "text/html;q=0, */*", "application/json;q=0, application/problem+json"})
        BOOST_TEST(json(good), good);
    for (const char* bad :
         {"text/html", "image/*", "application/xml", "application/json;q=0, application/problem+json;q=0", "*/*;q=0",
          "application/*;q=0.000", "application", "*",
          "application/*, application/json;q=0.0, "
          "application/problem+json;q=0",
          "\"application/json\"", ";q=1"})
        BOOST_TEST(!json(bad), bad);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
