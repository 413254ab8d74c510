#include "catalog/localized_text.hpp"

#include "json/canonical.hpp"
#include "json/read.hpp"

#include <boost/test/unit_test.hpp>

using namespace integration_gallery::catalog;
using integration_gallery::json::canonical_text;
using integration_gallery::json::read;

BOOST_AUTO_TEST_SUITE(catalog)
BOOST_AUTO_TEST_SUITE(localized_text)

BOOST_AUTO_TEST_CASE(chooses_the_nearest_language) {
    const auto value = read(R"({"de":"Farbe","en":"Colour","en-US":"Color","fr":"Couleur"})");
    const auto text = LocalizedText::from(&value);
    BOOST_TEST(text.in("de") == "Farbe");
    BOOST_TEST(text.in("de-AT") == "Farbe");
    BOOST_TEST(text.in("en-US") == "Color");
    BOOST_TEST(text.in("en-GB") == "Colour");
    BOOST_TEST(text.in("ja") == "Colour");
    BOOST_TEST(text.in("") == "Colour");
    const auto plain = read(R"("Jira")");
    BOOST_TEST(LocalizedText::from(&plain).in("de") == "Jira");
    BOOST_TEST(LocalizedText::from(nullptr).in("de") == "");
    const auto other = read("[1]");
    BOOST_TEST(LocalizedText::from(&other).in("de") == "");
}

BOOST_AUTO_TEST_CASE(touches_the_keywords_of_a_schema_and_nothing_else) {
    const auto schema = read(R"({
        "title":{"en":"T","de":"D"},
        "properties":{"title":{"type":"string","description":{"en":"a","de":"b"}},"en":{"title":{"en":"x","de":"y"}}},
        "const":{"title":{"en":"T","de":"D"}},
        "default":{"title":{"en":"T"}},
        "enum":[{"en":"T","de":"D"}],
        "examples":[{"description":{"en":"T"}}],
        "oneOf":[{"x-ig-placeholder":{"en":"p","de":"q"}}],
        "items":{"x-ig-group":{"en":"g","de":"h"}},
        "$defs":{"description":{"x-ig-unit":{"en":"u","de":"v"}}}})");
    BOOST_TEST(
        canonical_text(localize_schema(schema, "de")) ==
        R"({"$defs":{"description":{"x-ig-unit":"v"}},"const":{"title":{"de":"D","en":"T"}},"default":{"title":{"en":"T"}},)"
        R"("enum":[{"de":"D","en":"T"}],"examples":[{"description":{"en":"T"}}],"items":{"x-ig-group":"h"},)"
        R"("oneOf":[{"x-ig-placeholder":"q"}],"properties":{"en":{"title":"y"},"title":{"description":"b","type":"string"}},"title":"D"})");
    BOOST_TEST((languages_of(schema) == std::set<std::string>{"de", "en"}));
    BOOST_TEST(languages_of(read(R"({"title":"x","const":{"en":"a"}})")).empty());
}

BOOST_AUTO_TEST_CASE(an_object_with_other_members_is_no_text) {
    BOOST_TEST(is_text_object(read(R"({"en":"a","pt-BR":"b"})")));
    for (const auto* text :
         {R"({})", R"({"de":"a"})", R"({"en":1})", R"({"en":"a","type":"b"})", R"("en")", R"(["en"])"})
        BOOST_TEST(!is_text_object(read(text)), text);
}

BOOST_AUTO_TEST_CASE(resolves_an_object_model) {
    const auto model = read(
        R"({"task":{"title":{"en":"Task","de":"Aufgabe"},"fields":{"title":{"title":{"en":"T","de":"D"},"type":"string"}}}})");
    BOOST_TEST(canonical_text(localize_model(model, "de")) ==
               R"({"task":{"fields":{"title":{"title":"D","type":"string"}},"title":"Aufgabe"}})");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
