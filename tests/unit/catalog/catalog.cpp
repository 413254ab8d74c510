#include "catalog/manifest_entry.hpp"
#include "json/read.hpp"
#include "schema/schema.hpp"
#include "unit/catalog/sample.hpp"

#include <integration_gallery/catalog.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <thread>

using namespace integration_gallery;
using test::sample_manifest;

namespace {

/// The error's code and the pointer of its first issue.
std::string failure(const std::string& text, std::span<const std::byte> logo = {}) {
    CatalogBuilder builder;
    try {
        builder.add_json(text, logo);
    } catch (const Error& error) {
        BOOST_TEST(builder.build().manifests().empty());
        return error.code() + (error.issues().empty() ? "" : " " + error.issues().front().pointer);
    }
    return "added";
}

std::span<const std::byte> bytes_of(std::string_view text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}

} // namespace

BOOST_AUTO_TEST_SUITE(catalog)
BOOST_AUTO_TEST_SUITE(builder)

BOOST_AUTO_TEST_CASE(an_empty_catalog_offers_nothing) {
    const Catalog catalog;
    BOOST_TEST(catalog.manifests().empty());
    BOOST_TEST(catalog.find("jira") == nullptr);
    BOOST_TEST(catalog.fingerprint().size() == 16u);
}

BOOST_AUTO_TEST_CASE(a_manifest_says_what_its_text_says) {
    const auto catalog =
        CatalogBuilder()
            .add_json(sample_manifest("sample", "Sample",
                                      R"(,"documentationUrl":"https://example.org/","aliases":["Specimen","Muster"])"))
            .build();
    const auto* manifest = catalog.find("sample");
    BOOST_REQUIRE(manifest != nullptr);
    BOOST_TEST(manifest->name() == "sample");
    BOOST_TEST(manifest->display_name() == "Sample");
    BOOST_TEST(manifest->description("de-DE") == "Ein Beispiel.");
    BOOST_TEST(manifest->description("fr") == "A sample.");
    BOOST_TEST(manifest->version() == "1.0");
    BOOST_TEST(manifest->documentation_url() == "https://example.org/");
    BOOST_REQUIRE(manifest->categories().size() == 1u);
    BOOST_TEST(manifest->categories()[0] == "testing");
    BOOST_REQUIRE(manifest->aliases().size() == 2u);
    BOOST_TEST(manifest->aliases()[1] == "Muster");
    BOOST_TEST(!manifest->damaged());
    BOOST_TEST(manifest->document().at("name").get_string() == "sample");
    BOOST_TEST(manifest->logo().generated);
    BOOST_TEST(manifest->logo().media_type == "image/svg+xml");
    BOOST_TEST(boost::json::serialize(manifest->remote_objects()) == "{}");
}

BOOST_AUTO_TEST_CASE(a_section_that_a_manifest_leaves_out_is_the_librarys_own) {
    const auto catalog = CatalogBuilder().add_json(sample_manifest("a")).add_json(sample_manifest("b")).build();
    const auto& first = integration_gallery::catalog::ManifestEntry::of(*catalog.find("a"));
    const auto& second = integration_gallery::catalog::ManifestEntry::of(*catalog.find("b"));
    BOOST_TEST(first.schema(Section::data_mapping).get() == second.schema(Section::data_mapping).get());
    BOOST_TEST(first.schema(Section::authentication).get() != second.schema(Section::authentication).get());
    BOOST_TEST(first.schema(Section::data_mapping)->is_valid(json::read(R"({"entities":[]})")));
    BOOST_TEST(!first.schema(Section::data_mapping)->is_valid(json::read(R"({"entity":[]})")));
    BOOST_TEST(first.schema(Section::sync_settings)
                   ->is_valid(json::read(R"({"schedule":{"type":"interval","every":"PT15M"}})")));
    BOOST_TEST(!first.schema(Section::sync_settings)->is_valid(json::read(R"({"schedule":{"type":"interval"}})")));
}

BOOST_AUTO_TEST_CASE(forms_speak_the_language_that_is_asked_for) {
    const auto catalog = CatalogBuilder().add_json(sample_manifest("sample")).build();
    const auto* manifest = catalog.find("sample");
    const auto title = [&](Section section, std::string_view language) {
        return boost::json::serialize(manifest->form(section, language));
    };
    BOOST_TEST(title(Section::authentication, "en").find("Schlüssel") == std::string::npos);
    BOOST_TEST(title(Section::authentication, "en").find("\"title\":\"Key\"") != std::string::npos);
    BOOST_TEST(title(Section::authentication, "de-CH").find("\"title\":\"Schlüssel\"") != std::string::npos);
    BOOST_TEST(title(Section::authentication, "fr") == title(Section::authentication, "en"));
    BOOST_TEST(title(Section::data_mapping, "de").find("\"Richtung\"") != std::string::npos);
    BOOST_TEST(title(Section::sync_settings, "en").find("\"Direction\"") != std::string::npos);
    for (const auto section : {Section::authentication, Section::data_mapping, Section::sync_settings})
        for (const auto* language : {"en", "de"})
            BOOST_TEST(title(section, language).find("\"$ref\":\"ig:") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_later_manifest_replaces_an_earlier_one_of_its_name) {
    const auto catalog = CatalogBuilder().add_shipped().add_json(sample_manifest("jira", "Our Jira")).build();
    BOOST_TEST(catalog.find("jira")->display_name() == "Our Jira");
    BOOST_TEST(catalog.manifests().size() == Catalog::shipped().manifests().size());
}

BOOST_AUTO_TEST_CASE(what_is_hidden_is_not_there_whenever_it_is_added) {
    CatalogBuilder builder;
    builder.hide("b").add_json(sample_manifest("a")).add_json(sample_manifest("b")).hide("nothing");
    BOOST_TEST(builder.build().find("b") == nullptr);
    BOOST_TEST(builder.build().manifests().size() == 1u);
    BOOST_TEST(builder.hide("a").build().manifests().empty());
}

BOOST_AUTO_TEST_CASE(manifests_stand_in_the_order_of_their_display_names) {
    const auto catalog = CatalogBuilder()
                             .add_json(sample_manifest("a", "zebra"))
                             .add_json(sample_manifest("b", "Apple"))
                             .add_json(sample_manifest("d", "mango"))
                             .add_json(sample_manifest("c", "Mango"))
                             .build();
    std::string names;
    for (const auto& manifest : catalog.manifests())
        names += manifest.name();
    BOOST_TEST(names == "bcda");
}

BOOST_AUTO_TEST_CASE(the_fingerprint_follows_the_content) {
    const auto of = [](auto&&... texts) {
        CatalogBuilder builder;
        (builder.add_json(texts), ...);
        return builder.build().fingerprint();
    };
    const auto a = sample_manifest("a");
    const auto b = sample_manifest("b");
    BOOST_TEST(of(a, b) == of(b, a));
    BOOST_TEST(of(a) != of(b));
    BOOST_TEST(of(a) != of(a, b));
    BOOST_TEST(of(a) != of(sample_manifest("a", "Other")));
    BOOST_TEST(of() == Catalog().fingerprint());
    CatalogBuilder with_logo;
    with_logo.add_json(a, bytes_of("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"));
    BOOST_TEST(with_logo.build().fingerprint() != of(a));
    BOOST_TEST(Catalog::shipped().fingerprint() == Catalog::shipped().fingerprint());
}

BOOST_AUTO_TEST_CASE(a_bad_manifest_is_refused_with_its_places) {
    BOOST_TEST(failure("") == "malformed-json");
    BOOST_TEST(failure("[]") == "manifest-invalid ");
    BOOST_TEST(failure("{}").starts_with("manifest-invalid /"));
    BOOST_TEST(failure(sample_manifest("UPPER")) == "manifest-invalid /name");
    BOOST_TEST(failure(sample_manifest("a", "", "")) == "manifest-invalid /displayName");
    BOOST_TEST(failure(sample_manifest("a", "A", R"(,"colour":"red")")) == "manifest-invalid /colour");
    BOOST_TEST(failure(sample_manifest("a", "A", R"(,"documentationUrl":"http://example.org")")) ==
               "manifest-invalid /documentationUrl");
    BOOST_TEST(failure(sample_manifest("a", "A", R"(,"logo":"../logo.svg")")) == "manifest-invalid /logo");
    BOOST_TEST(failure(sample_manifest("a", "A", R"(,"logo":".svg")")) == "manifest-invalid /logo");
    BOOST_TEST(failure(sample_manifest("a", "A", R"(,"remoteObjects":{"x":{"title":"X","fields":{}}})")) ==
               "manifest-invalid /remoteObjects/x/fields");
    BOOST_TEST(
        failure(sample_manifest(
            "a", "A",
            R"(,"remoteObjects":{"x":{"title":"X","fields":{"a/b":{"title":"A","type":"string","role":"r"},"c":{"title":"A","type":"string","role":"r"}}}})")) ==
        "manifest-invalid /remoteObjects/x/fields/c/role");
    BOOST_TEST(failure(sample_manifest("a", "A", R"(,"allowedHosts":["https://example.org"])")) ==
               "manifest-invalid /allowedHosts/0");
    BOOST_TEST(
        failure(sample_manifest(
            "a", "A",
            R"(,"migrations":[{"from":"0.9","to":"0.10","steps":[{"operation":"rename","pointer":"/authentication/a","name":"b"}]}])")) ==
        "manifest-invalid /migrations/0");
    BOOST_TEST(
        failure(
            sample_manifest(
                "a", "A",
                R"(,"migrations":[{"from":"0.9","to":"1.0","steps":[{"operation":"erase","pointer":"/authentication/a"}]}])"))
            .starts_with("manifest-invalid /migrations/0/steps/0/operation"));
}

BOOST_AUTO_TEST_CASE(a_bad_section_is_refused_at_its_keyword) {
    auto text = sample_manifest("a");
    text.replace(text.find("\"oneOf\""), 7, "\"oneof\"");
    BOOST_TEST(failure(text).starts_with("manifest-invalid /settings/authentication/oneof"));
    auto pattern = sample_manifest("a");
    pattern.replace(pattern.find("\"writeOnly\":true"), 16, "\"writeOnly\":true,\"pattern\":\"(\"");
    BOOST_TEST(failure(pattern) == "manifest-invalid /settings/authentication/oneOf/0/properties/apiKey/pattern");
    auto reference = sample_manifest("a");
    reference.insert(reference.find("\"authentication\""), R"("dataMapping":{"$ref":"https://example.org/schema"},)");
    BOOST_TEST(failure(reference) == "manifest-invalid /settings/dataMapping/$ref");
}

BOOST_AUTO_TEST_CASE(an_imported_manifest_may_have_keywords_that_we_do_not_know) {
    auto text = sample_manifest("a", "A", R"(,"origin":{"format":"airbyte"})");
    text.replace(text.find("\"writeOnly\":true"), 16, "\"writeOnly\":true,\"airbyteThing\":1");
    BOOST_TEST(failure(text) == "added");
    text.erase(text.find(R"(,"origin")"), std::string_view(R"(,"origin":{"format":"airbyte"})").size());
    BOOST_TEST(failure(text).starts_with("manifest-invalid /settings/authentication"));
}

BOOST_AUTO_TEST_CASE(a_logo_is_checked_and_named) {
    const auto named = sample_manifest("a", "A", R"(,"logo":"logo.svg")");
    BOOST_TEST(failure(named) == "logo-missing /logo");
    BOOST_TEST(failure(named, bytes_of("<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>")) ==
               "logo-invalid /logo");
    BOOST_TEST(failure(sample_manifest("a"), bytes_of("GIF89a")) == "logo-invalid /logo");
    for (const auto& text : {named, sample_manifest("a")}) {
        const auto catalog =
            CatalogBuilder().add_json(text, bytes_of("<svg xmlns=\"http://www.w3.org/2000/svg\"/>")).build();
        BOOST_TEST(!catalog.find("a")->logo().generated);
        BOOST_TEST(catalog.find("a")->logo().content.size() == 41u);
    }
}

BOOST_AUTO_TEST_CASE(handles_outlive_the_catalog_and_cross_threads) {
    std::string seen;
    {
        const auto copy = *CatalogBuilder().add_json(sample_manifest("a")).build().find("a");
        std::thread([&] { seen = copy.name() + std::string(copy.description("de")); }).join();
    }
    BOOST_TEST(seen == "aEin Beispiel.");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
