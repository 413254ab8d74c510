#include "http/cross_origin.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace integration_gallery;
namespace subject = integration_gallery::http;
using subject::OriginVerdict;

namespace {

struct Case {
    const char* site = nullptr;
    const char* origin = nullptr;
    const char* type = "application/json";
    const char* custom = nullptr;
    std::string_view authority = "app.example.com";
    bool secure = false;
    std::string_view body = "{}";
    bool takes_body = true;
    std::vector<std::string> trusted = {};
};

OriginVerdict check(const Case& item) {
    std::vector<HeaderField> fields;
    const auto add = [&](std::string_view name, const char* value) {
        if (value != nullptr)
            fields.push_back({name, value});
    };
    add("Sec-Fetch-Site", item.site);
    add("Origin", item.origin);
    add("Content-Type", item.type);
    add("X-Integration-Gallery", item.custom);
    Request request{};
    request.method = "PUT";
    request.authority = item.authority;
    request.headers = fields;
    request.body = item.body;
    request.secure_transport = item.secure;
    return subject::check_origin(request, item.trusted, item.takes_body);
}

} // namespace

BOOST_TEST_DONT_PRINT_LOG_VALUE(OriginVerdict)

BOOST_AUTO_TEST_SUITE(http)
BOOST_AUTO_TEST_SUITE(cross_origin)

BOOST_AUTO_TEST_CASE(compares_the_origin_with_the_hosts_authority) {
    BOOST_TEST(check({.origin = "http://app.example.com"}) == OriginVerdict::allowed);
    BOOST_TEST(check({.origin = "https://app.example.com"}) == OriginVerdict::allowed);
    BOOST_TEST(check({.origin = "https://APP.example.com"}) == OriginVerdict::allowed);
    BOOST_TEST(check({.origin = "https://app.example.com:443"}) == OriginVerdict::allowed);
    BOOST_TEST(check({.origin = "https://app.example.com", .authority = "app.example.com:443"}) ==
               OriginVerdict::allowed);
    BOOST_TEST(check({.origin = "http://app.example.com", .authority = "app.example.com:80"}) ==
               OriginVerdict::allowed);
    BOOST_TEST(check({.origin = "http://127.0.0.1:8080", .authority = "127.0.0.1:8080"}) == OriginVerdict::allowed);
    BOOST_TEST(check({.origin = "http://[::1]:8080", .authority = "[::1]:8080"}) == OriginVerdict::allowed);
    for (const char* other :
         {"null", "", "app.example.com", "http://app.example.com:8080", "https://app.example.com:80",
          "http://app.example.com.evil.org", "http://evil-app.example.com", "http://example.com",
          "ftp://app.example.com", "https://app.example.com/", "https://app.example.com@evil.org", "file://",
          "http://localhost"})
        BOOST_TEST(check({.origin = other}) == OriginVerdict::other_site, other);
    BOOST_TEST(check({.origin = "http://", .authority = ""}) == OriginVerdict::other_site);
}

BOOST_AUTO_TEST_CASE(demands_https_where_the_clients_hop_was_tls) {
    BOOST_TEST(check({.origin = "http://app.example.com", .secure = true}) == OriginVerdict::other_site);
    BOOST_TEST(check({.origin = "https://app.example.com", .secure = true}) == OriginVerdict::allowed);
}

BOOST_AUTO_TEST_CASE(believes_sec_fetch_site_before_the_origin) {
    BOOST_TEST(check({.site = "same-origin", .origin = "https://renamed.example.com"}) == OriginVerdict::allowed);
    BOOST_TEST(check({.site = "none"}) == OriginVerdict::allowed);
    for (const char* site : {"same-site", "cross-site", "Same-Origin", "", "same-origin, none"})
        BOOST_TEST(check({.site = site, .origin = "http://app.example.com"}) == OriginVerdict::other_site, site);
}

BOOST_AUTO_TEST_CASE(lets_a_trusted_origin_pass) {
    const std::vector<std::string> trusted{"https://admin.example.com"};
    BOOST_TEST(check({.site = "cross-site", .origin = "https://admin.example.com", .trusted = trusted}) ==
               OriginVerdict::allowed);
    BOOST_TEST(check({.site = "cross-site", .origin = "https://admin.example.com.evil.org", .trusted = trusted}) ==
               OriginVerdict::other_site);
    BOOST_TEST(check({.origin = "https://admin.example.com", .body = "", .trusted = trusted}) == OriginVerdict::simple);
}

BOOST_AUTO_TEST_CASE(demands_what_needs_a_preflight) {
    BOOST_TEST(check({.body = ""}) == OriginVerdict::simple);
    BOOST_TEST(check({.custom = "1", .body = ""}) == OriginVerdict::allowed);
    BOOST_TEST(check({.custom = "0", .body = ""}) == OriginVerdict::simple);
    BOOST_TEST(check({.custom = "", .body = ""}) == OriginVerdict::simple);
    // an operation without a body is one that a form could ask for, whatever stands in the body
    BOOST_TEST(check({.type = "text/plain", .takes_body = false}) == OriginVerdict::simple);
    BOOST_TEST(check({.type = nullptr, .takes_body = false}) == OriginVerdict::simple);
    BOOST_TEST(check({.takes_body = false}) == OriginVerdict::allowed);
    BOOST_TEST(check({.type = "text/plain", .custom = "1", .takes_body = false}) == OriginVerdict::allowed);
    // one with a body has its media type checked later
    BOOST_TEST(check({.type = "text/plain"}) == OriginVerdict::allowed);
}

BOOST_AUTO_TEST_CASE(refuses_fields_that_come_twice) {
    std::vector<HeaderField> fields{{"Sec-Fetch-Site", "same-origin"}, {"Sec-Fetch-Site", "cross-site"}};
    Request request{};
    request.body = "{}";
    request.authority = "a";
    request.headers = fields;
    BOOST_TEST(subject::check_origin(request, {}, true) == OriginVerdict::other_site);
    fields = {{"Origin", "http://a"}, {"Origin", "http://a"}};
    request.headers = fields;
    BOOST_TEST(subject::check_origin(request, {}, true) == OriginVerdict::other_site);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
