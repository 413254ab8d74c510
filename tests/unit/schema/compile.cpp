#include "unit/schema/compiled.hpp"

#include <boost/test/unit_test.hpp>

using namespace integration_gallery;
using namespace integration_gallery::schema;
using namespace integration_gallery::schema::test;

BOOST_TEST_DONT_PRINT_LOG_VALUE(Lines)

BOOST_AUTO_TEST_SUITE(schema)
BOOST_AUTO_TEST_SUITE(compile)

BOOST_AUTO_TEST_CASE(asks_for_the_keyword_that_was_meant) {
    const std::pair<const char*, const char*> rows[] = {
        {"mininum", "minimum"},   {"desciprtion", "description"},
        {"requires", "required"}, {"max", "maximum"},
        {"example", "examples"},  {"x-ig-secret", "writeOnly"},
        {"defualt", "default"},   {"additionalProperty", "additionalProperties"}};
    for (const auto& [typo, meant] : rows) {
        std::vector<Finding> findings;
        const auto document = json("{\"properties\": {\"a/b\": {\"" + std::string(typo) + "\": 1}}}");
        BOOST_CHECK_THROW(Schema::compile(document, {}, &findings), Error);
        BOOST_REQUIRE_EQUAL(findings.size(), 1u);
        BOOST_TEST(findings[0].pointer == "/properties/a~1b/" + std::string(typo));
        BOOST_TEST(findings[0].rule == "unknown-keyword");
        BOOST_TEST(findings[0].message.find("did you mean " + std::string(meant) + "?") != std::string::npos,
                   findings[0].message);
        CompileOptions compatible;
        compatible.level = Level::compatible;
        BOOST_CHECK_NO_THROW(Schema::compile(document, compatible, &findings));
        BOOST_TEST(!findings.at(0).is_error);
    }
}

BOOST_AUTO_TEST_CASE(refuses_keywords_with_the_wrong_kind_of_value) {
    for (const char* schema : {R"({"minLength": -1})",
                               R"({"minLength": 1.5})",
                               R"({"type": ["number", null]})",
                               R"({"type": "text"})",
                               R"({"type": []})",
                               R"({"required": "a"})",
                               R"({"required": ["a", "a"]})",
                               R"({"properties": []})",
                               R"({"properties": {"a": 1}})",
                               R"({"allOf": []})",
                               R"({"allOf": {}})",
                               R"({"items": [true]})",
                               R"({"multipleOf": 0})",
                               R"({"multipleOf": -2})",
                               R"({"enum": "a"})",
                               R"({"exclusiveMinimum": true})",
                               R"({"uniqueItems": 1})",
                               R"({"pattern": 1})",
                               R"({"not": null})",
                               R"({"writeOnly": "yes"})",
                               R"({"dependentRequired": {"a": "b"}})",
                               R"({"$ref": 1})",
                               R"({"x-ig-visible-when": {"pointer": "a", "eq": 1}})",
                               R"({"x-ig-visible-when": {"pointer": "/a"}})",
                               R"({"x-ig-visible-when": {"any": 1}})",
                               R"({"title": {"en": 1}})"}) {
        const auto findings = found(schema);
        BOOST_TEST_CONTEXT(schema) {
            BOOST_REQUIRE(!findings.empty());
            BOOST_TEST(findings[0].ends_with(" malformed-keyword"), findings[0]);
        }
        CompileOptions compatible;
        compatible.level = Level::compatible;
        BOOST_CHECK_THROW(Schema::compile(json(schema), compatible), Error);
    }
    for (const char* schema : {"1", "null", "\"a\"", "[]"})
        BOOST_CHECK_THROW(compiled(schema), Error);
}

BOOST_AUTO_TEST_CASE(refuses_references_that_lead_nowhere_or_in_circles) {
    BOOST_TEST(found(R"({"$ref": "#"})") == Lines{" reference-cycle"});
    BOOST_TEST(
        found(R"({"$defs": {"a": {"allOf": [{"$ref": "#/$defs/b"}]}, "b": {"anyOf": [{"$ref": "#/$defs/a"}, true]}}})")
            .at(0)
            .ends_with("reference-cycle"));
    BOOST_TEST(found(R"({"not": {"$ref": "#"}})").at(0).ends_with("reference-cycle"));
    BOOST_TEST(found(R"({"$ref": "#/$defs/none"})") == Lines{"/$ref unknown-reference"});
    BOOST_TEST(found(R"({"$ref": "#none"})") == Lines{"/$ref unknown-reference"});
    BOOST_TEST(found(R"({"$ref": "https://example.com/x.json"})") == Lines{"/$ref unknown-reference"});
    BOOST_TEST(found(R"({"$schema": "http://json-schema.org/draft-04/schema#"})") == Lines{"/$schema unknown-dialect"});
    BOOST_TEST(found(R"({"$vocabulary": {"https://example.com/v": true}})") ==
               Lines{"/$vocabulary unknown-vocabulary"});
    BOOST_TEST(found(R"({"$defs": {"a": {"$id": "x"}, "b": {"$id": "x"}}})").at(0).ends_with("duplicate-id"));
    BOOST_TEST(found(R"({"properties": {"child": {"$ref": "#"}}})").empty());
}

BOOST_AUTO_TEST_CASE(refuses_schemas_that_no_value_can_satisfy) {
    const std::pair<const char*, const char*> rows[] = {
        {R"({"minimum": 2, "maximum": 1})", "/minimum contradiction"},
        {R"({"minimum": 1, "exclusiveMaximum": 1})", "/minimum contradiction"},
        {R"({"minLength": 2, "maxLength": 1})", "/minLength contradiction"},
        {R"({"minItems": 2, "maxItems": 1})", "/minItems contradiction"},
        {R"({"type": "string", "const": 1})", "/const contradiction"},
        {R"({"type": "string", "enum": [1, 2]})", "/enum contradiction"},
        {R"({"enum": []})", "/enum contradiction"},
        {R"({"type": "integer", "pattern": "a"})", " without-effect"},
        {R"({"required": ["a"], "additionalProperties": false})", "/required contradiction"},
        {R"({"then": true})", "/then without-if"},
        {R"({"writeOnly": true, "type": "integer"})", "/writeOnly secret-is-no-text"},
        {R"({"items": {"properties": {"key": {"type": "string", "writeOnly": true}}}})", "/items secret-in-list"}};
    for (const auto& [schema, finding] : rows) {
        BOOST_TEST(found(schema) == Lines{finding}, schema);
        BOOST_CHECK_NO_THROW(compiled(schema, Level::compatible));
    }
}

BOOST_AUTO_TEST_CASE(says_what_is_wrong_with_a_pattern) {
    std::vector<Finding> findings;
    BOOST_CHECK_THROW(Schema::compile(json(R"({"properties": {"a": {"pattern": "(a"}}})"), {}, &findings), Error);
    BOOST_REQUIRE_EQUAL(findings.size(), 1u);
    BOOST_TEST(findings[0].pointer == "/properties/a/pattern");
    BOOST_TEST(findings[0].rule == "invalid-pattern");
    BOOST_TEST(!findings[0].message.empty());
}

BOOST_AUTO_TEST_CASE(warns_of_a_format_that_is_not_checked) {
    BOOST_TEST(found(R"({"format": "date"})").empty());
    BOOST_TEST(found(R"({"format": "emial"})") == Lines{"?/format unknown-format"});
}

BOOST_AUTO_TEST_CASE(tells_every_error_at_once) {
    try {
        compiled(R"({"minLength": -1, "properties": {"a": {"type": "txt"}, "b": {"$ref": "#/x"}}})");
        BOOST_ERROR("compiled");
    } catch (const Error& error) {
        BOOST_TEST((error.status() == Status::validation));
        BOOST_TEST(error.code() == "schema-invalid");
        BOOST_TEST(error.issues().size() == 3u);
        BOOST_TEST(error.issues()[0].pointer == "/minLength");
    }
}

BOOST_AUTO_TEST_CASE(knows_only_the_resources_that_are_given) {
    const auto parts = json(R"({"$id": "ig:parts", "$defs": {"port": {"type": "integer", "maximum": 65535}}})");
    const Resource resources[] = {{"ig:parts", &parts}};
    CompileOptions options;
    options.resources = resources;
    const auto schema = Schema::compile(json(R"({"properties": {"port": {"$ref": "ig:parts#/$defs/port"}}})"), options);
    BOOST_TEST(schema->is_valid(json(R"({"port": 80})")));
    const auto report = schema->validate(json(R"({"port": 70000})"));
    BOOST_TEST(told(report) == Lines{"/port maximum"});
    BOOST_TEST(report.issues.at(0).schema_pointer == "ig:parts#/$defs/port/maximum");
    BOOST_TEST(found(R"({"$ref": "ig:other"})", options) == Lines{"/$ref unknown-reference"});
}

BOOST_AUTO_TEST_CASE(warns_of_what_draft_7_ignores_beside_a_reference) {
    CompileOptions options;
    options.dialect = Dialect::draft7;
    BOOST_TEST(
        found(
            R"({"definitions": {"a": {"type": "string"}}, "properties": {"x": {"$ref": "#/definitions/a", "minLength": 3}}})",
            options) == Lines{"?/properties/x/minLength beside-reference"});
    const auto schema = Schema::compile(
        json(
            R"({"definitions": {"a": {"type": "string"}}, "properties": {"x": {"$ref": "#/definitions/a", "writeOnly": true}}})"),
        options);
    BOOST_TEST(schema->annotate(json("{}")).secrets.size() == 1u); // fail closed
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
