#include "page/assets.hpp"
#include "unit/http/support.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

using namespace integration_gallery;
using namespace integration_gallery::test;

BOOST_AUTO_TEST_SUITE(http)
BOOST_AUTO_TEST_SUITE(page)

BOOST_AUTO_TEST_CASE(the_page_comes_with_its_strict_policy) {
    const House house;
    const auto page = house.get("/admin/integrations/");
    BOOST_TEST(page.status() == 200);
    BOOST_TEST(page.header("Content-Type").starts_with("text/html"));
    BOOST_TEST(page.header("Cache-Control") == "private, no-cache");
    BOOST_TEST(page.header("Cross-Origin-Opener-Policy") == "same-origin");
    BOOST_TEST(page.header("Permissions-Policy").find("camera=()") != std::string_view::npos);
    const std::string policy(page.header("Content-Security-Policy"));
    for (const char* part : {"default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'",
                             "connect-src 'self'", "form-action 'none'", "base-uri 'none'", "frame-ancestors 'none'",
                             "require-trusted-types-for 'script'", "trusted-types 'none'"})
        BOOST_TEST(policy.find(part) != std::string::npos, part);
    BOOST_TEST(policy.find("unsafe") == std::string::npos);
    BOOST_TEST(page.body().find("<integration-gallery base=\"../../api/v1/\"") != std::string_view::npos);
    BOOST_TEST(house.get("/admin/integrations/", {{"If-None-Match", page.header("ETag")}}).status() == 304);

    const House framed([](Options& options) { options.frame_ancestors = "https://admin.example.com"; });
    BOOST_TEST(framed.get("/admin/integrations/")
                   .header("Content-Security-Policy")
                   .ends_with("frame-ancestors https://admin.example.com"));
}

BOOST_AUTO_TEST_CASE(the_address_without_its_slash_leads_to_the_page) {
    const House house;
    const auto redirect = house.send({.target = "/app/admin/integrations", .mount = "/app"});
    BOOST_TEST(redirect.status() == 308);
    BOOST_TEST(redirect.header("Location") == "integrations/");
    BOOST_TEST(house.send({.target = "/admin/integrations", .subject = ""}).status() == 401);
}

BOOST_AUTO_TEST_CASE(each_file_is_kept_for_ever_under_its_version) {
    const House house;
    const std::string base = "/admin/integrations/assets/";
    for (const auto& asset : integration_gallery::page::assets()) {
        if (asset.path == "index.html")
            continue;
        const std::string path(asset.path);
        const auto plain = house.send({.target = base + path, .subject = "", .project = ""});
        BOOST_TEST(plain.status() == 200, path);
        BOOST_TEST(plain.body() == asset.content);
        BOOST_TEST(plain.header("Content-Type") == asset.media_type);
        BOOST_TEST(plain.header("ETag") == asset.etag);
        BOOST_TEST(plain.header("Cache-Control") == "public, no-cache");
        BOOST_TEST(plain.header("Content-Encoding") == "");
        const std::string versioned = base + std::string(integration_gallery::page::assets_version()) + '/' + path;
        BOOST_TEST(house.get(versioned).header("Cache-Control") == "public, max-age=31536000, immutable");
        BOOST_TEST(house.get(base + "0000/" + path).status() == 404);
        for (const char* accept : {"gzip", "br, GZIP;q=0.5", "gzip, deflate"}) {
            const auto packed = house.get(versioned, {{"Accept-Encoding", accept}});
            BOOST_TEST(packed.header("Content-Encoding") == (asset.gzip.empty() ? "" : "gzip"));
            BOOST_TEST(packed.header("Vary") == (asset.gzip.empty() ? "" : "Accept-Encoding"));
            BOOST_TEST(packed.body() == (asset.gzip.empty() ? asset.content : asset.gzip));
            BOOST_TEST((asset.gzip.empty() || packed.header("ETag") != plain.header("ETag")));
            BOOST_TEST(house.get(versioned, {{"Accept-Encoding", accept}, {"If-None-Match", packed.header("ETag")}})
                           .status() == 304);
        }
        for (const char* accept : {"gzip;q=0", "gzip; q=0.000", "br", "", "x-gzip"})
            BOOST_TEST(house.get(versioned, {{"Accept-Encoding", accept}}).header("Content-Encoding") == "", accept);
        BOOST_TEST(house.get(versioned).shared_body().get() == house.get(versioned).shared_body().get());
    }
}

BOOST_AUTO_TEST_CASE(health_is_for_everybody_and_its_details_for_some) {
    const House house;
    const auto live = house.send({.target = "/api/v1/health/live", .subject = "", .project = ""});
    BOOST_TEST(live.body() == R"({"status":"pass"})");
    const auto nobody = house.send({.target = "/api/v1/health/ready", .subject = "", .project = ""});
    BOOST_TEST(nobody.status() == 200);
    BOOST_TEST(nobody.body() == R"({"status":"pass"})");
    BOOST_TEST(house.authorizer->asked().empty());
    const auto details = parse_body(house.get("/api/v1/health/ready")).as_object();
    BOOST_TEST(details.at("status").as_string() == "pass");
    BOOST_TEST(details.at("checks").as_array().size() == 3u);
    const House closed(
        [](Options& options) { options.authorizer = std::make_shared<FakeAuthorizer>(std::set<std::string>{}); });
    BOOST_TEST(closed.get("/api/v1/health/ready").body() == R"({"status":"pass"})");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
