#include "catalog/lint/walk.hpp"

#include "json/pointer.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <iterator>

namespace integration_gallery::catalog {
namespace {

namespace bj = boost::json;

constexpr int deepest = 64;

// Schemas for the same value, for parts of it, and for tests.
constexpr std::string_view same_lists[] = {"allOf", "anyOf", "oneOf"};
constexpr std::string_view same[] = {"then", "else"};
constexpr std::string_view parts[] = {"additionalProperties", "items",          "contains", "unevaluatedProperties",
                                      "unevaluatedItems",     "additionalItems"};
constexpr std::string_view part_lists[] = {"prefixItems", "items"};
constexpr std::string_view part_maps[] = {"patternProperties", "$defs", "definitions"};
constexpr std::string_view tests[] = {"not", "if", "propertyNames"};

template <typename List>
bool is_one_of(const List& list, std::string_view word) {
    return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

class Walker {
public:
    explicit Walker(const std::function<void(const LintPlace&)>& visit) : m_visit(visit) {}

    void go(const bj::value& value, LintPlace place_of_parent, int depth) {
        const auto* schema = value.if_object();
        if (schema == nullptr || depth > deepest)
            return;
        LintPlace place{*schema,
                        std::move(place_of_parent.pointer),
                        std::move(place_of_parent.name),
                        place_of_parent.tested,
                        place_of_parent.marked,
                        std::move(place_of_parent.declared)};
        m_visit(place);
        auto declared = place.declared;
        declared.merge(declared_in(*schema));
        for (const auto& member : *schema) {
            const std::string_view key = member.key();
            const auto below = [&](bool same_value) {
                return LintPlace{*schema,
                                 pointer(place.pointer, key),
                                 same_value ? place.name : std::string(),
                                 place.tested || is_one_of(tests, key),
                                 same_value && (place.marked || schema->contains("writeOnly")),
                                 same_value ? declared : std::set<std::string>{}};
            };
            if (member.value().is_object()) {
                if (is_one_of(same, key) || is_one_of(tests, key))
                    go(member.value(), below(key != "propertyNames"), depth + 1);
                else if (is_one_of(parts, key))
                    go(member.value(), below(false), depth + 1);
                else if (key == "properties" || key == "dependentSchemas" || is_one_of(part_maps, key))
                    map(member.value().get_object(), key, below(key == "dependentSchemas"), depth);
            } else if (const auto* list = member.value().if_array()) {
                if (is_one_of(same_lists, key) || is_one_of(part_lists, key))
                    for (std::size_t i = 0; i < list->size(); ++i) {
                        auto inside = below(is_one_of(same_lists, key));
                        json::append_token(inside.pointer, i);
                        go((*list)[i], std::move(inside), depth + 1);
                    }
            }
        }
    }

private:
    static std::string pointer(std::string base, std::string_view token) {
        json::append_token(base, token);
        return base;
    }

    void map(const bj::object& map, std::string_view key, const LintPlace& below, int depth) {
        for (const auto& member : map) {
            auto inside = below;
            json::append_token(inside.pointer, member.key());
            if (key == "properties")
                inside.name = member.key();
            go(member.value(), std::move(inside), depth + 1);
        }
    }

    const std::function<void(const LintPlace&)>& m_visit;
};

void collect(const bj::object& schema, std::set<std::string>& out, int depth) {
    if (depth > deepest)
        return;
    if (const auto* properties = schema.if_contains("properties"); properties != nullptr && properties->is_object())
        for (const auto& member : properties->get_object())
            out.emplace(member.key());
    for (const auto key : same_lists)
        if (const auto* list = schema.if_contains(key); list != nullptr && list->is_array())
            for (const auto& one : list->get_array())
                if (const auto* branch = one.if_object())
                    collect(*branch, out, depth + 1);
}

} // namespace

void walk_schemas(const bj::value& section, const std::string& pointer,
                  const std::function<void(const LintPlace&)>& visit) {
    if (const auto* schema = section.if_object())
        Walker(visit).go(section, {*schema, pointer, {}, false, false, {}}, 0);
}

std::set<std::string> declared_in(const bj::object& schema) {
    std::set<std::string> out;
    collect(schema, out, 0);
    return out;
}

} // namespace integration_gallery::catalog
