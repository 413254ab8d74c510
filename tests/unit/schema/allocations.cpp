// Counts what operator new is asked for. In a file of its own, since it replaces the operators of the whole runner.
#include "catalog/manifest_entry.hpp"
#include "support/sample.hpp"
#include "unit/schema/compiled.hpp"

#include <integration_gallery/catalog.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdlib>
#include <new>

#include <malloc.h>

namespace {

thread_local std::size_t allocations = 0;
thread_local std::size_t live = 0; ///< bytes; what another thread frees does not count here
thread_local std::size_t peak = 0;

void* counted_or_null(std::size_t size) noexcept {
    void* memory = std::malloc(size == 0 ? 1 : size);
    if (memory != nullptr) {
        live += malloc_usable_size(memory);
        peak = std::max(peak, live);
    }
    return memory;
}

void* counted(std::size_t size) {
    ++allocations;
    if (void* memory = counted_or_null(size))
        return memory;
    throw std::bad_alloc();
}

void uncounted(void* memory) noexcept {
    if (memory != nullptr)
        live -= std::min(live, malloc_usable_size(memory));
    std::free(memory);
}

} // namespace

void* operator new(std::size_t size) {
    return counted(size);
}
void* operator new[](std::size_t size) {
    return counted(size);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    return counted_or_null(size);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
    return counted_or_null(size);
}
void operator delete(void* memory) noexcept {
    uncounted(memory);
}
void operator delete[](void* memory) noexcept {
    uncounted(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    uncounted(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
    uncounted(memory);
}
void operator delete(void* memory, const std::nothrow_t&) noexcept {
    uncounted(memory);
}
void operator delete[](void* memory, const std::nothrow_t&) noexcept {
    uncounted(memory);
}

using namespace integration_gallery::schema;
using namespace integration_gallery::schema::test;

namespace {

constexpr std::size_t mebibyte = 1024 * 1024;

/// The most that `work` has of the heap at a time, beyond what there was.
template <class Work>
std::size_t peak_of(Work&& work) {
    live = peak = 0;
    work();
    return peak;
}

CompileOptions with_memory(std::size_t bytes) {
    CompileOptions options;
    options.limits.memory = bytes;
    return options;
}

} // namespace

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

BOOST_AUTO_TEST_CASE(settings_of_the_shipped_manifests_are_none) {
    using namespace integration_gallery;
    const Catalog catalog = Catalog::shipped();
    std::size_t documents = 0;
    for (const Manifest& manifest : catalog.manifests())
        for (const auto section : {Section::authentication, Section::data_mapping, Section::sync_settings}) {
            const auto& entry = catalog::ManifestEntry::of(manifest);
            for (std::size_t branch = 0; branch < 6; ++branch) {
                const auto document = integration_gallery::test::sample_document(
                    entry.form(section, "en"), {.branch = branch, .all = branch % 2 == 0, .secret = ""});
                if (!entry.schema(section)->is_valid(document))
                    continue;
                ++documents;
                const std::size_t before = allocations;
                const bool valid = entry.schema(section)->is_valid(document);
                const std::size_t after = allocations;
                BOOST_TEST(valid);
                BOOST_TEST(after - before == 0u, manifest.name());
            }
        }
    BOOST_TEST(documents > 3 * catalog.manifests().size());
}

BOOST_AUTO_TEST_CASE(patterns_take_no_more_than_the_limit) {
    for (const bool of_names : {false, true}) {
        std::string text = of_names ? R"({"patternProperties": {)" : R"({"properties": {)";
        for (int i = 0; i < 2'000; ++i) {
            const std::string number = std::to_string(i);
            const std::string pattern = "\"^[^a]{500}x{1," + std::to_string(i % 400 + 1) + "}" + number + "$\"";
            text += (i == 0 ? "" : ", ") +
                    (of_names ? pattern + ": true" : "\"m" + number + R"(": {"pattern": )" + pattern + "}");
        }
        const auto schema = json(text + "}}");
        std::string code;
        const auto bytes = peak_of([&] {
            try {
                Schema::compile(schema, with_memory(4 * mebibyte));
            } catch (const integration_gallery::Error& error) {
                code = error.issues().empty() ? error.code() : error.issues().front().code;
            }
        });
        BOOST_TEST(code == "too-large", code);
        BOOST_TEST(bytes < 40 * mebibyte, bytes);
    }
}

BOOST_AUTO_TEST_CASE(defaults_take_no_more_than_the_limit) {
    const auto compiled = Schema::compile(json(R"({"items": {"type": "object", "properties": {"a": {"type": "string",
        "default": ")" + std::string(100'000, 'x') +
                                               "\"}}}}"),
                                          with_memory(4 * mebibyte));
    boost::json::array many(9'000, boost::json::object());
    BOOST_TEST(compiled->with_defaults(boost::json::array(10, boost::json::object())).get_array().size() == 10u);
    const auto bytes = peak_of([&] {
        BOOST_CHECK_EXCEPTION(compiled->with_defaults(many), integration_gallery::Error, [](const auto& error) {
            return error.code() == "too-large" && error.status() == integration_gallery::Status::limit;
        });
    });
    BOOST_TEST(bytes < 16 * mebibyte, bytes);
}

BOOST_AUTO_TEST_CASE(issues_take_no_more_than_the_limit) {
    std::string values;
    for (int i = 0; i < 200; ++i)
        values += (i == 0 ? "\"" : ", \"") + std::to_string(i) + std::string(1'000, 'v') + "\"";
    const auto compiled = Schema::compile(json(R"({"items": {"enum": [)" + values + "]}}"), with_memory(mebibyte));
    const boost::json::value wrong = boost::json::array(1'000, boost::json::value("other"));
    Report report;
    const auto bytes = peak_of([&] { report = compiled->validate(wrong); });
    BOOST_TEST(report.count == 1'000u);
    BOOST_TEST(!report.issues.empty());
    BOOST_TEST(report.issues.size() < 10u);
    BOOST_TEST(bytes < 8 * mebibyte, bytes);
}

BOOST_AUTO_TEST_CASE(hostile_documents_take_little) {
    const auto within = [](const std::string& text, const boost::json::value& instance, std::size_t limit) {
        const auto compiled = integration_gallery::schema::test::compiled(text, Level::compatible);
        const auto bytes = peak_of([&] {
            compiled->is_valid(instance);
            compiled->validate(instance);
            try {
                compiled->annotate(instance);
            } catch (const integration_gallery::Error&) {
            }
        });
        BOOST_TEST(bytes < limit, text << ": " << bytes);
    };
    boost::json::array numbers;
    for (int i = 0; i < 20'000; ++i)
        numbers.push_back(i);
    within(R"({"uniqueItems": true})", numbers, mebibyte);
    within(R"({"items": {"type": "string"}})", numbers, mebibyte);
    boost::json::object names;
    for (int i = 0; i < 10'000; ++i)
        names["name" + std::to_string(i)] = i;
    within(R"({"additionalProperties": false})", names, mebibyte);
    within(R"({"propertyNames": {"pattern": "^x"}})", names, mebibyte);
    const boost::json::value text(boost::json::string(1'000'000, 'a'));
    within(R"({"pattern": "^(a|b)*$"})", text, mebibyte);
    within(R"({"pattern": "^(?:[^b]|bc)*d$"})", text, 20 * mebibyte); // RE2's own limit
    within(R"({"enum": ["b"], "maxLength": 5, "format": "uri"})", text, mebibyte);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
