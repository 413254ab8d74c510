#include "catalog/importers/yaml.hpp"

#include <integration_gallery/error.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

using namespace integration_gallery;
using integration_gallery::catalog::read_yaml_mapping;

namespace {

/// The document as JSON text; entries with a problem as the problem.
std::string read(std::string_view text) {
    boost::json::object all;
    for (const auto& entry : read_yaml_mapping(text))
        all[entry.key] = entry.problem.empty() ? entry.value : boost::json::value(entry.problem);
    return boost::json::serialize(all);
}

std::string problem(std::string_view text) {
    for (const auto& entry : read_yaml_mapping(text))
        if (!entry.problem.empty())
            return entry.problem;
    return {};
}

} // namespace

BOOST_AUTO_TEST_SUITE(catalog)
BOOST_AUTO_TEST_SUITE(importers)
BOOST_AUTO_TEST_SUITE(yaml)

BOOST_AUTO_TEST_CASE(reads_nested_blocks) {
    BOOST_TEST(read("a:\n    b: 1\n    c:\n        - x\n        - y: 2\n          z: 3\n        -\n            w: "
                    "4\nd:\n- 1\n- - 2\n  - 3\n") == R"({"a":{"b":1,"c":["x",{"y":2,"z":3},{"w":4}]},"d":[1,[2,3]]})");
}

BOOST_AUTO_TEST_CASE(reads_flow_collections_over_lines) {
    BOOST_TEST(read("a: { 'b': 1, c: [x, \"y\" ,], d: }\ne:\n  {\n    'f': '2.0', # note\n    g: { h: {} }\n  }\n") ==
               R"({"a":{"b":1,"c":["x","y"],"d":null},"e":{"f":"2.0","g":{"h":{}}}})");
}

BOOST_AUTO_TEST_CASE(types_plain_scalars_as_the_core_schema_does) {
    BOOST_TEST(
        read("a: [null, ~, true, False, 12, -3, 1.5, 1e3, no, yes, 007, 1.2.3, 0x10, -, .5, '1', \"true\"]\nb:\n") ==
        R"({"a":[null,null,true,false,12,-3,1.5E0,1E3,"no","yes","007","1.2.3","0x10","-",".5","1","true"],"b":null})");
}

BOOST_AUTO_TEST_CASE(keeps_what_looks_like_a_comment_or_a_key_inside_text) {
    BOOST_TEST(read("a: https://x.example/#part # note\nb: '#5: it''s'\nc: \"\\u00e9\\n\\\"\"\n'd e': x y\n\"f\": ${a} "
                    "|| b\n") == "{\"a\":\"https://x.example/#part\",\"b\":\"#5: it's\",\"c\":\"\xC3\xA9\\n\\\"\",\"d "
                                 "e\":\"x y\",\"f\":\"${a} || b\"}");
}

BOOST_AUTO_TEST_CASE(refuses_what_is_beyond_the_subset_with_its_place) {
    BOOST_TEST(problem("a:\n  b: &x 1\n").starts_with("Line 2, column 6: anchors"));
    BOOST_TEST(problem("a: *x\n").find("anchors and aliases") != std::string::npos);
    BOOST_TEST(problem("a:\n  <<: {b: 1}\n").find("merge keys") != std::string::npos);
    BOOST_TEST(problem("a: !!str 1\n").find("tags") != std::string::npos);
    BOOST_TEST(problem("a: |\n  text\n").find("block scalars") != std::string::npos);
    BOOST_TEST(problem("a: one\n  two\n").find("several lines") != std::string::npos);
    BOOST_TEST(problem("a: b: c\n").find("quotation marks") != std::string::npos);
    for (const auto* text :
         {"a: 'x\n", "a: \"x\n", "a: \"\\q\"\n", "a: {b\n", "a: [1, 2\n", "a: {b: 1 c: 2}\n", "a: }\n",
          "a: {b: 1, b: 2}\n", "a:\n  b: 1\n  b: 2\n", "a:\n    b: 1\n  c: 2\n", "a:\n  - 1\n    - 2\n", "a:\n\tb: 1\n",
          "a: 'x' y\n", "a:\n  : 1\n", "a: \"\\u0000\"\n", "a: @x\n"})
        BOOST_TEST(!problem(text).empty(), text);
    std::string deep = "a:\n";
    for (std::size_t i = 1; i < 40; ++i)
        deep += std::string(i, ' ') + "b:\n";
    BOOST_TEST(problem(deep).find("32 levels") != std::string::npos);
    BOOST_TEST(problem("a: " + std::string(1000, '[')).find("32 levels") != std::string::npos);
    BOOST_TEST(problem("a:\n  " + std::string(300, 'k') + ": 1\n").find("256 bytes") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(loses_one_entry_to_a_fault_and_no_other) {
    const auto entries = read_yaml_mapping("a: 1\nb:\n  c: *x\nd: 2\na: 3\n");
    BOOST_REQUIRE(entries.size() == 4u);
    BOOST_TEST(entries[0].problem.empty());
    BOOST_TEST(entries[1].line == 2u);
    BOOST_TEST(!entries[1].problem.empty());
    BOOST_TEST(entries[2].value == 2);
    BOOST_TEST(entries[3].problem.find("already") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(refuses_what_is_no_mapping_of_utf_8) {
    for (const auto* text : {"", "  a: 1\n", "# only\n", "a: \xFF\n"})
        BOOST_CHECK_EXCEPTION(read_yaml_mapping(text), Error,
                              [](const Error& error) { return error.code() == "malformed-yaml"; });
    BOOST_CHECK_THROW(read_yaml_mapping(std::string_view("a: \0b\n", 6)), Error);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
