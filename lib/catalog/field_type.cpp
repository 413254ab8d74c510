#include "catalog/field_type.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <array>

namespace integration_gallery::catalog {
namespace {

using Kind = FieldType::Kind;

constexpr std::array time_formats{std::string_view("date"), std::string_view("date-time"), std::string_view("time"),
                                  std::string_view("unix-seconds"), std::string_view("unix-milliseconds")};
constexpr std::array person_roles{std::string_view("assignee"), std::string_view("author"),
                                  std::string_view("creator"),  std::string_view("reporter"),
                                  std::string_view("owner"),    std::string_view("members"),
                                  std::string_view("lead"),     std::string_view("participants")};

bool is_number(Kind kind) {
    return kind == Kind::integer || kind == Kind::number || kind == Kind::numeric;
}

Kind kind_of(std::string_view type) {
    if (type == "string")
        return Kind::text;
    if (type == "integer")
        return Kind::integer;
    if (type == "number")
        return Kind::number;
    if (type == "boolean")
        return Kind::boolean;
    if (type == "array")
        return Kind::list;
    return Kind::object;
}

std::string text_of(const boost::json::value& value, std::string_view member) {
    const auto* object = value.if_object();
    const auto* text = object != nullptr ? object->if_contains(member) : nullptr;
    return text != nullptr && text->is_string() ? std::string(text->get_string()) : std::string();
}

/// One transform; false if it cannot take the type.
bool step(FieldType& type, const boost::json::value& operation) {
    const auto name = text_of(operation, "operation");
    const bool scalar = type.kind != Kind::list && type.kind != Kind::object;
    if (name == "toString" || name == "template") {
        type = {Kind::text, ""};
        return name == "template" || scalar;
    }
    if (name == "toNumber") {
        type = {Kind::numeric, ""};
        return scalar;
    }
    if (name == "toBoolean") {
        type = {Kind::boolean, ""};
        return scalar;
    }
    if (name == "formatDate") {
        const auto to = text_of(operation, "to");
        const bool takes = type.kind == Kind::any || type.kind == Kind::text || is_number(type.kind);
        // Points in time as numbers come as texts as well; the target decides.
        type = {to.starts_with("unix-") ? Kind::any : Kind::text, is_time_format(to) ? to : std::string()};
        return takes;
    }
    if (name == "split" || name == "join") {
        const auto expected = name == "split" ? Kind::text : Kind::list;
        const bool takes = type.kind == Kind::any || type.kind == expected;
        type = {name == "split" ? Kind::list : Kind::text, ""};
        return takes;
    }
    if (name == "scale") {
        const bool takes = type.kind == Kind::any || is_number(type.kind);
        type = {Kind::number, ""};
        return takes;
    }
    const bool takes = type.kind == Kind::any || type.kind == Kind::text;
    type = {Kind::text, name == "trim" ? type.time : std::string()};
    return takes;
}

} // namespace

FieldType FieldType::of(const ObjectModel::Field& field) {
    return {kind_of(field.type), is_time_format(field.format) ? field.format : std::string()};
}

bool is_time_format(std::string_view format) {
    return std::find(time_formats.begin(), time_formats.end(), format) != time_formats.end();
}

bool is_person(const ObjectModel::Field& field) {
    return std::find(person_roles.begin(), person_roles.end(), field.role) != person_roles.end();
}

bool fits(const FieldType& source, const FieldType& target) {
    if (!target.time.empty() && source.time != target.time)
        return source.kind == Kind::any && source.time.empty();
    if (source.kind == Kind::any || target.kind == Kind::any || source.kind == target.kind)
        return true;
    if (source.kind == Kind::numeric)
        return is_number(target.kind);
    return source.kind == Kind::integer && target.kind == Kind::number;
}

FieldType transform(FieldType type, const boost::json::array& pipeline, std::ptrdiff_t& failed) {
    failed = -1;
    for (std::size_t i = 0; i < pipeline.size(); ++i) {
        if (!step(type, pipeline[i])) {
            failed = static_cast<std::ptrdiff_t>(i);
            return {};
        }
    }
    return type;
}

} // namespace integration_gallery::catalog
