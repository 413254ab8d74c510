#include "catalog/definitions.hpp"
#include "catalog/manifest_entry.hpp"
#include "json/pointer.hpp"
#include "schema/schema.hpp"

#include <integration_gallery/error.hpp>
#include <integration_gallery/import.hpp>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>

using namespace integration_gallery;

namespace {

ManifestImportResult import_spec(std::string_view specification) {
    return import_manifests(R"({"documentationUrl":"https://docs.example/x","connectionSpecification":)" +
                            std::string(specification) + "}");
}

/// The schema that the only connector of a specification becomes.
boost::json::value schema_of(const ManifestImportResult& result) {
    BOOST_REQUIRE_MESSAGE(result.manifests.size() == 1, boost::json::serialize(to_json(result)));
    return result.manifests.front().document.at("settings").at("authentication");
}

bool says(const ManifestImportResult& result, std::string_view rule, std::string_view pointer) {
    return std::any_of(result.notes.begin(), result.notes.end(),
                       [&](const ImportNote& note) { return note.rule == rule && note.pointer == pointer; });
}

std::string at(const boost::json::value& document, std::string_view pointer) {
    const auto* found = json::find(document, pointer);
    return found != nullptr ? boost::json::serialize(*found) : "nothing";
}

constexpr std::string_view catalogue = R"({
  "sources": [
    {"name": "Postgres", "sourceDefinitionId": "x", "dockerImageTag": "1.0.4-rc", "sourceType": "database",
     "documentationUrl": "https://docs.example/postgres",
     "spec": {"connectionSpecification": {"type": "object", "required": ["host"], "properties": {
       "host": {"type": "string", "order": 0}, "password": {"type": "string", "airbyte_secret": true, "multiline": true}}}}},
    {"name": "Broken", "spec": {"connectionSpecification": {"type": "object", "properties": {"a": {"type": "thing"}}}}},
    {"name": "No spec"}, 7],
  "destinations": [{"name": "Postgres", "spec": {"connectionSpecification": {"type": "object", "properties": {}}}}]
})";

} // namespace

BOOST_AUTO_TEST_SUITE(catalog)
BOOST_AUTO_TEST_SUITE(importers)
BOOST_AUTO_TEST_SUITE(airbyte)

BOOST_AUTO_TEST_CASE(names_both_sides_and_reports_entry_by_entry) {
    const auto result = import_manifests(catalogue);
    BOOST_TEST(result.format == "airbyte");
    BOOST_TEST(result.entries == 5u);
    BOOST_REQUIRE(result.manifests.size() == 2u);
    BOOST_TEST(result.manifests[0].name == "postgres-source");
    BOOST_TEST(result.manifests[1].name == "postgres-destination");
    const auto& document = result.manifests[0].document;
    BOOST_TEST(document.at("displayName") == "Postgres (source)");
    BOOST_TEST(document.at("version") == "1.0.4");
    BOOST_TEST(document.at("documentationUrl") == "https://docs.example/postgres");
    BOOST_TEST(at(document, "/settings/authentication/properties/host/x-ig-destination") == "true");
    BOOST_TEST(at(document, "/settings/authentication/properties/password/writeOnly") == "true");
    BOOST_TEST(at(document, "/settings/authentication/properties/password/x-ig-multiline") == "true");
    const auto skipped = std::count_if(result.notes.begin(), result.notes.end(), [](const ImportNote& note) {
        return note.severity == ImportNote::Severity::skipped;
    });
    BOOST_TEST(skipped == 3);
    BOOST_TEST(says(result, "unknown-type", "/properties/a/type"));
    BOOST_TEST(says(result, "no-specification", ""));
}

BOOST_AUTO_TEST_CASE(gives_a_single_specification_the_name_that_it_is_told_or_has) {
    constexpr std::string_view text =
        R"({"connectionSpecification":{"title":"Short.io Source Spec","type":"object","properties":{}}})";
    BOOST_TEST(import_manifests(text).manifests.front().name == "short-io-source");
    BOOST_TEST(import_manifests(text, {"mine"}).manifests.front().name == "mine");
    BOOST_TEST(import_manifests(R"({"type":"SPEC","spec":{"connectionSpecification":{"type":"object"}}})")
                   .manifests.front()
                   .name == "connector");
    BOOST_TEST(import_manifests("connectionSpecification:\n  type: object\n  properties:\n    a: {type: integer}\n")
                   .manifests.size() == 1u);
}

BOOST_AUTO_TEST_CASE(says_of_every_text_whether_it_is_secret) {
    const auto result = import_spec(R"({"type":"object","properties":{
      "api_key":{"type":"string"}, "domain_id":{"type":"string","airbyte_secret":false}, "token":{"type":"string","airbyte_secret":false},
      "note":{"type":"string"}, "kind":{"type":"string","enum":["a","b"]}, "pass":{"type":"string","format":"password","default":"x","examples":["y"]}}})");
    const auto schema = schema_of(result);
    BOOST_TEST(at(schema, "/properties/api_key/writeOnly") == "true");
    BOOST_TEST(at(schema, "/properties/token/writeOnly") == "false");
    BOOST_TEST(at(schema, "/properties/note/writeOnly") == "false");
    BOOST_TEST(at(schema, "/properties/kind/writeOnly") == "nothing");
    BOOST_TEST(at(schema, "/properties/pass") == R"({"type":"string","writeOnly":true})");
    BOOST_TEST(says(result, "secret-guessed", "/properties/api_key"));
    BOOST_TEST(says(result, "declared-not-secret", "/properties/token"));
    BOOST_TEST(says(result, "secret-default", "/properties/pass"));
}

BOOST_AUTO_TEST_CASE(leaves_no_object_open_for_what_nobody_declared) {
    const auto result = import_spec(R"({"type":"object","additionalProperties":true,"properties":{
      "login":{"type":"object","oneOf":[{"properties":{"m":{"const":"a"}}},{"additionalProperties":true,"properties":{"m":{"const":"b"}}}]},
      "both":{"type":"object","properties":{"account":{"type":"string"}},"oneOf":[{"properties":{"m":{"const":"a"}}},{"properties":{"m":{"const":"b"}}}]},
      "free":{"type":"object"}, "open":{"type":"object","additionalProperties":true},
      "headers":{"type":"object","additionalProperties":{"type":"string"}},
      "list":{"type":"array","items":{"type":"object","properties":{"n":{"type":"integer"}}}},
      "anything":{"title":"Anything"}, "whatever":true}})");
    const auto schema = schema_of(result);
    constexpr auto secrets = R"({"type":"string","writeOnly":true})";
    BOOST_TEST(at(schema, "/additionalProperties") == "false");
    BOOST_TEST(at(schema, "/properties/login/oneOf/0/additionalProperties") == "false");
    BOOST_TEST(at(schema, "/properties/login/oneOf/1/additionalProperties") == "false");
    BOOST_TEST(at(schema, "/properties/login/unevaluatedProperties") == "nothing");
    BOOST_TEST(at(schema, "/properties/both/unevaluatedProperties") == "false");
    BOOST_TEST(at(schema, "/properties/both/oneOf/0/additionalProperties") == "nothing");
    for (const auto* name : {"free", "open", "headers"})
        BOOST_TEST(at(schema, "/properties/" + std::string(name) + "/additionalProperties") == secrets, name);
    BOOST_TEST(at(schema, "/properties/list/items/additionalProperties") == "false");
    BOOST_TEST(at(schema, "/properties/anything/type") == R"("string")");
    BOOST_TEST(at(schema, "/properties/whatever/type") == R"("string")");
    BOOST_TEST(says(result, "closed", ""));
    BOOST_TEST(says(result, "open-object", "/properties/free"));
    BOOST_TEST(says(result, "type-missing", "/properties/whatever"));
}

BOOST_AUTO_TEST_CASE(refuses_a_secret_that_could_not_be_sealed) {
    BOOST_TEST(says(import_spec(R"({"properties":{"pin":{"type":"integer","airbyte_secret":true}}})"),
                    "secret-is-no-text", "/properties/pin"));
    BOOST_TEST(
        says(import_spec(R"({"properties":{"l":{"type":"array","items":{"type":"string","airbyte_secret":true}}}})"),
             "secret-in-list", "/properties/l/items"));
    const auto object = import_spec(
        R"({"properties":{"o":{"type":"object","airbyte_secret":true,"properties":{"a":{"type":"string"}}}}})");
    BOOST_TEST(at(schema_of(object), "/properties/o/properties/a/writeOnly") == "true");
}

BOOST_AUTO_TEST_CASE(settles_what_tells_branches_apart) {
    const auto result = import_spec(R"({"properties":{
      "by_const":{"type":"object","oneOf":[
        {"required":["m","x"],"properties":{"m":{"type":"string","const":"a","enum":["a"],"default":"a"},"x":{"type":"integer"}}},
        {"properties":{"m":{"type":"string","enum":["b"]}}}]},
      "by_default":{"oneOf":[{"properties":{"m":{"type":"string","default":"a"}}},{"properties":{"m":{"type":"string","default":"b"}}}]},
      "by_nothing":{"oneOf":[{"properties":{"m":{"type":"string","const":"a"}}},{"properties":{"n":{"type":"string"}}}]}}})");
    const auto schema = schema_of(result);
    BOOST_TEST(at(schema, "/properties/by_const/oneOf/0/properties/m") == R"({"type":"string","const":"a"})");
    BOOST_TEST(at(schema, "/properties/by_const/oneOf/1/required") == R"(["m"])");
    BOOST_TEST(at(schema, "/properties/by_default/oneOf/1/properties/m/const") == R"("b")");
    BOOST_TEST(says(result, "discriminator-required", "/properties/by_const/oneOf"));
    BOOST_TEST(says(result, "discriminator-guessed", "/properties/by_default/oneOf"));
    BOOST_TEST(says(result, "ambiguous-oneof", "/properties/by_nothing/oneOf"));
}

BOOST_AUTO_TEST_CASE(mends_what_can_be_mended_and_reports_it) {
    const auto result = import_spec(R"({"required":["a","secret_key"],"properties":{
      "a":{"type":["string","null"],"description":"See <a href=\"https://x.example\">the docs</a>.<br>Use &lt;account&gt; or <account>.","pattern":"(a)\\1","default":null},
      "n":{"type":["number",null],"mininum":1,"minimum":"x","default":"y","exclusiveMaximum":true,"maximum":5}}})");
    const auto schema = schema_of(result);
    BOOST_TEST(at(schema, "/properties/a/type") == R"("string")");
    BOOST_TEST(at(schema, "/properties/a/description") ==
               R"("See the docs (https://x.example).\nUse <account> or <account>.")");
    BOOST_TEST(at(schema, "/properties/a/pattern") == "nothing");
    BOOST_TEST(at(schema, "/properties/a/default") == "nothing");
    BOOST_TEST(at(schema, "/properties/n") == R"({"type":"number","maximum":5,"exclusiveMaximum":5})");
    BOOST_TEST(at(schema, "/properties/secret_key/writeOnly") == "true");
    for (const auto* rule : {"pattern-dropped", "default-invalid"})
        BOOST_TEST(says(result, rule, "/properties/a"), rule);
    for (const auto* rule : {"unknown-keyword", "malformed-keyword", "default-invalid"})
        BOOST_TEST(says(result, rule, "/properties/n"), rule);
    BOOST_TEST(says(result, "required-undeclared", "/required"));
}

BOOST_AUTO_TEST_CASE(drops_a_default_without_members_that_would_demand_what_may_be_absent) {
    const auto result = import_spec(R"({"properties":{
      "login":{"type":"object","default":{},"oneOf":[{"required":["m"],"properties":{"m":{"const":"a"}}},{"required":["m"],"properties":{"m":{"const":"b"}}}]},
      "begun":{"type":"object","default":{"m":"a"},"required":["m","n"],"properties":{"m":{"const":"a"},"n":{"type":"integer"}}},
      "plain":{"type":"object","default":{},"properties":{"n":{"type":"integer"}}}}})");
    const auto schema = schema_of(result);
    BOOST_TEST(at(schema, "/properties/login/default") == "nothing");
    BOOST_TEST(says(result, "default-invalid", "/properties/login"));
    BOOST_TEST(at(schema, "/properties/begun/default") == R"({"m":"a"})");
    BOOST_TEST(at(schema, "/properties/plain/default") == "{}");
}

BOOST_AUTO_TEST_CASE(follows_references_and_refuses_circles) {
    const auto good = import_spec(
        R"({"definitions":{"d":{"type":"string","title":"D"}},"properties":{"a":{"$ref":"#/definitions/d"},"b":{"allOf":[{"type":"integer"}]}}})");
    BOOST_TEST(at(schema_of(good), "/properties/a/title") == R"("D")");
    BOOST_TEST(at(schema_of(good), "/properties/b/type") == R"("integer")");
    BOOST_TEST(
        says(import_spec(R"({"properties":{"a":{"$ref":"#/properties/a"}}})"), "reference-cycle", "/properties/a"));
    BOOST_TEST(says(import_spec(R"({"properties":{"a":{"$ref":"#/nope"}}})"), "unknown-reference", "/properties/a"));
    BOOST_TEST(says(import_spec(R"({"properties":{"a":{"$ref":"https://x.example/s"}}})"), "remote-reference",
                    "/properties/a"));
    std::string bomb = R"({"definitions":{"d0":{"type":"string"})";
    for (int i = 1; i < 30; ++i) {
        const auto below = "{\"$ref\":\"#/definitions/d" + std::to_string(i - 1) + "\"}";
        bomb += ",\"d" + std::to_string(i) + "\":{\"properties\":{\"a\":" + below + ",\"b\":" + below + "}}";
    }
    const auto result = import_spec(bomb + R"(},"properties":{"a":{"$ref":"#/definitions/d29"}}})");
    BOOST_TEST(result.manifests.empty());
    BOOST_TEST(result.notes.back().rule == "too-complex");
}

BOOST_AUTO_TEST_CASE(gives_manifests_that_a_catalog_takes) {
    const integration_gallery::catalog::Definitions definitions;
    const auto result = import_manifests(catalogue);
    for (const auto& manifest : result.manifests) {
        const auto entry = integration_gallery::catalog::ManifestEntry::load(
            definitions, boost::json::serialize(manifest.document), {});
        BOOST_TEST(entry->name == manifest.name);
    }
    const auto entry = integration_gallery::catalog::ManifestEntry::load(
        definitions, boost::json::serialize(result.manifests.front().document), {});
    const auto found = entry->schema(Section::authentication)->annotate(boost::json::object{{"host", "h"}});
    BOOST_REQUIRE(found.secrets.size() == 1u);
    BOOST_TEST(found.secrets.front().pointer == "/password");
    BOOST_REQUIRE(found.destinations.size() == 1u);
    BOOST_TEST(found.destinations.front().value == "h");
}

BOOST_AUTO_TEST_CASE(refuses_what_is_neither_of_the_formats) {
    for (const auto* text : {"{}", "[]", "[1]", R"({"a":{"b":1}})", "a: 1\n", R"({"sources":[{}]})", R"({"spec":1})"})
        BOOST_CHECK_EXCEPTION(import_manifests(text), Error,
                              [](const Error& error) { return error.code() == "import-format-unknown"; });
    BOOST_CHECK_THROW(import_manifests(std::string(16 * 1024 * 1024 + 1, ' ')), Error);
    BOOST_CHECK_THROW(import_manifests("{\"a\":"), Error);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
