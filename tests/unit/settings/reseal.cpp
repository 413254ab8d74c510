#include "support/gallery.hpp"

#include <integration_gallery/error.hpp>

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace integration_gallery;

namespace {

template <class Call>
std::string code_of(Call&& call) {
    try {
        call();
    } catch (const Error& error) {
        return error.code();
    }
    return "ok";
}

/// A manifest with a site and a region, each a destination or not.
std::string manifest(bool site, bool region, std::string_view region_default = "eu") {
    const auto flag = [](bool value) { return value ? R"(,"x-ig-destination":true)" : ""; };
    return std::string(R"({"manifestVersion":1,"name":"moving","displayName":"Moving","description":"Changes.",)"
                       R"("categories":["test"],"version":"1","settings":{"authentication":{"type":"object",)"
                       R"("additionalProperties":true,"properties":{"site":{"type":"string","writeOnly":false)") +
           flag(site) + R"(},"region":{"type":"string","writeOnly":false,"default":")" + std::string(region_default) +
           "\"" + flag(region) + R"(},"token":{"type":"string","writeOnly":true}}}}})";
}

struct Fixture {
    test::TestStore store;

    Gallery open(const std::string& text) {
        auto options = store.options();
        CatalogBuilder builder;
        builder.add_json(text);
        options.catalog = builder.build();
        return Gallery::open(std::move(options));
    }
    void fill(const std::string& text) {
        open(text)
            .session("demo", "ada")
            .put("moving", boost::json::parse(R"({"authentication":{"site":"one.example","token":"t-1"}})").as_object(),
                 {.form = Form::plain, .expected_revision = {}});
    }
    static std::string token(const Gallery& gallery) {
        return std::string(
            gallery.session("demo", "worker").credentials("moving", "test").secret("/authentication/token")->view());
    }
    std::ptrdiff_t events(std::string_view start) const {
        const auto all = store.audit->events();
        return std::count_if(all.begin(), all.end(), [&](const auto& event) { return event.starts_with(start); });
    }
};

std::vector<std::string> codes(const std::vector<KeyFinding>& findings) {
    std::vector<std::string> out;
    for (const auto& finding : findings)
        out.push_back(finding.code);
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(settings)
BOOST_FIXTURE_TEST_SUITE(reseal, Fixture)

BOOST_AUTO_TEST_CASE(follows_a_manifest_that_binds_one_value_more) {
    fill(manifest(true, false));
    const auto gallery = open(manifest(true, true));
    BOOST_TEST(code_of([&] { token(gallery); }) == "secret-reseal-required");
    const auto state = gallery.session("demo", "ada").get("moving").state;
    BOOST_TEST(state.quarantined);
    BOOST_TEST(state.reasons.front().code == "secret-reseal-required");
    const auto maintenance = gallery.key_maintenance("op");
    BOOST_TEST((codes(maintenance.doctor()) == std::vector<std::string>{"secret-reseal-required"}));

    const auto bytes = store.bytes();
    BOOST_TEST(maintenance.reseal("", {.dry_run = true}).progress.left == 1);
    BOOST_TEST((store.bytes() == bytes));
    const auto opened = events("secret.open demo moving op settings.reseal ok");
    const auto result = maintenance.reseal("demo");
    BOOST_TEST(result.finished);
    BOOST_TEST(result.progress.done == 1);
    BOOST_TEST(result.progress.left == 0);
    BOOST_TEST(token(gallery) == "t-1");
    BOOST_TEST(!gallery.session("demo", "ada").get("moving").state.quarantined);
    BOOST_TEST(maintenance.doctor().empty());
    BOOST_TEST(maintenance.reseal("").progress.done == 0);
    // An explicit, audited step.
    BOOST_TEST(events("secret.open demo moving op settings.reseal ok") == opened + 1);
    BOOST_TEST(events("settings.reseal demo moving op") == 1);
}

BOOST_AUTO_TEST_CASE(follows_a_renamed_and_a_dropped_destination) {
    fill(manifest(true, true));
    {
        const auto dropped = open(manifest(false, true));
        BOOST_TEST(dropped.key_maintenance("op").reseal("demo").progress.done == 1);
        BOOST_TEST(token(dropped) == "t-1");
        const auto back = open(manifest(true, false));
        BOOST_TEST(back.key_maintenance("op").reseal("demo").progress.done == 1);
        BOOST_TEST(token(back) == "t-1");
    }
    // The member has another name in the new manifest, and a migration has moved its value.
    std::string renamed = manifest(true, false);
    renamed.replace(renamed.find("\"site\""), 6, "\"host\"");
    store.database().sql(R"(update ig_settings set document=replace(document,'"site"','"host"'))");
    const auto gallery = open(renamed);
    BOOST_TEST(code_of([&] { token(gallery); }) == "secret-reseal-required");
    BOOST_TEST(gallery.key_maintenance("op").reseal("").progress.done == 1);
    BOOST_TEST(token(gallery) == "t-1");
}

BOOST_AUTO_TEST_CASE(asks_for_the_secret_where_a_value_has_changed) {
    fill(manifest(true, true));
    const auto gallery = open(manifest(true, true, "us")); // another default: the secret would go elsewhere
    BOOST_TEST(code_of([&] { token(gallery); }) == "secret-unreadable");
    const auto sealed = store.database().sql("select sealed from ig_secret");
    const auto result = gallery.key_maintenance("op").reseal("demo");
    BOOST_TEST(result.progress.done == 0);
    BOOST_TEST(result.progress.faults == 1);
    BOOST_REQUIRE(result.faults.size() == 1u);
    BOOST_TEST(result.faults[0].code == "secret-reentry-required");
    BOOST_TEST(store.database().sql("select sealed from ig_secret") == sealed);
    BOOST_TEST((codes(gallery.key_maintenance("op").doctor()) == std::vector<std::string>{"secret-reentry-required"}));
}

BOOST_AUTO_TEST_CASE(gives_nothing_to_whoever_changes_the_address_in_the_database) {
    fill(manifest(true, false));
    store.database().sql("update ig_settings set document=replace(document,'one.example','evil.example')");
    const auto gallery = open(manifest(true, true));
    BOOST_TEST(code_of([&] { token(gallery); }) == "secret-unreadable");
    BOOST_TEST(gallery.key_maintenance("op").reseal("demo").progress.faults == 1);
    BOOST_TEST(code_of([&] { token(gallery); }) == "secret-unreadable");
    // Not even with a digest of the new address beside the value: what was sealed says otherwise.
    test::TestStore other;
    auto options = other.options();
    CatalogBuilder builder;
    builder.add_json(manifest(true, false));
    options.catalog = builder.build();
    const auto theirs = Gallery::open(std::move(options));
    theirs.session("demo", "eve")
        .put("moving", boost::json::parse(R"({"authentication":{"site":"evil.example","token":"x"}})").as_object(),
             {.form = Form::plain, .expected_revision = {}});
    const auto bound = other.database().sql("select bound from ig_secret");
    store.database().sql("update ig_secret set bound='" + bound + "'");
    const auto result = gallery.key_maintenance("op").reseal("demo");
    BOOST_TEST(result.progress.done == 0);
    BOOST_REQUIRE(result.faults.size() == 1u);
    BOOST_TEST(result.faults[0].code == "secret-unreadable");
    BOOST_TEST(events("secret.open demo moving op settings.reseal secret-unreadable") == 1);
}

BOOST_AUTO_TEST_CASE(examination_changes_nothing_and_says_what_is_missing) {
    fill(manifest(true, false));
    const auto gallery = open(manifest(true, false));
    const auto empty_catalog = store.open();
    const auto bytes = store.bytes();
    BOOST_TEST(gallery.key_maintenance("op").doctor("demo").empty());
    BOOST_TEST((codes(empty_catalog.key_maintenance("op").doctor()) == std::vector<std::string>{"manifest-missing"}));
    std::vector<std::int64_t> told;
    empty_catalog.key_maintenance("op").doctor("", [&](const JobProgress& at) {
        told.insert(told.end(), {at.done, at.left, at.faults});
        return true;
    });
    BOOST_TEST((told == std::vector<std::int64_t>{1, 0, 1}));
    BOOST_TEST((store.bytes() == bytes));
    store.database().sql("update ig_secret set sealed='',key_id=''");
    BOOST_TEST((codes(gallery.key_maintenance("op").doctor()) == std::vector<std::string>{"secret-missing"}));
    store.database().sql("update ig_settings set secrets='x'");
    BOOST_TEST((codes(gallery.key_maintenance("op").doctor()) == std::vector<std::string>{"record-damaged"}));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
