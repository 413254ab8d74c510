#include "support/gallery.hpp"
#include "unit/settings/mover.hpp"

#include <integration_gallery/catalog.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

using namespace integration_gallery;
using namespace integration_gallery::test::mover;

namespace {

/// A version that comes without a migration, wants another member, has no place for the token, and makes a secret of
/// the site.
constexpr const char* careless_version =
    R"({"manifestVersion":1,"name":"mover","displayName":"Mover","description":"Moves.","categories":["test"],
    "version":"4.0.0","settings":{"authentication":{"type":"object","additionalProperties":false,
    "required":["account"],"properties":{"account":{"type":"integer"},"site":{"type":"string","writeOnly":true},
      "headers":{"type":"array","items":{"type":"object","additionalProperties":false,"x-ig-key":"name",
        "required":["name","value"],"properties":{"name":{"type":"string","writeOnly":false},
        "value":{"type":"string","writeOnly":true}}}}}},
    "syncSettings":{"type":"object","properties":{"mode":{"enum":["fast","slow"]}}}}})";

/// A version that only gives the site another name.
constexpr const char* renaming_version =
    R"({"manifestVersion":1,"name":"mover","displayName":"Mover","description":"Moves.","categories":["test"],
    "version":"2.0.0","settings":{"authentication":{"type":"object","additionalProperties":false,
    "required":["token"],"properties":{
      "url":{"type":"string","writeOnly":false,"x-ig-destination":true},
      "token":{"type":"string","writeOnly":true},
      "headers":{"type":"array","items":{"type":"object","additionalProperties":false,"x-ig-key":"name",
        "required":["name","value"],"properties":{"name":{"type":"string","writeOnly":false},
        "value":{"type":"string","writeOnly":true}}}}}},
    "syncSettings":{"type":"object","additionalProperties":false,"properties":{"mode":{"enum":["fast","slow"]}}}},
    "migrations":[{"from":"1.0.0","to":"2.0.0","steps":[
      {"operation":"rename","pointer":"/authentication/site","name":"url"}]}]})";

Catalog catalog_with(const char* manifest) {
    CatalogBuilder builder;
    for (const auto& one : test::test_manifests())
        builder.add_json(one);
    if (manifest != nullptr)
        builder.add_json(manifest);
    return builder.build();
}

/// Two projects with settings of the first version, one switched on and one off, and another integration.
struct Fixture {
    test::TestStore store;
    Gallery gallery = open(first_version);

    Fixture() {
        put("one", "mover", stored_first);
        put("two", "mover", stored_first);
        gallery.session("two", "ada").set_enabled("mover", false);
        put("two", "simple", R"({"enabled":true,"authentication":{"apiKey":"k"}})");
    }

    Gallery open(const char* manifest) const {
        Options options = store.options();
        options.catalog = catalog_with(manifest);
        return Gallery::open(std::move(options));
    }

    void put(const char* project, const char* name, const char* document) const {
        gallery.session(project, "ada")
            .put(name, boost::json::parse(document).as_object(), {.form = Form::plain, .expected_revision = {}});
    }

    /// What the report says, one line each.
    static std::string lines(const BreakageReport& report) {
        std::string out;
        for (const auto& one : report.breakages)
            out += one.project + " " + one.integration + (one.enabled ? " on " : " off ") +
                   (one.severity == Breakage::Severity::note ? "note " : "") + one.code +
                   (one.pointer.empty() ? "" : " " + one.pointer) + "\n";
        return out;
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(settings)
BOOST_FIXTURE_TEST_SUITE(what_breaks, Fixture)

BOOST_AUTO_TEST_CASE(nothing_breaks_with_the_same_catalog_or_a_migration_that_fits) {
    for (const auto* manifest : {first_version, second_version}) {
        const auto report = gallery.what_breaks(catalog_with(manifest));
        BOOST_TEST(report.projects == 2u);
        BOOST_TEST(report.records == 3u);
        BOOST_TEST(lines(report) == "");
        BOOST_TEST(!report.breaks());
    }
}

BOOST_AUTO_TEST_CASE(changes_nothing_and_opens_nothing) {
    const auto before = store.bytes();
    const auto events = store.audit->events().size();
    gallery.what_breaks(catalog_with(careless_version));
    BOOST_TEST((store.bytes() == before));
    BOOST_TEST(store.audit->events().size() == events);
}

BOOST_AUTO_TEST_CASE(tells_how_far_it_is_and_is_stopped_by_whoever_watches) {
    std::string told;
    gallery.what_breaks(catalog_with(careless_version), "", [&](const JobProgress& at) {
        told +=
            std::to_string(at.done) + " " + std::to_string(at.left) + " " + (at.faults > 0 ? "faults" : "none") + "\n";
        return true;
    });
    BOOST_TEST(told == "1 1 faults\n2 0 faults\n");
    BOOST_CHECK_EXCEPTION(
        gallery.what_breaks(catalog_with(careless_version), "", [](const JobProgress&) { return false; }), Error,
        [](const Error& error) { return error.code() == "cancelled"; });
}

BOOST_AUTO_TEST_CASE(tells_which_records_a_step_does_not_fit) {
    BOOST_TEST(lines(gallery.what_breaks(catalog_with(blocked_version), "one")) ==
               "one mover on migration-blocked /syncSettings/how\n");
}

BOOST_AUTO_TEST_CASE(tells_what_would_be_missing_from_the_catalog) {
    BOOST_TEST(lines(gallery.what_breaks(catalog_with(nullptr))) == "one mover on integration-missing\n"
                                                                    "two mover off integration-missing\n");
}

BOOST_AUTO_TEST_CASE(tells_everything_that_a_careless_version_does) {
    const auto report = gallery.what_breaks(catalog_with(careless_version));
    BOOST_TEST(lines(report) == "one mover on note no-migration\n"
                                "one mover on unknown-member /authentication/token\n"
                                "one mover on required /authentication/account\n"
                                "one mover on secret-in-clear /authentication/site\n"
                                "one mover on secret-undeclared /authentication/token\n"
                                "one mover on secret-reentry-required\n"
                                "two mover off note no-migration\n"
                                "two mover off unknown-member /authentication/token\n"
                                "two mover off secret-in-clear /authentication/site\n"
                                "two mover off secret-undeclared /authentication/token\n"
                                "two mover off secret-reentry-required\n");
    BOOST_TEST(report.breaks());
    const auto text = boost::json::serialize(to_json(report));
    for (const auto* value : {"t-0-k-e-n", "one.example", "alpha"})
        BOOST_TEST(text.find(value) == std::string::npos);
    BOOST_TEST(
        boost::json::serialize(to_json(report).at("breakages").at(0))
            .starts_with(
                R"({"severity":"note","project":"one","integration":"mover","enabled":true,"storedVersion":"1.0.0",)"
                R"("version":"4.0.0","pointer":"","code":"no-migration","detail":)"));
}

BOOST_AUTO_TEST_CASE(what_is_wrong_already_is_no_news) {
    const auto report = open(careless_version).what_breaks(catalog_with(careless_version), "one");
    BOOST_TEST(lines(report).find(" required /") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(tells_which_secrets_are_to_be_sealed_for_renamed_destinations) {
    BOOST_TEST(lines(gallery.what_breaks(catalog_with(renaming_version), "one")) ==
               "one mover on secret-reseal-required\n");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
