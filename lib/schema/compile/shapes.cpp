#include "schema/compile/compiler.hpp"

#include <algorithm>

namespace integration_gallery::schema {
namespace {

using boost::json::value;

bool is_schema(const value& item) {
    return item.is_object() || item.is_bool();
}

bool is_type_name(const value& item) {
    static constexpr std::string_view names[] = {"null", "boolean", "integer", "number", "string", "array", "object"};
    return item.is_string() && std::find(std::begin(names), std::end(names), text_of(item)) != std::end(names);
}

bool are_different_texts(const value& item) {
    const auto* list = item.if_array();
    if (list == nullptr)
        return false;
    std::vector<std::string_view> texts;
    for (const value& element : *list) {
        if (!element.is_string())
            return false;
        texts.push_back(text_of(element));
    }
    std::sort(texts.begin(), texts.end());
    return std::adjacent_find(texts.begin(), texts.end()) == texts.end();
}

template <class Check>
bool all_members(const value& item, Check check) {
    const auto* map = item.if_object();
    return map != nullptr &&
           std::all_of(map->begin(), map->end(), [&](const auto& member) { return check(member.value()); });
}

template <class Check>
bool all_elements(const value& item, Check check) {
    const auto* list = item.if_array();
    return list != nullptr && std::all_of(list->begin(), list->end(), check);
}

} // namespace

bool Compiler::has_shape(const value& item, Shape shape) const {
    switch (shape) {
    case Shape::text:
        return item.is_string();
    case Shape::prose:
        return item.is_string() || (item.is_object() && !item.get_object().empty() &&
                                    all_members(item, [](const value& text) { return text.is_string(); }));
    case Shape::truth:
        return item.is_bool();
    case Shape::number:
        return item.is_number();
    case Shape::positive_number:
        return item.is_number() && compare(to_number(item), Number{}) > 0;
    case Shape::count:
        return item.is_number() && is_whole(to_number(item)) && compare(to_number(item), Number{}) >= 0;
    case Shape::list:
        return item.is_array();
    case Shape::names:
        return are_different_texts(item);
    case Shape::types:
        return is_type_name(item) || (item.is_array() && !item.get_array().empty() && are_different_texts(item) &&
                                      all_elements(item, is_type_name));
    case Shape::schema:
        return is_schema(item);
    case Shape::schema_list:
        return item.is_array() && !item.get_array().empty() && all_elements(item, is_schema);
    case Shape::schema_map:
        return all_members(item, is_schema);
    case Shape::schema_or_list:
        return is_schema(item) || all_elements(item, is_schema);
    case Shape::schemas_or_names:
        return all_members(item, [](const value& entry) { return is_schema(entry) || are_different_texts(entry); });
    case Shape::names_map:
        return all_members(item, are_different_texts);
    case Shape::condition:
    case Shape::object:
        return item.is_object();
    default:
        return true;
    }
}

} // namespace integration_gallery::schema
