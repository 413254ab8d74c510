#include "unit/schema/compiled.hpp"

#include <boost/test/unit_test.hpp>

using namespace integration_gallery;
using namespace integration_gallery::schema;
using namespace integration_gallery::schema::test;

BOOST_TEST_DONT_PRINT_LOG_VALUE(Lines)

namespace {

/// "pointer identity branch flags" of each secret: p for present, c for chosen.
Lines secrets(const std::string& schema, const std::string& instance) {
    Lines out;
    for (const SecretPlace& place : compiled(schema)->annotate(json(instance)).secrets)
        out.push_back(place.pointer + " " + place.identity + " " + place.branch + " " + (place.present ? "p" : "") +
                      (place.chosen ? "c" : ""));
    return out;
}

Lines destinations(const std::string& schema, const std::string& instance) {
    Lines out;
    for (const DestinationPlace& place : compiled(schema)->annotate(json(instance)).destinations)
        out.push_back(place.pointer + " " + boost::json::serialize(place.value));
    return out;
}

const std::string secret = R"({"type": "string", "writeOnly": true})";

std::string methods(const std::string& more = "") {
    return R"({"type": "object", )" + more + R"("oneOf": [
        {"properties": {"method": {"const": "apikey"}, "key": )" +
           secret + R"(}},
        {"properties": {"method": {"const": "basic"}, "user": {"type": "string"}, "password": )" +
           secret + R"(}}]})";
}

} // namespace

BOOST_AUTO_TEST_SUITE(schema)
BOOST_AUTO_TEST_SUITE(annotations)

BOOST_AUTO_TEST_CASE(follow_the_discriminator) {
    BOOST_TEST(secrets(methods(), R"({"method": "apikey", "key": "x"})") == Lines{"/key /key /oneOf/0 pc"});
    BOOST_TEST(secrets(methods(), R"({"method": "basic"})") == Lines{"/password /password /oneOf/1 c"});
    // Also where the document is not valid.
    BOOST_TEST(secrets(methods(), R"({"method": "basic", "password": 7, "user": 7})") ==
               Lines{"/password /password /oneOf/1 pc"});
}

BOOST_AUTO_TEST_CASE(unite_the_branches_where_nothing_decides) {
    const Lines both = {"/key /key /oneOf/0 ", "/password /password /oneOf/1 "};
    BOOST_TEST(secrets(methods(), "{}") == both);
    BOOST_TEST(secrets(methods(), R"({"method": "other"})") == both);
    BOOST_TEST(secrets(methods(), R"({"method": 1})") == both);
    BOOST_TEST(secrets(methods(), "[]").size() == 2u);
    BOOST_TEST(secrets(R"({"anyOf": [{"properties": {"a": )" + secret + R"(}}, {"maxProperties": 1}]})",
                       R"({"a": 1})") == Lines{"/a /a /anyOf/0 p"});
}

BOOST_AUTO_TEST_CASE(let_a_default_decide) {
    BOOST_TEST(secrets(methods(R"("default": {"method": "apikey"}, )"), "{}") == Lines{"/key /key /oneOf/0 c"});
    BOOST_TEST(secrets(methods(R"("properties": {"method": {"default": "basic"}}, )"), "{}") ==
               Lines{"/password /password /oneOf/1 c"});
}

BOOST_AUTO_TEST_CASE(find_a_secret_wherever_a_schema_can_put_it) {
    for (const std::string& schema :
         {R"({"additionalProperties": )" + secret + "}", R"({"patternProperties": {"^a": )" + secret + "}}",
          R"({"properties": {"a": {"$ref": "#/$defs/s"}}, "$defs": {"s": )" + secret + "}}",
          R"({"allOf": [{"properties": {"a": )" + secret + "}}]}", R"({"unevaluatedProperties": )" + secret + "}",
          R"({"if": {"required": ["b"]}, "then": {"properties": {"a": )" + secret + "}}}",
          R"({"if": {"required": ["b"]}, "else": {"properties": {"a": )" + secret + "}}}",
          R"({"dependentSchemas": {"a": {"properties": {"a": )" + secret + "}}}}",
          R"({"properties": {"a": {"anyOf": [{"type": "null"}, )" + secret + "]}}}"})
        BOOST_TEST(secrets(schema, R"({"a": "x"})").size() == 1u, schema);
    BOOST_TEST(secrets(R"({"prefixItems": [)" + secret + "]}", R"(["x", "y"])") == Lines{"/0 /0  pc"});
}

BOOST_AUTO_TEST_CASE(tell_list_elements_apart_by_their_key) {
    const std::string schema = R"({"properties": {"accounts": {"type": "array", "items": {"x-ig-key": "name",
        "properties": {"name": {"type": "string"}, "token": )" +
                               secret + "}}}}}";
    BOOST_TEST(secrets(schema, R"({"accounts": [{"name": "b/c", "token": "x"}, {"name": "a"}, {}]})") ==
               (Lines{"/accounts/0/token /accounts/name=b~1c/token  pc", "/accounts/1/token /accounts/name=a/token  c",
                      "/accounts/2/token /accounts/2/token  c"}));
}

BOOST_AUTO_TEST_CASE(give_destinations_their_effective_value) {
    const std::string schema =
        R"({"properties": {"host": {"type": "string", "default": "api.example.com", "x-ig-destination": true},
        "tenant": {"type": "string", "x-ig-destination": true},
        "proxy": {"properties": {"url": {"type": "string", "default": "none", "x-ig-destination": true}}}}})";
    BOOST_TEST(destinations(schema, "{}") ==
               (Lines{"/host \"api.example.com\"", "/tenant null", "/proxy/url \"none\""}));
    BOOST_TEST(destinations(schema, R"({"host": "a", "tenant": 1, "proxy": {}})") ==
               (Lines{"/host \"a\"", "/tenant 1", "/proxy/url \"none\""}));
}

BOOST_AUTO_TEST_CASE(end_for_schemas_that_contain_themselves) {
    const std::string schema =
        R"({"properties": {"key": )" + secret + R"(, "child": {"$ref": "#"}, "other": {"$ref": "#"}}})";
    BOOST_TEST(secrets(schema, R"({"child": {"child": {"key": "x"}}})").size() < 40u);
    BOOST_TEST(compiled(schema)->with_defaults(json("{}")) == json("{}"));
}

BOOST_AUTO_TEST_CASE(fill_in_defaults_where_they_count) {
    const std::pair<std::string, std::pair<const char*, const char*>> rows[] = {
        {R"({"properties": {"a": {"default": 1}, "b": {"default": {}, "properties": {"c": {"default": 2}}}}})",
         {"{}", R"({"a": 1, "b": {"c": 2}})"}},
        {R"({"properties": {"a": {"default": 1}}})", {R"({"a": null})", R"({"a": null})"}},
        {R"({"properties": {"a": {"properties": {"c": {"default": 2}}}}})", {"{}", "{}"}},
        {R"({"allOf": [{"properties": {"a": {"$ref": "#/$defs/d"}}}], "$defs": {"d": {"default": 3}}})",
         {"{}", R"({"a": 3})"}},
        {R"({"items": {"properties": {"a": {"default": 1}}}})", {"[{}, {\"a\": 2}]", R"([{"a": 1}, {"a": 2}])"}},
        {R"({"properties": {"key": {"type": "string", "writeOnly": true, "default": "x"}}})", {"{}", "{}"}},
        {R"({"default": {"type": "x"}, "oneOf": [
             {"required": ["type"], "properties": {"type": {"const": "x"}, "n": {"default": 1}}},
             {"required": ["type"], "properties": {"type": {"const": "y"}, "m": {"default": 2}}}]})",
         {"{}", R"({"type": "x", "n": 1})"}},
        {R"({"oneOf": [{"properties": {"type": {"const": "x"}, "n": {"default": 1}}},
                       {"properties": {"type": {"const": "y"}, "m": {"default": 2}}}]})",
         {R"({"type": "y"})", R"({"type": "y", "m": 2})"}},
        {R"({"oneOf": [{"properties": {"type": {"const": "x"}, "n": {"default": 1}}},
                       {"properties": {"type": {"const": "y"}, "m": {"default": 2}}}]})",
         {"{}", "{}"}},
        {R"({"properties": {"m": {"default": "a"}, "h": {"default": 1, "x-ig-visible-when": {"pointer": "/m", "eq": "b"}}}})",
         {"{}", R"({"m": "a"})"}}};
    for (const auto& [schema, documents] : rows)
        BOOST_TEST((compiled(schema)->with_defaults(json(documents.first)) == json(documents.second)), schema);
}

BOOST_AUTO_TEST_CASE(give_the_browser_one_document) {
    const auto parts =
        json(R"({"$id": "ig:parts", "$defs": {"a b": {"$ref": "#/$defs/port"}, "port": {"type": "integer"}}})");
    const Resource resources[] = {{"ig:parts", &parts}};
    CompileOptions options;
    options.resources = resources;
    const auto schema = Schema::compile(json(R"({"$id": "https://example.com/s", "properties": {
        "x": {"$ref": "ig:parts#/$defs/a%20b"}, "self": {"$ref": "#"}, "c": {"const": {"$id": "kept"}},
        "named": {"$ref": "#here"}}, "$defs": {"n": {"$anchor": "here", "type": "string"}}})"),
                                        options);
    BOOST_TEST((schema->form() == json(R"({"properties": {
        "x": {"$ref": "#/$defs/ig:parts/$defs/a%20b"}, "self": {"$ref": "#"}, "c": {"const": {"$id": "kept"}},
        "named": {"$ref": "#/$defs/n"}}, "$defs": {"n": {"type": "string"},
        "ig:parts": {"$defs": {"a b": {"$ref": "#/$defs/ig:parts/$defs/port"}, "port": {"type": "integer"}}}}})")),
               boost::json::serialize(schema->form()));
    // The form is a schema that says the same.
    BOOST_TEST(Schema::compile(schema->form())->validate(json(R"({"x": "a"})")).count == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
