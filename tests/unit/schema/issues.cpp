#include "unit/schema/compiled.hpp"

#include <boost/test/unit_test.hpp>

using namespace integration_gallery;
using namespace integration_gallery::schema;
using namespace integration_gallery::schema::test;

BOOST_TEST_DONT_PRINT_LOG_VALUE(Lines)

namespace {

const std::string methods = R"({"type": "object", "oneOf": [
    {"type": "object", "additionalProperties": false, "required": ["method", "apiKey"],
     "properties": {"method": {"const": "apikey"}, "apiKey": {"type": "string", "minLength": 8, "writeOnly": true, "title": "API key"}}},
    {"type": "object", "additionalProperties": false, "required": ["method", "user", "password"],
     "properties": {"method": {"enum": ["basic"]}, "user": {"type": "string"}, "password": {"type": "string", "writeOnly": true}}}]})";

} // namespace

BOOST_AUTO_TEST_SUITE(schema)
BOOST_AUTO_TEST_SUITE(issues)

BOOST_AUTO_TEST_CASE(point_at_the_place_and_name_the_keyword) {
    const std::tuple<const char*, const char*, Lines> rows[] = {
        {R"({"required": ["a/b"]})", "{}", {"/a~1b required"}},
        {R"({"properties": {"a": {"items": {"type": "integer"}}}})",
         R"({"a": [1, "x", 2.5]})",
         {"/a/1 type", "/a/2 type"}},
        {R"({"additionalProperties": false})", R"({"x": 1})", {"/x unknown-member"}},
        {R"({"unevaluatedProperties": false})", R"({"x": 1})", {"/x unknown-member"}},
        {R"({"minLength": 3, "pattern": "^b", "format": "date"})", R"("a")", {" minLength", " pattern", " format"}},
        {R"({"minimum": 3, "multipleOf": 2})", "1", {" minimum", " multipleOf"}},
        {R"({"const": 1})", "2", {" const"}},
        {R"({"enum": [1, 2]})", "3", {" enum"}},
        {R"({"uniqueItems": true, "maxItems": 1})", "[1, 1.0]", {" maxItems", " uniqueItems"}},
        {R"({"contains": {"const": 1}})", "[2]", {" contains"}},
        {R"({"propertyNames": {"maxLength": 1}})", R"({"ab": 1})", {"/ab propertyNames"}},
        {R"({"dependentRequired": {"a": ["b"]}})", R"({"a": 1})", {"/b dependentRequired"}},
        {R"({"not": {"const": 1}})", "1", {" not"}},
        {R"({"properties": {"a": false}})", R"({"a": 1})", {"/a not-allowed"}},
        {R"({"prefixItems": [true], "items": false})", "[1, 2]", {" items"}},
        {R"({"anyOf": [{"type": "string"}, {"type": "null"}]})", "1", {" type"}},
        {R"({"anyOf": [{"type": "object", "required": ["a"]}, {"type": "null"}]})", "{}", {"/a required"}},
        {R"({"oneOf": [{"minimum": 1}, {"minimum": 2}]})", "3", {" oneOf"}},
        {R"({"allOf": [{"required": ["a"]}, {"required": ["a"]}]})", "{}", {"/a required"}},
        {R"({"if": {"required": ["a"]}, "then": {"required": ["b"]}})", R"({"a": 1})", {"/b required"}}};
    for (const auto& [schema, instance, expected] : rows)
        BOOST_TEST(told(schema, instance) == expected, schema);
}

BOOST_AUTO_TEST_CASE(tell_of_a_one_of_only_the_chosen_branch) {
    BOOST_TEST(told(methods, R"({"method": "apikey", "apiKey": "short"})") == Lines{"/apiKey minLength"});
    BOOST_TEST(told(methods, R"({"method": "basic", "user": 1, "apiKey": "x"})") ==
               (Lines{"/user type", "/apiKey unknown-member", "/password required"}));
    BOOST_TEST(told(methods, R"({"apiKey": "long enough"})") == Lines{"/method required"});
    BOOST_TEST(told(methods, R"({"method": 3})") == Lines{"/method enum"});
    const auto report = compiled(methods)->validate(json(R"({"method": "magic-value"})"));
    BOOST_TEST(told(report) == Lines{"/method enum"});
    BOOST_TEST(boost::json::serialize(report.issues[0].parameters) == R"({"allowed":["apikey","basic"]})");
    BOOST_TEST(report.issues[0].schema_pointer == "/oneOf");
    BOOST_TEST(report.issues[0].detail == "Choose one of: apikey, basic.");
}

BOOST_AUTO_TEST_CASE(are_sentences_that_hold_no_value) {
    const auto schema = compiled(methods);
    const auto missing = schema->validate(json(R"({"method": "apikey"})"));
    BOOST_TEST(missing.issues.at(0).detail == "API key is missing; give a value.");
    BOOST_TEST(missing.issues.at(0).schema_pointer == "/oneOf/0/required");
    const auto typo = schema->validate(json(R"({"method": "apikey", "apiKy": "s3cr3t-value"})"));
    BOOST_TEST(typo.issues.at(0).detail.find("did you mean \"apiKey\"?") != std::string::npos);
    for (const char* document : {R"({"method": "s3cr3t"})", R"({"method": "apikey", "apiKey": "s3cr3t"})",
                                 R"({"method": "basic", "user": ["s3cr3t"], "password": {"a": "s3cr3t"}})"})
        for (const Issue& issue : schema->validate(json(document)).issues) {
            BOOST_TEST(issue.detail.find("s3cr3t") == std::string::npos, issue.detail);
            BOOST_TEST(issue.detail.ends_with("."), issue.detail);
            BOOST_TEST(boost::json::serialize(issue.parameters).find("s3cr3t") == std::string::npos);
        }
}

BOOST_AUTO_TEST_CASE(are_all_counted_and_the_first_fifty_told) {
    std::string list = "[0";
    for (int i = 1; i < 80; ++i)
        list += ", " + std::to_string(i);
    const auto report = compiled(R"({"items": {"type": "string"}})")->validate(json(list + "]"));
    BOOST_TEST(report.issues.size() == 50u);
    BOOST_TEST(report.count == 80u);
    BOOST_TEST(!report.valid());
}

BOOST_AUTO_TEST_CASE(do_not_hold_what_is_missing_against_a_draft) {
    const std::pair<const char*, const char*> lenient[] = {
        {R"({"required": ["a"]})", "{}"},
        {R"({"dependentRequired": {"a": ["b"]}})", R"({"a": 1})"},
        {R"({"minItems": 1})", "[]"},
        {R"({"minProperties": 1})", "{}"},
        {R"({"contains": {"const": 1}})", "[2]"},
        {R"({"oneOf": [{"required": ["a"]}, {"required": ["b"]}]})", "{}"},
        {methods.c_str(), "{}"},
        {methods.c_str(), R"({"apiKey": "x"})"},
        {methods.c_str(), R"({"method": "basic"})"}};
    for (const auto& [schema, instance] : lenient) {
        BOOST_TEST(!compiled(schema)->validate(json(instance)).valid(), schema);
        BOOST_TEST(compiled(schema)->validate(json(instance), Completeness::draft).valid(), schema);
    }
    const std::pair<const char*, const char*> strict[] = {
        {methods.c_str(), R"({"method": "apikey", "apiKey": "short"})"},
        {methods.c_str(), R"({"method": "other"})"},
        {R"({"not": {"required": ["a"]}})", R"({"a": 1})"},
        {R"({"maxItems": 1})", "[1, 2]"},
        {R"({"oneOf": [{"required": ["a"]}, {"required": ["b"]}]})", R"({"a": 1, "b": 1})"},
        {R"({"if": {"required": ["a"]}, "then": {"maxProperties": 0}})", R"({"a": 1})"}};
    for (const auto& [schema, instance] : strict)
        BOOST_TEST(!compiled(schema)->validate(json(instance), Completeness::draft).valid(), schema);
    // Under `not` what is missing is missing.
    BOOST_TEST(compiled(R"({"not": {"required": ["a"]}})")->validate(json("{}"), Completeness::draft).valid());
}

BOOST_AUTO_TEST_CASE(leave_hidden_members_alone) {
    const std::string schema = R"({"required": ["host"], "properties": {
        "mode": {"enum": ["cloud", "server"], "default": "cloud"},
        "host": {"type": "string", "x-ig-visible-when": {"pointer": "/mode", "eq": "server"}}}})";
    BOOST_TEST(told(schema, R"({"mode": "cloud"})").empty());
    BOOST_TEST(told(schema, R"({"mode": "cloud", "host": 1})").empty());
    BOOST_TEST(told(schema, "{}").empty()); // the default decides
    BOOST_TEST(told(schema, R"({"mode": "server"})") == Lines{"/host required"});
    BOOST_TEST(told(schema, R"({"mode": "server", "host": 1})") == Lines{"/host type"});
    const auto annotations = compiled(schema)->annotate(json(R"({"host": "a"})"));
    BOOST_TEST(annotations.hidden == Lines{"/host"});
}

BOOST_AUTO_TEST_CASE(take_the_mark_of_a_kept_secret_for_any_text) {
    boost::json::object document = json(R"({"method": "apikey"})").as_object();
    document["apiKey"] = boost::json::string_view(kept_secret.data(), kept_secret.size());
    BOOST_TEST(compiled(methods)->validate(document).valid());
    document["method"] = document["apiKey"];
    BOOST_TEST(!compiled(methods)->validate(document).valid());
    const boost::json::value mark(boost::json::string_view(kept_secret.data(), kept_secret.size()));
    BOOST_TEST(
        compiled(
            R"({"type": "string", "writeOnly": true, "minLength": 40, "pattern": "^x", "format": "date", "not": {"minLength": 1}})")
            ->is_valid(mark));
    BOOST_TEST(compiled(R"({"allOf": [{"minLength": 40, "enum": ["a"]}, {"type": "string", "writeOnly": true}]})")
                   ->is_valid(mark));
    BOOST_TEST(!compiled(R"({"type": "integer"})")->is_valid(mark));
}

BOOST_AUTO_TEST_CASE(refuse_two_elements_whose_secrets_cannot_be_told_apart) {
    const std::string schema =
        R"({"items": {"x-ig-key": "name", "properties": {"name": {"type": "string"}, "token": {"type": "string", "writeOnly": true}}}})";
    BOOST_TEST(told(schema, R"([{"name": "a"}, {"name": "b"}])").empty());
    BOOST_TEST(told(schema, R"([{"name": "a"}, {"name": "b"}, {"name": "a"}])") == Lines{"/2/name duplicate-key"});
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
