#include "catalog/localized_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <array>

namespace integration_gallery::catalog {
namespace {

namespace json = boost::json;

constexpr std::array text_keywords{std::string_view("title"), std::string_view("description"),
                                   std::string_view("x-ig-placeholder"), std::string_view("x-ig-group"),
                                   std::string_view("x-ig-unit")};
constexpr std::array schema_keywords{std::string_view("additionalProperties"),
                                     std::string_view("additionalItems"),
                                     std::string_view("items"),
                                     std::string_view("contains"),
                                     std::string_view("not"),
                                     std::string_view("if"),
                                     std::string_view("then"),
                                     std::string_view("else"),
                                     std::string_view("propertyNames"),
                                     std::string_view("unevaluatedItems"),
                                     std::string_view("unevaluatedProperties"),
                                     std::string_view("contentSchema")};
constexpr std::array list_keywords{std::string_view("allOf"), std::string_view("anyOf"), std::string_view("oneOf"),
                                   std::string_view("prefixItems"), std::string_view("items")};
constexpr std::array map_keywords{
    std::string_view("properties"),  std::string_view("patternProperties"), std::string_view("$defs"),
    std::string_view("definitions"), std::string_view("dependentSchemas"),  std::string_view("dependencies")};

template <typename List>
bool is_one_of(const List& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_language_tag(std::string_view text) noexcept {
    const auto letters = [](std::string_view part) {
        return std::all_of(part.begin(), part.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    };
    const auto end = text.find('-');
    const auto primary = text.substr(0, end);
    return (primary.size() == 2 || primary.size() == 3) && letters(primary);
}

/// Calls `text(value)` for each text of a schema and goes down where schemas are.
template <typename Text>
void walk_schema(json::value& schema, const Text& text) {
    if (!schema.is_object())
        return;
    for (auto& member : schema.get_object()) {
        const std::string_view key = member.key();
        auto& value = member.value();
        if (is_one_of(text_keywords, key))
            text(value);
        if (value.is_object() && is_one_of(schema_keywords, key))
            walk_schema(value, text);
        if (value.is_array() && is_one_of(list_keywords, key))
            for (auto& item : value.get_array())
                walk_schema(item, text);
        if (value.is_object() && is_one_of(map_keywords, key))
            for (auto& item : value.get_object())
                walk_schema(item.value(), text);
    }
}

void choose(json::value& text, std::string_view language) {
    if (is_text_object(text))
        text = json::string(LocalizedText::from(&text).in(language), text.storage());
}

} // namespace

LocalizedText::LocalizedText(std::string text) {
    m_texts.emplace_back("en", std::move(text));
}

LocalizedText LocalizedText::from(const json::value* value) {
    LocalizedText result;
    if (value == nullptr)
        return result;
    if (const auto* text = value->if_string())
        return LocalizedText(std::string(*text));
    if (!is_text_object(*value))
        return result;
    for (const auto& member : value->get_object())
        result.m_texts.emplace_back(member.key(), member.value().get_string());
    return result;
}

std::string_view LocalizedText::in(std::string_view language) const noexcept {
    const auto exact = [this](std::string_view tag) -> const std::string* {
        for (const auto& [name, text] : m_texts)
            if (name == tag)
                return &text;
        return nullptr;
    };
    for (const auto tag : {language, language.substr(0, language.find('-')), std::string_view("en")})
        if (const auto* text = exact(tag))
            return *text;
    return m_texts.empty() ? std::string_view() : std::string_view(m_texts.front().second);
}

bool is_text_object(const json::value& value) noexcept {
    const auto* object = value.if_object();
    if (object == nullptr || !object->contains("en"))
        return false;
    return std::all_of(object->begin(), object->end(),
                       [](const auto& member) { return is_language_tag(member.key()) && member.value().is_string(); });
}

json::value localize_schema(const json::value& schema, std::string_view language) {
    json::value copy = schema;
    walk_schema(copy, [language](json::value& text) { choose(text, language); });
    return copy;
}

json::value localize_model(const json::value& model, std::string_view language) {
    json::value copy = model;
    const auto titles = [language](json::value& holder) {
        for (const auto* name : {"title", "description"})
            if (auto* text = holder.get_object().if_contains(name))
                choose(*text, language);
    };
    for (auto& object : copy.get_object()) {
        titles(object.value());
        for (auto& field : object.value().get_object()["fields"].get_object())
            titles(field.value());
    }
    return copy;
}

json::value add_language(const json::value& schema, std::string_view language, const json::object& dictionary) {
    json::value copy = schema;
    walk_schema(copy, [&](json::value& text) {
        const auto* english = text.if_string();
        const auto* translated = english != nullptr ? dictionary.if_contains(*english) : nullptr;
        if (translated != nullptr)
            text = json::object{{"en", *english}, {language, *translated}};
    });
    return copy;
}

std::set<std::string> languages_of(const json::value& schema) {
    std::set<std::string> result;
    json::value copy = schema;
    walk_schema(copy, [&](json::value& text) {
        if (is_text_object(text))
            for (const auto& member : text.get_object())
                result.emplace(member.key());
    });
    return result;
}

} // namespace integration_gallery::catalog
