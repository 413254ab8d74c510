#include "schema/compile/keywords.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace integration_gallery::schema {
namespace {

// clang-format off
constexpr Keyword table[] = {
    // name                  shape                    7      2020-12
    {"$anchor",              Shape::text,             false, true},
    {"$comment",             Shape::text,             true,  true},
    {"$defs",                Shape::schema_map,       false, true},
    {"$dynamicAnchor",       Shape::text,             false, true},
    {"$dynamicRef",          Shape::text,             false, true},
    {"$id",                  Shape::text,             true,  true},
    {"$ref",                 Shape::text,             true,  true},
    {"$schema",              Shape::text,             true,  true},
    {"$vocabulary",          Shape::object,           false, true},
    {"additionalItems",      Shape::schema,           true,  false},
    {"additionalProperties", Shape::schema,           true,  true},
    {"allOf",                Shape::schema_list,      true,  true},
    {"anyOf",                Shape::schema_list,      true,  true},
    {"const",                Shape::any,              true,  true},
    {"contains",             Shape::schema,           true,  true},
    {"contentEncoding",      Shape::text,             true,  true},
    {"contentMediaType",     Shape::text,             true,  true},
    {"contentSchema",        Shape::schema,           false, true},
    {"default",              Shape::any,              true,  true},
    {"definitions",          Shape::schema_map,       true,  true},
    {"dependencies",         Shape::schemas_or_names, true,  true},
    {"dependentRequired",    Shape::names_map,        false, true},
    {"dependentSchemas",     Shape::schema_map,       false, true},
    {"deprecated",           Shape::truth,            false, true},
    {"description",          Shape::prose,            true,  true},
    {"else",                 Shape::schema,           true,  true},
    {"enum",                 Shape::list,             true,  true},
    {"examples",             Shape::list,             true,  true},
    {"exclusiveMaximum",     Shape::number,           true,  true},
    {"exclusiveMinimum",     Shape::number,           true,  true},
    {"format",               Shape::text,             true,  true},
    {"if",                   Shape::schema,           true,  true},
    {"items",                Shape::schema_or_list,   true,  false},
    {"items",                Shape::schema,           false, true},
    {"maxContains",          Shape::count,            false, true},
    {"maxItems",             Shape::count,            true,  true},
    {"maxLength",            Shape::count,            true,  true},
    {"maxProperties",        Shape::count,            true,  true},
    {"maximum",              Shape::number,           true,  true},
    {"minContains",          Shape::count,            false, true},
    {"minItems",             Shape::count,            true,  true},
    {"minLength",            Shape::count,            true,  true},
    {"minProperties",        Shape::count,            true,  true},
    {"minimum",              Shape::number,           true,  true},
    {"multipleOf",           Shape::positive_number,  true,  true},
    {"not",                  Shape::schema,           true,  true},
    {"oneOf",                Shape::schema_list,      true,  true},
    {"pattern",              Shape::text,             true,  true},
    {"patternProperties",    Shape::schema_map,       true,  true},
    {"prefixItems",          Shape::schema_list,      false, true},
    {"properties",           Shape::schema_map,       true,  true},
    {"propertyNames",        Shape::schema,           true,  true},
    {"readOnly",             Shape::truth,            true,  true},
    {"required",             Shape::names,            true,  true},
    {"then",                 Shape::schema,           true,  true},
    {"title",                Shape::prose,            true,  true},
    {"type",                 Shape::types,            true,  true},
    {"unevaluatedItems",     Shape::schema,           false, true},
    {"unevaluatedProperties", Shape::schema,          false, true},
    {"uniqueItems",          Shape::truth,            true,  true},
    {"writeOnly",            Shape::truth,            true,  true},
    {"x-ig-advanced",        Shape::truth,            true,  true},
    {"x-ig-destination",     Shape::truth,            true,  true},
    {"x-ig-doc-anchor",      Shape::text,             true,  true},
    {"x-ig-enum-labels",     Shape::object,           true,  true},
    {"x-ig-group",           Shape::prose,            true,  true},
    {"x-ig-key",             Shape::text,             true,  true},
    {"x-ig-multiline",       Shape::truth,            true,  true},
    {"x-ig-order",           Shape::number,           true,  true},
    {"x-ig-pattern-message", Shape::prose,            true,  true},
    {"x-ig-placeholder",     Shape::prose,            true,  true},
    {"x-ig-prefix",          Shape::prose,            true,  true},
    {"x-ig-suffix",          Shape::prose,            true,  true},
    {"x-ig-unit",            Shape::prose,            true,  true},
    {"x-ig-visible-when",    Shape::condition,        true,  true},
};
// clang-format on

bool belongs(const Keyword& keyword, Dialect dialect) noexcept {
    return dialect == Dialect::draft7 ? keyword.draft7 : keyword.draft2020_12;
}

} // namespace

std::span<const Keyword> keywords() noexcept {
    return table;
}

const Keyword* find_keyword(std::string_view name, Dialect dialect) noexcept {
    auto at = std::lower_bound(std::begin(table), std::end(table), name,
                               [](const Keyword& keyword, std::string_view wanted) { return keyword.name < wanted; });
    for (; at != std::end(table) && at->name == name; ++at)
        if (belongs(*at, dialect))
            return at;
    return nullptr;
}

std::string_view nearest_keyword(std::string_view name, Dialect dialect) {
    // What people write for what they know from elsewhere.
    static constexpr std::pair<std::string_view, std::string_view> habits[] = {{"airbyte_secret", "writeOnly"},
                                                                               {"example", "examples"},
                                                                               {"label", "title"},
                                                                               {"max", "maximum"},
                                                                               {"min", "minimum"},
                                                                               {"multiline", "x-ig-multiline"},
                                                                               {"name", "title"},
                                                                               {"optional", "required"},
                                                                               {"order", "x-ig-order"},
                                                                               {"requires", "required"},
                                                                               {"secret", "writeOnly"},
                                                                               {"x-ig-binds", "x-ig-destination"},
                                                                               {"x-ig-secret", "writeOnly"},
                                                                               {"additionalItems", "items"},
                                                                               {"prefixItems", "items"}};
    for (const auto& [habit, meant] : habits)
        if (habit == name && find_keyword(meant, dialect) != nullptr)
            return meant;
    std::string_view best;
    std::size_t least = std::min<std::size_t>(3, name.size() / 3 + 1);
    for (const Keyword& keyword : table) {
        if (!belongs(keyword, dialect))
            continue;
        const std::size_t distance = edit_distance(name, keyword.name, least);
        if (distance < least || (distance == least && best.empty())) {
            least = distance;
            best = keyword.name;
        }
    }
    return best;
}

std::size_t edit_distance(std::string_view left, std::string_view right, std::size_t limit) {
    const std::size_t gap = left.size() > right.size() ? left.size() - right.size() : right.size() - left.size();
    if (gap > limit || left.size() > 128)
        return limit + 1;
    std::vector<std::size_t> before(right.size() + 1), last(right.size() + 1), row(right.size() + 1);
    for (std::size_t j = 0; j <= right.size(); ++j)
        last[j] = j;
    for (std::size_t i = 1; i <= left.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= right.size(); ++j) {
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (left[i - 1] == right[j - 1] ? 0u : 1u)});
            if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before.swap(last);
        last.swap(row);
    }
    return std::min(last[right.size()], limit + 1);
}

std::string_view describe_shape(Shape shape) noexcept {
    switch (shape) {
    case Shape::text:
        return "a text";
    case Shape::prose:
        return "a text, or an object of texts by language";
    case Shape::truth:
        return "true or false";
    case Shape::number:
        return "a number";
    case Shape::positive_number:
        return "a number above zero";
    case Shape::count:
        return "a whole number from 0";
    case Shape::list:
        return "a list";
    case Shape::names:
        return "a list of different texts";
    case Shape::types:
        return "one of null, boolean, integer, number, string, array and object, or a list of them";
    case Shape::schema:
        return "a schema: an object, true or false";
    case Shape::schema_list:
        return "a list of at least one schema";
    case Shape::schema_map:
        return "an object whose members are schemas";
    case Shape::schema_or_list:
        return "a schema or a list of schemas";
    case Shape::schemas_or_names:
        return "an object whose members are schemas or lists of texts";
    case Shape::names_map:
        return "an object whose members are lists of different texts";
    case Shape::condition:
        return "a condition: {\"pointer\", \"eq\" or \"in\" or \"exists\"}, {\"all\"}, {\"any\"} or {\"not\"}";
    case Shape::object:
        return "an object";
    default:
        return "any value";
    }
}

} // namespace integration_gallery::schema
