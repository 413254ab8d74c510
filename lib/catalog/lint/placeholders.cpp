#include "catalog/lint/placeholders.hpp"

#include "catalog/importers/entry.hpp"
#include "catalog/lint/rules.hpp"
#include "catalog/lint/walk.hpp"

#include <boost/json/array.hpp>

#include <optional>

namespace integration_gallery::catalog {
namespace {

namespace bj = boost::json;

std::set<std::string> names_in(const bj::value& schema) {
    std::set<std::string> names;
    walk_schemas(schema, "", [&](const LintPlace& place) {
        if (!place.name.empty() && !place.tested)
            names.insert(place.name);
    });
    return names;
}

std::optional<std::string> method_of(const bj::object& schema) {
    const auto* properties = object_member(schema, "properties");
    const auto* method = properties != nullptr ? object_member(*properties, "method") : nullptr;
    const auto* word = method != nullptr ? method->if_contains("const") : nullptr;
    return word != nullptr && word->is_string() ? std::optional<std::string>(word->get_string()) : std::nullopt;
}

} // namespace

std::vector<std::string> placeholders(std::string_view text) {
    std::vector<std::string> names;
    for (auto at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
        const auto end = text.find('}', at);
        if (end == std::string_view::npos)
            break;
        names.emplace_back(text.substr(at + 1, end - at - 1));
    }
    return names;
}

std::set<std::string, std::less<>> found_out_by_oauth2(const bj::object& manifest) {
    const auto* oauth2 = object_member(manifest, "oauth2");
    if (oauth2 == nullptr)
        return {};
    std::set<std::string, std::less<>> names{"accessToken", "refreshToken"};
    if (const auto* steps = array_member(*oauth2, "afterConnect"))
        for (const auto& step : *steps)
            if (step.is_object())
                names.insert(text_member(step.get_object(), "variable"));
    for (const auto* part : {"response", "callback"}) {
        const auto* holder = object_member(*oauth2, part);
        if (holder == nullptr)
            continue;
        if (const auto* kept = object_member(*holder, "keep"))
            for (const auto& member : *kept)
                names.emplace(member.key());
        if (const auto* kept = array_member(*holder, "keep"))
            for (const auto& one : *kept)
                names.insert(text_of(&one).value_or(""));
    }
    return names;
}

std::map<std::string, std::set<std::string>, std::less<>> members_by_method(const bj::object& manifest) {
    std::map<std::string, std::set<std::string>, std::less<>> methods;
    for (const auto& [name, section] : sections_of(manifest)) {
        const auto* schema = name == "authentication" ? section->if_object() : nullptr;
        if (schema == nullptr)
            continue;
        auto common = *schema;
        common.erase("oneOf");
        const auto shared = names_in(common);
        if (const auto method = method_of(common))
            methods[*method] = shared;
        const auto* branches = array_member(*schema, "oneOf");
        if (branches == nullptr)
            continue;
        for (const auto& branch : *branches) {
            const auto method = branch.is_object() ? method_of(branch.get_object()) : std::nullopt;
            if (!method)
                continue;
            auto& members = methods[*method];
            members = names_in(branch);
            members.insert(shared.begin(), shared.end());
        }
    }
    return methods;
}

} // namespace integration_gallery::catalog
