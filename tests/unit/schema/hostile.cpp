// Schemas and documents that crash or hang validators: each within time, and on a stack of 128 KiB.
#include "unit/schema/compiled.hpp"

#include <boost/json/array.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <exception>
#include <functional>

#include <pthread.h>

using namespace integration_gallery;
using namespace integration_gallery::schema;
using namespace integration_gallery::schema::test;

namespace {

/// Runs `body` on a thread with a small stack; an overflow ends the process. Gives the seconds it took.
double on_small_stack(std::function<void()> body) {
    struct Job {
        std::function<void()> body;
        std::exception_ptr failure;
    } job{std::move(body), nullptr};
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 128 * 1024);
    pthread_t thread;
    const auto start = std::chrono::steady_clock::now();
    BOOST_REQUIRE(pthread_create(
                      &thread, &attributes,
                      [](void* given) -> void* {
                          auto& one = *static_cast<Job*>(given);
                          try {
                              one.body();
                          } catch (...) {
                              one.failure = std::current_exception();
                          }
                          return nullptr;
                      },
                      &job) == 0);
    pthread_join(thread, nullptr);
    pthread_attr_destroy(&attributes);
    if (job.failure)
        std::rethrow_exception(job.failure);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// The code that a document is refused with, "" if it is valid; the rule that the schema is refused with.
std::string outcome_of(const boost::json::value& schema, const boost::json::value& instance) {
    std::string out;
    const double seconds = on_small_stack([&] {
        CompileOptions options;
        options.level = Level::compatible;
        std::vector<Finding> findings;
        try {
            const auto compiled = Schema::compile(schema, options, &findings);
            const Report report = compiled->validate(instance);
            if (report.valid() != compiled->is_valid(instance))
                out = "disagree";
            else if (!report.valid())
                out = report.issues.front().code;
            try {
                compiled->annotate(instance);
            } catch (const Error& error) {
                if (error.status() != Status::limit)
                    throw;
            }
        } catch (const Error& error) {
            out = error.issues().empty() ? error.code() : error.issues().front().code;
        }
    });
    BOOST_TEST(seconds < 20.0); // sanitizers and a busy machine included; without limits these run for hours
    return out;
}

std::string outcome(const std::string& schema, const boost::json::value& instance) {
    return outcome_of(json(schema), instance);
}

boost::json::value nested_array(std::size_t depth) {
    boost::json::value out = boost::json::array();
    for (std::size_t i = 1; i < depth; ++i) {
        boost::json::array outer;
        outer.push_back(std::move(out));
        out = std::move(outer);
    }
    return out;
}

boost::json::value text_of_size(std::size_t size, char c = 'a') {
    return boost::json::value(boost::json::string(size, c));
}

/// $defs d0…dn, each naming the next twice under `keyword`.
std::string doubling(const std::string& keyword, int levels, const std::string& last) {
    std::string out = R"({"$ref": "#/$defs/d0", "$defs": {)";
    for (int i = 0; i < levels; ++i) {
        const std::string next = R"({"$ref": "#/$defs/d)" + std::to_string(i + 1) + "\"}";
        out += "\"d" + std::to_string(i) + "\": {\"" + keyword + "\": [" + next + ", " + next + "]}, ";
    }
    return out + "\"d" + std::to_string(levels) + "\": " + last + "}}";
}

} // namespace

BOOST_AUTO_TEST_SUITE(schema)
BOOST_AUTO_TEST_SUITE(hostile)

BOOST_AUTO_TEST_CASE(references_in_circles_are_refused) {
    BOOST_TEST(outcome(R"({"$ref": "#"})", 1) == "reference-cycle");
    BOOST_TEST(outcome(R"({"allOf": [{"$ref": "#"}]})", 1) == "reference-cycle");
    BOOST_TEST(outcome(R"({"$dynamicAnchor": "n", "$dynamicRef": "#n"})", 1) == "too-deep");
}

BOOST_AUTO_TEST_CASE(branches_that_double_end_at_the_budget) {
    BOOST_TEST(outcome(doubling("anyOf", 28, "false"), 1) == "too-complex");
    BOOST_TEST(outcome(doubling("oneOf", 28, "false"), 1) == "too-complex");
    BOOST_TEST(outcome(doubling("allOf", 28, "true"), 1) == "too-complex");
    BOOST_TEST(outcome(doubling("allOf", 28, R"({"properties": {"a": {"default": 1}}})"), json("{}")) == "too-complex");
    BOOST_TEST(outcome(doubling("anyOf", 20, R"({"unevaluatedProperties": false})"), json(R"({"a": {}, "b": 1})")) ==
               "too-complex");
}

BOOST_AUTO_TEST_CASE(long_texts_meet_patterns_in_linear_time) {
    BOOST_TEST(outcome(R"({"pattern": "^[a-z]*$"})", text_of_size(100'000)) == "");
    BOOST_TEST(outcome(R"({"pattern": "^(a+)+$"})", boost::json::string(std::string(32, 'a') + "!")) == "pattern");
    BOOST_TEST(outcome(R"({"pattern": "^(a|b)*$"})", text_of_size(1'000'000)) == "");
    BOOST_TEST(outcome(R"({"pattern": "^([A-Za-z0-9-_]+)$"})", text_of_size(100'000)) == "");
    boost::json::object object;
    object[std::string(100'000, 'a')] = 1;
    BOOST_TEST(outcome(R"({"patternProperties": {"^[a-z]*$": {"type": "integer"}}, "additionalProperties": false})",
                       object) == "");
    BOOST_TEST(outcome(R"({"propertyNames": {"pattern": "^[a-z]*$"}})", object) == "");
    BOOST_TEST(outcome(R"({"pattern": "(["})", 1) == "invalid-pattern");
    BOOST_TEST(outcome(R"({"pattern": "^a$"})", boost::json::string("a\0b", 3)) == "pattern");
    BOOST_TEST(outcome("{\"pattern\": \"" + std::string(20'000, '(') + "\"}", 1) == "invalid-pattern");
}

BOOST_AUTO_TEST_CASE(deep_documents_are_refused) {
    BOOST_TEST(outcome(R"({"items": {"$ref": "#"}})", nested_array(1'500)) == "too-deep");
    BOOST_TEST(outcome(R"({"items": {"$ref": "#"}})", nested_array(30)) == "");
    BOOST_TEST(outcome(R"({"allOf": [{"anyOf": [{"items": {"allOf": [{"$ref": "#"}]}}]}]})", nested_array(1'500)) ==
               "too-deep");
    BOOST_TEST(outcome(R"({"items": {"$ref": "#"}, "unevaluatedItems": false})", nested_array(1'500)) == "too-deep");
    boost::json::value schema = boost::json::object();
    for (int i = 0; i < 1'500; ++i) {
        boost::json::object outer;
        outer["items"] = std::move(schema);
        schema = std::move(outer);
    }
    BOOST_TEST(outcome_of(schema, 1) == "too-deep");
    BOOST_TEST(outcome(R"({"uniqueItems": true})", boost::json::array{nested_array(1'500), nested_array(1'500)}) == "");
    boost::json::object many;
    for (int i = 0; i < 10'001; ++i)
        many["m" + std::to_string(i)] = true;
    BOOST_TEST(outcome_of(boost::json::object{{"properties", many}}, 1) == "too-many");
    std::string chain = R"({"$ref": "#/$defs/d0", "$defs": {)";
    for (int i = 0; i < 5'000; ++i)
        chain += "\"d" + std::to_string(i) + R"(": {"$ref": "#/$defs/d)" + std::to_string(i + 1) + "\"}, ";
    BOOST_TEST(outcome(chain + R"("d5000": {}}})", 1) == "too-deep");
}

BOOST_AUTO_TEST_CASE(large_lists_are_compared_by_hash) {
    boost::json::array numbers;
    for (int i = 0; i < 20'000; ++i)
        numbers.push_back(i);
    BOOST_TEST(outcome(R"({"uniqueItems": true})", numbers) == "");
    numbers.push_back(17.0);
    BOOST_TEST(outcome(R"({"uniqueItems": true})", numbers) == "uniqueItems");
    boost::json::array alike; // equal down to where the hash stops looking
    for (int i = 0; i < 5'000; ++i)
        alike.push_back(json("[[[[[[" + std::to_string(i) + "]]]]]]"));
    BOOST_TEST(outcome(R"({"uniqueItems": true})", alike) == "too-complex");
}

BOOST_AUTO_TEST_CASE(malformed_keywords_are_refused) {
    BOOST_TEST(outcome(R"({"type": ["number", null]})", 1) == "malformed-keyword");
    BOOST_TEST(outcome(R"({"minLength": -1})", 1) == "malformed-keyword");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
