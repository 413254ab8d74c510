#include "catalog/importers/airbyte_keywords.hpp"

#include "schema/compile/keywords.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <iterator>

namespace integration_gallery::catalog {
namespace {

namespace bj = boost::json;

bool any(const bj::value&) {
    return true;
}
bool number(const bj::value& value) {
    return value.is_number();
}
bool positive(const bj::value& value) {
    return value.is_number() && value.to_number<double>() > 0;
}
bool count(const bj::value& value) {
    return value.is_number() && value.to_number<double>() >= 0 && value.to_number<double>() < 1e9 &&
           value.to_number<double>() == static_cast<double>(static_cast<long long>(value.to_number<double>()));
}
bool truth(const bj::value& value) {
    return value.is_bool();
}
bool text(const bj::value& value) {
    return value.is_string();
}
bool list(const bj::value& value) {
    return value.is_array();
}
bool filled_list(const bj::value& value) {
    return value.is_array() && !value.get_array().empty();
}
bool names(const bj::value& value) {
    const auto* all = value.if_array();
    return all != nullptr &&
           std::all_of(all->begin(), all->end(), [](const bj::value& one) { return one.is_string(); });
}

using enum KeywordKind;

constexpr AirbyteKeyword keywords[] = {
    {"$schema", handled},
    {"$id", handled},
    {"$ref", handled},
    {"type", handled},
    {"airbyte_secret", handled},
    {"writeOnly", handled},
    {"definitions", handled},
    {"$defs", handled},
    {"$comment", handled},
    {"title", prose},
    {"description", prose},
    {"const", plain, any},
    {"enum", plain, filled_list},
    {"default", plain, any},
    {"examples", plain, list},
    {"readOnly", plain, truth},
    {"deprecated", plain, truth},
    {"required", plain, names},
    {"minimum", plain, number},
    {"maximum", plain, number},
    {"exclusiveMinimum", bound},
    {"exclusiveMaximum", bound},
    {"multipleOf", plain, positive},
    {"minLength", plain, count},
    {"maxLength", plain, count},
    {"pattern", pattern},
    {"format", format},
    {"contentEncoding", plain, text},
    {"contentMediaType", plain, text},
    {"minItems", plain, count},
    {"maxItems", plain, count},
    {"uniqueItems", plain, truth},
    {"items", items},
    {"prefixItems", items},
    {"contains", schema},
    {"properties", members},
    {"patternProperties", members},
    {"additionalProperties", schema},
    {"propertyNames", test},
    {"minProperties", plain, count},
    {"maxProperties", plain, count},
    {"dependencies", dependencies},
    {"dependentRequired", dependencies},
    {"dependentSchemas", dependencies},
    {"allOf", branches},
    {"anyOf", branches},
    {"oneOf", branches},
    {"not", test},
    {"if", test},
    {"then", schema},
    {"else", schema},
    {"order", plain, number, "x-ig-order"},
    {"multiline", plain, truth, "x-ig-multiline"},
    {"airbyte_hidden", plain, truth, "x-ig-advanced"},
    {"group", plain, text, "x-ig-group"},
    {"pattern_descriptor", plain, text, "x-ig-placeholder"},
    {"always_show", dropped},
    {"display_type", dropped},
    {"_comment", dropped},
    {"groups", dropped},
    {"airbyte_hidden_in_cloud", dropped},
};

constexpr std::string_view types[] = {"string", "integer", "number", "boolean", "object", "array"};

struct Slip {
    std::string_view written;
    std::string_view meant;
};
constexpr Slip slips[] = {
    {"min", "minimum"}, {"max", "maximum"}, {"name", "title"}, {"requires", "required"}, {"example", "examples"}};

} // namespace

const AirbyteKeyword* find_airbyte_keyword(std::string_view name) {
    const auto* found = std::find_if(std::begin(keywords), std::end(keywords),
                                     [&](const AirbyteKeyword& keyword) { return keyword.name == name; });
    return found == std::end(keywords) ? nullptr : found;
}

std::string_view airbyte_keyword_like(std::string_view name) {
    for (const auto& slip : slips)
        if (slip.written == name)
            return slip.meant;
    std::string_view nearest;
    std::size_t distance = 3;
    for (const auto& keyword : keywords) {
        const auto edits = schema::edit_distance(name, keyword.name, 2);
        if (edits < distance) {
            distance = edits;
            nearest = keyword.name;
        }
    }
    return nearest;
}

bool is_type_name(const bj::value& value) {
    return value.is_string() &&
           std::find(std::begin(types), std::end(types), std::string_view(value.get_string())) != std::end(types);
}

} // namespace integration_gallery::catalog
