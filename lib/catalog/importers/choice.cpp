#include "catalog/importers/choice.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace integration_gallery::catalog {
namespace {

namespace json = boost::json;

json::object* property_of(json::value& branch, std::string_view name) {
    auto* object = branch.if_object();
    auto* properties = object != nullptr ? object->if_contains("properties") : nullptr;
    auto* members = properties != nullptr ? properties->if_object() : nullptr;
    auto* property = members != nullptr ? members->if_contains(name) : nullptr;
    return property != nullptr ? property->if_object() : nullptr;
}

/// The one text that the property can be; with `defaults`, its default counts as well.
std::optional<std::string> only_text(const json::object& property, bool defaults) {
    const auto as_text = [](const json::value* value) -> std::optional<std::string> {
        if (value == nullptr || !value->is_string())
            return std::nullopt;
        return std::string(value->get_string());
    };
    if (const auto* constant = property.if_contains("const"))
        return as_text(constant);
    if (const auto* list = array_member(property, "enum"))
        return list->size() == 1 ? as_text(&list->front()) : std::nullopt;
    return defaults ? as_text(property.if_contains("default")) : std::nullopt;
}

/// The texts of the member in all branches; empty if one has none or two have the same.
std::vector<std::string> distinct_texts(json::array& branches, std::string_view name, bool defaults) {
    std::vector<std::string> texts;
    for (auto& branch : branches) {
        const auto* property = property_of(branch, name);
        auto text = property != nullptr ? only_text(*property, defaults) : std::nullopt;
        if (!text)
            return {};
        texts.push_back(std::move(*text));
    }
    return std::set<std::string>(texts.begin(), texts.end()).size() == texts.size() ? texts
                                                                                    : std::vector<std::string>{};
}

bool require(json::object& branch, std::string_view name) {
    auto& required = branch["required"];
    if (!required.is_array())
        required = json::array();
    auto& list = required.get_array();
    if (std::any_of(list.begin(), list.end(),
                    [&](const json::value& one) { return one.is_string() && one.get_string() == name; }))
        return false;
    list.emplace_back(name);
    return true;
}

void write_down(json::array& branches, const std::string& name, const std::vector<std::string>& texts,
                std::string_view pointer, EntryNotes& notes) {
    bool added = false;
    for (std::size_t i = 0; i < branches.size(); ++i) {
        auto& property = *property_of(branches[i], name);
        property["const"] = texts[i];
        for (const auto* spare : {"enum", "default", "examples", "writeOnly"})
            property.erase(spare);
        added = require(branches[i].get_object(), name) || added;
    }
    if (added)
        notes.note(std::string(pointer), "discriminator-required",
                   "The member \"" + name + "\", which tells the branches apart, is now required in each.");
}

} // namespace

void settle_discriminator(json::array& branches, std::string_view pointer, EntryNotes& notes) {
    auto* first = branches.empty() ? nullptr : branches.front().if_object();
    const auto* properties = first != nullptr ? object_member(*first, "properties") : nullptr;
    for (const bool defaults : {false, true}) {
        if (properties == nullptr)
            break;
        for (const auto& member : *properties) {
            const std::string name(member.key());
            const auto texts = distinct_texts(branches, name, defaults);
            if (texts.empty())
                continue;
            if (defaults)
                notes.warn(std::string(pointer), "discriminator-guessed",
                           "The default of \"" + name + "\" is taken for what tells the branches apart.");
            return write_down(branches, name, texts, pointer, notes);
        }
    }
    notes.warn(std::string(pointer), "ambiguous-oneof",
               "No member tells the branches apart; give each a property with another const.");
}

} // namespace integration_gallery::catalog
