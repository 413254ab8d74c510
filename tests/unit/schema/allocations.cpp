// Counts what operator new is asked for. In a file of its own, since it replaces the operators of the whole runner.
#include "unit/schema/compiled.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <new>

namespace {

thread_local std::size_t allocations = 0;

void* counted(std::size_t size) {
    ++allocations;
    if (void* memory = std::malloc(size == 0 ? 1 : size))
        return memory;
    throw std::bad_alloc();
}

} // namespace

void* operator new(std::size_t size) {
    return counted(size);
}
void* operator new[](std::size_t size) {
    return counted(size);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    return std::malloc(size == 0 ? 1 : size);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
    return std::malloc(size == 0 ? 1 : size);
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete[](void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete(void* memory, const std::nothrow_t&) noexcept {
    std::free(memory);
}
void operator delete[](void* memory, const std::nothrow_t&) noexcept {
    std::free(memory);
}

using namespace integration_gallery::schema;
using namespace integration_gallery::schema::test;

BOOST_AUTO_TEST_SUITE(schema)
BOOST_AUTO_TEST_SUITE(allocations_of)

BOOST_AUTO_TEST_CASE(a_valid_document_are_none) {
    const auto schema = compiled(R"({
        "$defs": {"name": {"type": "string", "minLength": 1, "maxLength": 20}},
        "type": "object", "required": ["method", "host"], "minProperties": 1,
        "propertyNames": {"pattern": "^[a-zA-Z]+$"},
        "properties": {
            "method": {"enum": ["apikey", "basic"]},
            "host": {"type": "string", "format": "hostname", "pattern": "^[a-z.]+$"},
            "name": {"$ref": "#/$defs/name"},
            "port": {"type": "integer", "minimum": 1, "maximum": 65535, "multipleOf": 1},
            "days": {"type": "array", "uniqueItems": true, "items": {"enum": ["monday", "tuesday"]}, "contains": {"const": "monday"}},
            "region": {"type": "string", "x-ig-visible-when": {"pointer": "/method", "in": ["apikey"]}},
            "since": {"type": "string", "format": "date"}},
        "oneOf": [{"required": ["method"], "properties": {"method": {"const": "apikey"}}},
                  {"required": ["method"], "properties": {"method": {"const": "basic"}}}],
        "anyOf": [{"required": ["nothing"]}, {"required": ["host"]}],
        "allOf": [{"maxProperties": 20}], "not": {"required": ["forbidden"]},
        "if": {"required": ["port"]}, "then": {"required": ["host"]},
        "dependentRequired": {"port": ["host"]}, "unevaluatedProperties": false})");
    const auto document = json(R"({"method": "apikey", "host": "api.example.com", "name": "Ünïcode", "port": 443,
        "days": ["monday", "tuesday"], "region": "eu", "since": "2026-11-22"})");
    BOOST_REQUIRE(schema->is_valid(document)); // the engine of the patterns builds its tables on first use
    const std::size_t before = allocations;
    const bool valid = schema->is_valid(document);
    const bool report = schema->validate(document).valid();
    const std::size_t after = allocations;
    BOOST_TEST(valid);
    BOOST_TEST(report);
    BOOST_TEST(after - before == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
