// One predicate for secrets, whatever else is wrong with a document: a miss would be a leak.
#include "json/pointer.hpp"
#include "schema/schema.hpp"
#include "support/random_settings.hpp"
#include "support/test_data.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <iostream>
#include <set>

using namespace integration_gallery;
using schema::Schema;

namespace {

bool is_canary(const boost::json::value& value) {
    return value.is_string() &&
           std::string_view(value.get_string()).find(test::RandomSettings::canary) != std::string_view::npos;
}

void collect_canaries(const boost::json::value& value, const std::string& pointer, std::set<std::string>& out) {
    const auto below = [&](std::string_view token) {
        std::string result = pointer;
        json::append_token(result, token);
        return result;
    };
    if (const auto* object = value.if_object())
        for (const auto& member : *object)
            collect_canaries(member.value(), below(member.key()), out);
    else if (const auto* array = value.if_array())
        for (std::size_t i = 0; i < array->size(); ++i)
            collect_canaries((*array)[i], below(std::to_string(i)), out);
    else if (is_canary(value))
        out.insert(pointer);
}

/// Every document in which one other thing has another value or another type.
void spoil(boost::json::value& at, const boost::json::value& root, std::vector<boost::json::value>& out) {
    if (auto* object = at.if_object()) {
        for (auto& member : *object)
            spoil(member.value(), root, out);
        object->emplace("undeclared", 1);
        out.push_back(root);
        object->erase("undeclared");
    } else if (auto* array = at.if_array()) {
        for (auto& one : *array)
            spoil(one, root, out);
    } else if (!is_canary(at)) {
        const boost::json::value kept = at;
        for (const boost::json::value& other :
             {boost::json::value("names-no-branch"), boost::json::value(4711), boost::json::value(boost::json::array()),
              boost::json::value(nullptr)}) {
            at = other;
            out.push_back(root);
        }
        at = kept;
    }
}

std::set<std::string> secrets_of(const Schema& compiled, const boost::json::value& document) {
    std::set<std::string> out;
    for (const auto& place : compiled.annotate(document).secrets)
        out.insert(place.pointer);
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(schema)
BOOST_AUTO_TEST_SUITE(secret_predicate)

BOOST_AUTO_TEST_CASE(finds_every_secret_of_a_document_that_is_not_valid) {
    const unsigned schemas = test::long_run() ? 20'000 : 1'000;
    std::size_t documents = 0;
    std::size_t invalid = 0;
    std::size_t secrets = 0;
    for (unsigned seed = 1; seed <= schemas; ++seed) {
        test::RandomSettings random(seed);
        const auto document = random.schema();
        const auto compiled = Schema::compile(document);
        auto sent = random.update(document);
        const auto* section = sent.if_contains("authentication");
        if (section == nullptr)
            continue;
        boost::json::value settings = *section;
        const auto whole = secrets_of(*compiled, settings);
        std::set<std::string> canaries;
        collect_canaries(settings, "", canaries);
        std::vector<boost::json::value> spoiled;
        spoil(settings, settings, spoiled);
        for (const auto& one : spoiled) {
            ++documents;
            invalid += compiled->is_valid(one) ? 0u : 1u;
            const auto found = secrets_of(*compiled, one);
            for (const auto& pointer : canaries) {
                ++secrets;
                BOOST_REQUIRE_MESSAGE(!whole.contains(pointer) || found.contains(pointer),
                                      pointer << " in " << boost::json::serialize(one) << " of seed " << seed << " "
                                              << boost::json::serialize(document));
            }
        }
    }
    std::cout << "secrets of invalid documents: " << documents << " documents, " << invalid << " not valid, " << secrets
              << " secrets looked for\n";
    BOOST_TEST(invalid > schemas);
    BOOST_TEST(secrets > schemas);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
