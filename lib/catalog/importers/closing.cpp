#include "catalog/importers/closing.hpp"

#include "json/pointer.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <iterator>

namespace integration_gallery::catalog {
namespace {

namespace bj = boost::json;

/// Keywords whose subschemas say more about the same value.
constexpr std::string_view alternatives[] = {"oneOf", "anyOf", "allOf"};
constexpr std::string_view additions[] = {"then", "else"};

bool is_closed(const bj::object& schema) {
    for (const auto* name : {"additionalProperties", "unevaluatedProperties"})
        if (const auto* rest = schema.if_contains(name); rest != nullptr && !(rest->is_bool() && rest->get_bool()))
            return true;
    return false;
}

bool declares(const bj::object& schema) {
    return object_member(schema, "properties") != nullptr || object_member(schema, "patternProperties") != nullptr;
}

bool has_parts(const bj::object& schema) {
    return std::any_of(std::begin(alternatives), std::end(alternatives),
                       [&](std::string_view name) { return schema.contains(name); }) ||
           schema.contains("if") || schema.contains("dependentSchemas");
}

bool may_be_object(const bj::object& schema) {
    const auto* type = schema.if_contains("type");
    if (type == nullptr)
        return declares(schema) || schema.contains("additionalProperties") || has_parts(schema);
    if (const auto* list = type->if_array())
        return std::any_of(list->begin(), list->end(), [](const bj::value& one) { return one == "object"; });
    return *type == "object";
}

class Closer {
public:
    explicit Closer(EntryNotes& notes) : m_notes(notes) {}

    /// `schema` is the whole of what is said about a value.
    void close(bj::object& schema, const std::string& pointer, bool root) {
        if (may_be_object(schema) && !is_closed(schema))
            close_object(schema, pointer, root);
        visit_members(schema, pointer);
    }

private:
    void close_object(bj::object& schema, const std::string& pointer, bool root) {
        if (schema.erase("additionalProperties") != 0)
            m_notes.note(pointer, "closed",
                         "Members that are not declared are refused: they would be stored in clear.");
        schema.erase("unevaluatedProperties");
        if (has_parts(schema)) {
            if (!close_branches(schema))
                schema["unevaluatedProperties"] = false;
            return;
        }
        if (root || declares(schema)) {
            schema["additionalProperties"] = false;
            return;
        }
        if (schema.contains("const") || schema.contains("enum"))
            return;
        schema["additionalProperties"] = bj::object{{"type", "string"}, {"writeOnly", true}};
        m_notes.warn(pointer, "open-object",
                     "The object declares no members; each is taken as a text and as a secret.");
    }

    /// A choice between objects that say everything themselves: so a person would write it, and a draft that has not
    /// chosen yet keeps its members.
    static bool close_branches(bj::object& schema) {
        auto* branches = schema.if_contains("oneOf");
        if (branches == nullptr || declares(schema) || schema.contains("anyOf") || schema.contains("allOf") ||
            schema.contains("if") || schema.contains("dependentSchemas"))
            return false;
        auto& list = branches->get_array();
        const bool plain = std::all_of(list.begin(), list.end(), [](const bj::value& one) {
            const auto* branch = one.if_object();
            return branch != nullptr && declares(*branch) && !has_parts(*branch);
        });
        if (!plain)
            return false;
        for (auto& one : list)
            if (!is_closed(one.get_object()))
                one.get_object()["additionalProperties"] = false;
        return true;
    }

    /// Goes to what is said about other values: members and elements, also those of branches.
    void visit_members(bj::object& schema, const std::string& pointer) {
        for (const auto* name : {"properties", "patternProperties"})
            if (auto* map = schema.if_contains(name); map != nullptr && map->is_object())
                for (auto& member : map->get_object())
                    close_value(member.value(), below(pointer, name, member.key()));
        for (const auto* name : {"items", "additionalProperties", "contains"})
            if (auto* part = schema.if_contains(name))
                close_value(*part, below(pointer, name));
        if (auto* list = schema.if_contains("prefixItems"); list != nullptr && list->is_array())
            for (std::size_t i = 0; i < list->get_array().size(); ++i)
                close_value(list->get_array()[i], below(pointer, "prefixItems", std::to_string(i)));
        for (const auto name : alternatives)
            if (auto* list = schema.if_contains(name); list != nullptr && list->is_array())
                for (std::size_t i = 0; i < list->get_array().size(); ++i)
                    visit_part(list->get_array()[i], below(pointer, name, std::to_string(i)));
        for (const auto name : additions)
            if (auto* part = schema.if_contains(name))
                visit_part(*part, below(pointer, name));
        if (auto* map = schema.if_contains("dependentSchemas"); map != nullptr && map->is_object())
            for (auto& member : map->get_object())
                visit_part(member.value(), below(pointer, "dependentSchemas", member.key()));
    }

    void close_value(bj::value& schema, const std::string& pointer) {
        if (auto* object = schema.if_object())
            close(*object, pointer, false);
    }

    void visit_part(bj::value& schema, const std::string& pointer) {
        if (auto* object = schema.if_object())
            visit_members(*object, pointer);
    }

    static std::string below(std::string pointer, std::string_view keyword) {
        json::append_token(pointer, keyword);
        return pointer;
    }
    static std::string below(const std::string& pointer, std::string_view keyword, std::string_view member) {
        auto result = below(pointer, keyword);
        json::append_token(result, member);
        return result;
    }

    EntryNotes& m_notes;
};

} // namespace

void close_objects(bj::object& schema, EntryNotes& notes) {
    Closer(notes).close(schema, "", true);
}

} // namespace integration_gallery::catalog
