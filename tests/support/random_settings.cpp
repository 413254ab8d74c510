#include "support/random_settings.hpp"

#include <boost/json/array.hpp>

namespace integration_gallery::test {

using boost::json::array;
using boost::json::object;
using boost::json::value;

std::uint64_t RandomSettings::next(std::uint64_t below) {
    m_state += 0x9E3779B97F4A7C15u;
    std::uint64_t mixed = m_state;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    return (mixed ^ (mixed >> 31)) % below;
}

value RandomSettings::schema() {
    object out = object_schema(0);
    if (chance(60)) { // methods with a discriminator; some secrets of the same name in several branches
        out = {{"type", "object"}};
        array branches;
        const auto count = 2 + next(3);
        for (std::uint64_t i = 0; i < count; ++i) {
            object branch = object_schema(1);
            branch["properties"].as_object()["method"] = {{"const", "method" + std::to_string(i)}};
            branch["required"] = array{"method"};
            branches.push_back(std::move(branch));
        }
        out["oneOf"] = std::move(branches);
        if (chance(50))
            out["default"] = {{"method", "method0"}};
    }
    return out;
}

object RandomSettings::object_schema(int depth) {
    object properties;
    const auto count = 1 + next(5);
    for (std::uint64_t i = 0; i < count; ++i)
        properties["member" + std::to_string(next(8))] = member_schema(depth);
    // closed, as the linter demands: what no branch declares cannot be told from a secret
    return {{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
}

value RandomSettings::member_schema(int depth) {
    switch (next(depth < 2 ? 11 : 7)) {
    case 0:
    case 1:
    case 2:
        return {{"type", "string"}, {"writeOnly", true}};
    case 3:
        return {{"type", "string"}, {"writeOnly", false}, {"default", "d" + std::to_string(next(3))}};
    case 4:
        return {{"type", "integer"}, {"minimum", 0}};
    case 5:
        return {{"type", "boolean"}, {"default", chance(50)}};
    case 6:
        return {{"enum", {"a", "b", ""}}, {"default", "a"}};
    case 7:
        return object_schema(depth + 1);
    case 8:
        return {{"type", "object"}, {"additionalProperties", {{"type", "string"}, {"writeOnly", true}}}};
    case 9: {
        object items = object_schema(depth + 1);
        items["x-ig-key"] = "id";
        items["required"] = array{"id"};
        items["properties"].as_object()["id"] = {{"type", "string"}, {"writeOnly", false}};
        return {{"type", "array"}, {"items", std::move(items)}};
    }
    default: {
        object out = object_schema(depth + 1);
        out["default"] = object();
        return out;
    }
    }
}

value RandomSettings::secret() {
    switch (next(8)) {
    case 0:
        return nullptr;
    case 1:
        return "";
    case 2:
        return {{"value", "****" + std::string(canary)}};
    default:
        return value(std::string(canary) + std::to_string(next(1000)));
    }
}

value RandomSettings::object_for(const object& schema) {
    object out;
    const auto fill = [&](const object& from) {
        const auto* properties = from.if_contains("properties");
        if (properties == nullptr)
            return;
        for (const auto& member : properties->as_object())
            if (chance(70))
                out[member.key()] = value_for(member.value());
    };
    fill(schema);
    if (const auto* branches = schema.if_contains("oneOf")) {
        const auto& branch = branches->as_array()[next(branches->as_array().size())].as_object();
        fill(branch);
        if (chance(90))
            out["method"] = branch.at("properties").at("method").at("const");
        else
            out.erase("method");
    }
    if (const auto* additional = schema.if_contains("additionalProperties");
        additional != nullptr && additional->is_object())
        for (std::uint64_t i = next(3); i > 0; --i)
            out["name/" + std::to_string(next(3))] = secret();
    return out;
}

value RandomSettings::value_for(const value& schema) {
    const auto& object = schema.as_object();
    if (const auto* constant = object.if_contains("const"))
        return *constant;
    if (const auto* options = object.if_contains("enum"))
        return options->as_array()[next(options->as_array().size())];
    const std::string_view type = object.at("type").as_string();
    if (type == "string")
        return object.at("writeOnly").as_bool() ? secret() : value("t" + std::to_string(next(5)));
    if (type == "integer")
        return next(100);
    if (type == "boolean")
        return chance(50);
    if (type == "object")
        return object_for(object);
    array out;
    const auto count = next(4);
    for (std::uint64_t i = 0; i < count; ++i) {
        value item = object_for(object.at("items").as_object());
        item.as_object()["id"] = "e" + std::to_string(i);
        out.push_back(std::move(item));
    }
    if (out.size() > 1 && chance(50))
        std::swap(out.front(), out.back());
    return out;
}

object RandomSettings::update(const value& schema) {
    return {{"authentication", object_for(schema.as_object())}};
}

} // namespace integration_gallery::test
