#include "catalog/importers/entry.hpp"
#include "catalog/lint/rules.hpp"
#include "json/pointer.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <set>
#include <utility>

namespace integration_gallery::catalog {
namespace {

namespace bj = boost::json;

constexpr int deepest = 32;
constexpr std::size_t most_looks = 100'000; // schemas that double with every reference are refused by the compiler

class OpenPlaces {
public:
    OpenPlaces(const bj::value& root, std::string place, LintSink& sink)
        : m_root(root), m_place(std::move(place)), m_sink(sink) {}

    /// `schema` is the whole of what is said about a value.
    void check(const bj::value& schema, const std::string& pointer, int depth) {
        const auto* object = schema.if_object();
        if (depth > deepest || (schema.is_bool() && !schema.get_bool()))
            return;
        if (object == nullptr ? schema.is_bool() : !is_closed(*object, 0))
            m_sink.error(pointer, "open-authentication",
                         "What nobody declared is taken here, and stands in the store in clear.",
                         "Say what it is: a type, and additionalProperties: false for an object, in each branch where "
                         "there is a oneOf.");
        if (object != nullptr)
            visit_values(*object, pointer, depth + 1);
    }

private:
    static bool takes(const bj::object& schema, std::string_view type) {
        const auto* said = schema.if_contains("type");
        if (said == nullptr)
            return true;
        const auto is_it = [&](const bj::value& one) { return one.is_string() && one.get_string() == type; };
        const auto* list = said->if_array();
        return list != nullptr ? std::any_of(list->begin(), list->end(), is_it) : is_it(*said);
    }

    /// Does the schema speak about every member that an object may have, and every element of an array?
    bool is_closed(const bj::object& schema, int depth) {
        if (depth > deepest || ++m_looks > most_looks || schema.contains("const") || schema.contains("enum"))
            return true;
        if (const auto reference = text_member(schema, "$ref"); !reference.empty()) {
            const auto* object = referred(reference);
            return object == nullptr || is_closed(*object, depth + 1); // the library's own definitions are closed
        }
        const bool object = takes(schema, "object") && !members_are_closed(schema, depth);
        const bool array = takes(schema, "array") && schema.contains("type") && !schema.contains("items");
        return !object && !array;
    }

    bool members_are_closed(const bj::object& schema, int depth) {
        for (const auto* name : {"additionalProperties", "unevaluatedProperties"})
            if (const auto* rest = schema.if_contains(name); rest != nullptr && !(rest->is_bool() && rest->get_bool()))
                return true;
        const auto closed = [&](const bj::value& one) {
            return one.is_object() ? is_closed(one.get_object(), depth + 1) : one.is_bool() && !one.get_bool();
        };
        for (const auto* name : {"oneOf", "anyOf"})
            if (const auto* list = array_member(schema, name);
                list != nullptr && !list->empty() && std::all_of(list->begin(), list->end(), closed))
                return true;
        const auto* all = array_member(schema, "allOf");
        return all != nullptr && std::any_of(all->begin(), all->end(), closed);
    }

    /// Goes to what is said about members and elements, also by branches.
    void visit_values(const bj::object& schema, const std::string& pointer, int depth) {
        if (const auto reference = text_member(schema, "$ref"); !reference.empty())
            if (const auto* target = referred(reference); target != nullptr && m_followed.insert(reference).second)
                visit_values(*target, m_place + reference.substr(1), depth);
        for (const auto* name : {"properties", "patternProperties"})
            if (const auto* map = object_member(schema, name))
                for (const auto& member : *map)
                    check(member.value(), below(below(pointer, name), member.key()), depth);
        for (const auto* name : {"items", "additionalProperties", "unevaluatedProperties"})
            if (const auto* part = schema.if_contains(name))
                check(*part, below(pointer, name), depth);
        for (const auto* name : {"oneOf", "anyOf", "allOf"})
            if (const auto* list = array_member(schema, name))
                for (std::size_t i = 0; i < list->size(); ++i)
                    if (const auto* part = (*list)[i].if_object(); part != nullptr && depth <= deepest)
                        visit_values(*part, below(below(pointer, name), std::to_string(i)), depth + 1);
        for (const auto* name : {"then", "else"})
            if (const auto* part = object_member(schema, name); part != nullptr && depth <= deepest)
                visit_values(*part, below(pointer, name), depth + 1);
    }

    /// What a reference into the section names, or nullptr.
    const bj::object* referred(std::string_view reference) const {
        const auto* target =
            reference.starts_with("#/") || reference == "#" ? json::find(m_root, reference.substr(1)) : nullptr;
        return target != nullptr ? target->if_object() : nullptr;
    }

    static std::string below(std::string pointer, std::string_view token) {
        json::append_token(pointer, token);
        return pointer;
    }

    const bj::value& m_root;
    std::string m_place;
    LintSink& m_sink;
    std::set<std::string> m_followed; ///< references
    std::size_t m_looks = 0;
};

} // namespace

void check_open_places(const bj::object& manifest, LintSink& sink) {
    for (const auto& [name, section] : sections_of(manifest))
        if (name == "authentication")
            OpenPlaces(*section, "/settings/" + name, sink).check(*section, "/settings/" + name, 0);
}

} // namespace integration_gallery::catalog
