#include "catalog/object_model.hpp"

#include "catalog/definitions.hpp"
#include "json/pointer.hpp"
#include "json/read.hpp"
#include "schema/schema.hpp"

#include <integration_gallery/error.hpp>

#include <algorithm>

namespace integration_gallery::catalog {
namespace {

std::string text_of(const boost::json::object& object, std::string_view member) {
    const auto* value = object.if_contains(member);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

bool flag_of(const boost::json::object& object, std::string_view member) {
    const auto* value = object.if_contains(member);
    return value != nullptr && value->is_bool() && value->get_bool();
}

ObjectModel::Field read_field(std::string_view name, const boost::json::object& object) {
    ObjectModel::Field field;
    field.name = name;
    field.type = text_of(object, "type");
    field.format = text_of(object, "format");
    field.role = text_of(object, "role");
    if (const auto* values = object.if_contains("values"))
        field.values = values->get_array();
    field.required = flag_of(object, "required");
    field.read_only = flag_of(object, "readOnly");
    return field;
}

} // namespace

const ObjectModel::Field* ObjectModel::Object::find(std::string_view field) const noexcept {
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& one) { return one.name == field; });
    return found == fields.end() ? nullptr : &*found;
}

const ObjectModel::Object* ObjectModel::find(std::string_view object) const noexcept {
    const auto found =
        std::find_if(m_objects.begin(), m_objects.end(), [&](const Object& one) { return one.name == object; });
    return found == m_objects.end() ? nullptr : &*found;
}

ObjectModel ObjectModel::build(const boost::json::value& document) {
    ObjectModel model;
    model.m_document = document;
    for (const auto& [name, value] : document.get_object()) {
        Object object;
        object.name = name;
        object.role = text_of(value.get_object(), "role");
        if (object.role.empty())
            object.role = object.name;
        for (const auto& [field_name, field] : value.get_object().at("fields").get_object())
            object.fields.push_back(read_field(field_name, field.get_object()));
        model.m_objects.push_back(std::move(object));
    }
    return model;
}

std::vector<Issue> ObjectModel::check_roles(const boost::json::value& document) {
    std::vector<Issue> issues;
    for (const auto& [name, value] : document.get_object()) {
        std::vector<std::string> seen;
        for (const auto& [field_name, field] : value.get_object().at("fields").get_object()) {
            const auto role = text_of(field.get_object(), "role");
            if (role.empty())
                continue;
            if (std::find(seen.begin(), seen.end(), role) != seen.end()) {
                std::string pointer;
                for (const std::string_view token : {std::string_view(name), std::string_view("fields"),
                                                     std::string_view(field_name), std::string_view("role")})
                    json::append_token(pointer, token);
                issues.push_back(
                    {pointer, "duplicate-role", "Give each role to one field of the object only.", {}, ""});
            }
            seen.push_back(role);
        }
    }
    return issues;
}

ObjectModel ObjectModel::parse(const boost::json::value& document) {
    const auto schema = schema::Schema::compile(json::read(Definitions::file("definitions/object-model.schema.json")));
    auto report = schema->validate(document);
    if (report.valid()) {
        report.issues = check_roles(document);
        report.count = report.issues.size();
    }
    if (report.count != 0)
        throw Error(
            Status::validation, "object-model-invalid",
            "The model of objects and fields breaks its format. The form is that of a manifest's remoteObjects.",
            std::move(report.issues), report.count);
    return build(document);
}

} // namespace integration_gallery::catalog
