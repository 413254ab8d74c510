// A manifest that is not there for a while: a folder that was not mounted, a release without it, a hidden name.
#include "unit/http/support.hpp"

#include <integration_gallery/catalog.hpp>
#include <integration_gallery/session.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

using namespace integration_gallery;
using namespace integration_gallery::test;

namespace {

constexpr const char* alpha = "/api/v1/integrations/alpha";
constexpr const char* beta = "/api/v1/integrations/beta";

/// The same store and the same key, opened with another catalog.
class Other {
public:
    Other(const House& house, const Catalog& catalog)
        : m_gallery(Gallery::open(with(house.options, catalog))), m_api(m_gallery.http()) {}

    Response ask(std::string_view method, std::string_view target, std::string_view body = {},
                 std::string_view type = "application/json") const {
        std::vector<HeaderField> headers;
        if (!body.empty())
            headers.push_back({"Content-Type", type});
        else if (method == "DELETE")
            headers.push_back({"X-Integration-Gallery", "1"});
        Request request{};
        request.method = method;
        request.target = target;
        request.authority = "app.example.com";
        request.headers = headers;
        request.body = body;
        request.caller = {.subject = "ada", .project = "apollo"};
        return m_api.handle(request);
    }

private:
    static Options with(Options options, const Catalog& catalog) {
        options.catalog = catalog;
        return options;
    }

    Gallery m_gallery;
    HttpApi m_api;
};

Catalog without_alpha() {
    CatalogBuilder builder;
    for (const Manifest& manifest : small_catalog().manifests())
        if (manifest.name() != "alpha")
            builder.add_json(boost::json::serialize(manifest.document()));
    return builder.build();
}

std::string key_of(const House& house) {
    const auto credentials = house.gallery.session("apollo", "worker").credentials("alpha", "a test");
    const Secret* key = credentials.secret("/authentication/apiKey");
    return key == nullptr ? std::string() : std::string(key->view());
}

} // namespace

BOOST_AUTO_TEST_SUITE(http)
BOOST_AUTO_TEST_SUITE(manifest_gone)

BOOST_AUTO_TEST_CASE(loses_nothing_and_comes_back_as_it_was) {
    const House house;
    BOOST_REQUIRE(house.put(alpha, std::string(alpha_settings)).status() == 200);
    BOOST_REQUIRE(house.patch(alpha, R"({"dataMapping":{"note":"kept"},"syncSettings":{"minutes":5}})").status() ==
                  200);
    BOOST_REQUIRE(house.put(beta, std::string(alpha_settings)).status() == 200);
    const auto before = house.get(std::string(alpha) + "?view=full");
    const auto plain = house.get(alpha);
    const auto history = house.get(std::string(alpha) + "/history");
    BOOST_REQUIRE(before.status() == 200);
    BOOST_REQUIRE(history.status() == 200);
    {
        const Other other(house, without_alpha());
        const auto list = other.ask("GET", "/api/v1/integrations");
        BOOST_REQUIRE(list.status() == 200);
        BOOST_TEST(parse_body(list).as_array().size() == 1u);
        const std::string whole = std::string(alpha) + "?view=full";
        BOOST_TEST(other.ask("GET", alpha).status() == 404);
        BOOST_TEST(other.ask("GET", whole).status() == 404);
        BOOST_TEST(other.ask("GET", std::string(alpha) + "/schema").status() == 404);
        BOOST_TEST(other.ask("GET", std::string(alpha) + "/history").status() == 404);
        BOOST_TEST(other.ask("PUT", alpha, R"({"enabled":false})").status() == 404);
        BOOST_TEST(other.ask("PUT", alpha, alpha_settings).status() == 404);
        BOOST_TEST(other.ask("PATCH", alpha, R"({"enabled":false})", "application/merge-patch+json").status() == 404);
        BOOST_TEST(other.ask("DELETE", alpha).status() == 404);
        // the others go on
        BOOST_TEST(other.ask("PUT", beta, R"({"enabled":false})").status() == 200);
        BOOST_TEST(
            other.ask("PATCH", beta, R"({"dataMapping":{"note":"new"}})", "application/merge-patch+json").status() ==
            200);
    }
    const auto after = house.get(std::string(alpha) + "?view=full");
    BOOST_TEST(after.body() == before.body());
    BOOST_TEST(after.header("ETag") == before.header("ETag"));
    BOOST_TEST(house.get(alpha).body() == plain.body());
    BOOST_TEST(house.get(std::string(alpha) + "/history").body() == history.body());
    BOOST_TEST(key_of(house) == "canary-5f0e-key");
    BOOST_TEST(house.gallery.verify_history("apollo").intact());
    BOOST_TEST(house.patch(alpha, R"({"syncSettings":{"minutes":6}})").status() == 200);
    BOOST_TEST(key_of(house) == "canary-5f0e-key");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
