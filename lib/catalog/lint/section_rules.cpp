#include "catalog/importers/entry.hpp"
#include "catalog/lint/rules.hpp"
#include "catalog/lint/walk.hpp"
#include "catalog/name_rules.hpp"
#include "json/canonical.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <iterator>
#include <set>

namespace integration_gallery::catalog {
namespace {

namespace bj = boost::json;

bool has_type(const bj::object& schema, std::string_view name) {
    const auto* type = schema.if_contains("type");
    if (type == nullptr)
        return false;
    const auto* list = type->if_array();
    return (type->is_string() && type->get_string() == name) ||
           (list != nullptr && std::find(list->begin(), list->end(), bj::value(name)) != list->end());
}

/// Does the schema describe a text that is not one of fixed values?
bool is_free_text(const bj::object& schema) {
    if (schema.contains("const") || schema.contains("enum"))
        return false;
    return has_type(schema, "string") ||
           (!schema.contains("type") &&
            (schema.contains("pattern") || schema.contains("format") || schema.contains("minLength")));
}

void check_secret(const LintPlace& place, bool authentication, LintSink& sink) {
    const auto* mark = place.schema.if_contains("writeOnly");
    const bool secret = mark != nullptr && *mark == true;
    if (secret && place.schema.contains("default"))
        sink.error(place.pointer + "/default", "secret-default", "A secret has a default, which everybody can read.",
                   "Remove the default.");
    if (secret && place.schema.contains("examples"))
        sink.warning(place.pointer + "/examples", "secret-example",
                     "A secret has examples, which are easily taken for values.",
                     "Use x-ig-placeholder for what it looks like.");
    if (!is_free_text(place.schema) || place.tested)
        return;
    if (authentication && mark == nullptr && !place.marked)
        return sink.error(place.pointer, "unmarked-secret", "This text does not say whether it is a secret.",
                          "Say writeOnly: true for a secret, and writeOnly: false otherwise.");
    if (secret || place.marked || !sounds_secret(place.name))
        return;
    if (mark == nullptr)
        sink.error(place.pointer, "unmarked-secret", "By its name this is a secret, and it is not marked as one.",
                   "Say writeOnly: true, or writeOnly: false if it is none.");
    else
        sink.warning(place.pointer, "secret-in-clear", "By its name this is a secret, and it is stored in clear.",
                     "Say writeOnly: true, or give it a name that does not mislead.");
}

void check_destination(const LintPlace& place, LintSink& sink) {
    const auto format = text_member(place.schema, "format");
    const bool address = format == "hostname" || format == "uri" || format == "ipv4" || format == "ipv6" ||
                         sounds_like_destination(place.name);
    if (!place.tested && address && is_free_text(place.schema) && !is_true(place.schema, "writeOnly") &&
        !place.schema.contains("x-ig-destination") && !place.name.empty())
        sink.warning(place.pointer, "destination-silence",
                     "This looks like an address, and does not say whether secrets are sent there.",
                     "Say x-ig-destination: true if requests go there, and false otherwise.");
}

/// What a branch says of itself that no other branch may say: the text of a const or of an enum of one value.
std::string fixed_value(const bj::object& schema) {
    if (const auto* constant = schema.if_contains("const"))
        return json::canonical_text(*constant);
    const auto* list = array_member(schema, "enum");
    return list != nullptr && list->size() == 1 ? json::canonical_text(list->front()) : std::string();
}

bool tells_apart(const bj::array& branches, std::string_view member) {
    std::set<std::string> seen;
    for (const auto& one : branches) {
        const auto* branch = one.if_object();
        const auto* properties = branch != nullptr ? object_member(*branch, "properties") : nullptr;
        const auto* property = properties != nullptr ? object_member(*properties, member) : nullptr;
        const auto value = property != nullptr ? fixed_value(*property) : std::string();
        if (value.empty() || !seen.insert(value).second)
            return false;
    }
    return true;
}

/// Are the branches for values of different types, or for different fixed values?
bool differ_by_value(const bj::array& branches) {
    std::set<std::string> seen;
    for (const auto& one : branches) {
        const auto* branch = one.if_object();
        if (branch == nullptr)
            return false;
        auto value = fixed_value(*branch);
        if (value.empty())
            value = text_member(*branch, "type");
        if (value.empty() || !seen.insert(value).second)
            return false;
    }
    return true;
}

void check_branches(const LintPlace& place, LintSink& sink) {
    const auto* branches = array_member(place.schema, "oneOf");
    if (branches == nullptr || branches->size() < 2 || place.tested || differ_by_value(*branches))
        return;
    const bool referred = std::any_of(branches->begin(), branches->end(), [](const bj::value& one) {
        return one.is_object() && one.get_object().contains("$ref");
    });
    const auto* first = branches->front().if_object();
    const auto* properties = first != nullptr ? object_member(*first, "properties") : nullptr;
    if (referred ||
        (properties != nullptr && std::any_of(properties->begin(), properties->end(), [&](const auto& member) {
             return tells_apart(*branches, member.key());
         })))
        return;
    sink.error(place.pointer + "/oneOf", "ambiguous-oneof", "No member tells the branches apart.",
               "Give each branch the same property with another const, such as method.");
}

void check_required(const LintPlace& place, LintSink& sink) {
    const auto* required = array_member(place.schema, "required");
    if (required == nullptr || place.tested || place.schema.contains("$ref"))
        return;
    auto declared = declared_in(place.schema);
    declared.insert(place.declared.begin(), place.declared.end());
    if (declared.empty())
        return;
    for (const auto& one : *required)
        if (one.is_string() && !declared.contains(std::string(one.get_string())))
            sink.error(place.pointer + "/required", "required-undeclared",
                       "\"" + std::string(one.get_string()) +
                           "\" is required and declared nowhere, so no form can ask for it.",
                       "Declare it among the properties, or take it out of required.");
}

} // namespace

void check_sections(const bj::object& manifest, LintSink& sink) {
    for (const auto& [name, section] : sections_of(manifest)) {
        const bool authentication = name == "authentication";
        walk_schemas(*section, "/settings/" + name, [&](const LintPlace& place) {
            check_secret(place, authentication, sink);
            if (authentication)
                check_destination(place, sink);
            check_branches(place, sink);
            check_required(place, sink);
        });
    }
}

} // namespace integration_gallery::catalog
