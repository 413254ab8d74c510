#include "header/schema_view.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <set>

namespace command::header {

namespace json = boost::json;

const json::value* SchemaView::find(std::string_view keyword) const noexcept {
    return m_schema->is_object() ? m_schema->get_object().if_contains(keyword) : nullptr;
}

std::string SchemaView::text(std::string_view keyword) const {
    const json::value* found = find(keyword);
    return found != nullptr && found->is_string() ? std::string(found->get_string()) : std::string();
}

std::optional<std::string> SchemaView::reference() const {
    std::string found = text("$ref");
    return found.starts_with("#") ? std::optional(std::move(found)) : std::nullopt;
}

std::string_view SchemaView::type() const noexcept {
    const json::value* found = find("type");
    if (found != nullptr && found->is_string())
        return found->get_string();
    if (found != nullptr && found->is_array()) {
        std::string_view only;
        for (const auto& entry : found->get_array()) {
            if (!entry.is_string() || entry.get_string() == "null")
                continue;
            if (!only.empty())
                return {};
            only = entry.get_string();
        }
        return only;
    }
    if (find("properties") != nullptr)
        return "object";
    const json::value* constant = find("const");
    return constant != nullptr && constant->is_string() ? "string" : "";
}

bool SchemaView::nullable() const noexcept {
    const auto holds_null = [](const json::value& entry) {
        return entry.is_null() || (entry.is_string() && entry.get_string() == "null");
    };
    const json::value* types = find("type");
    if (types != nullptr && types->is_array())
        return std::ranges::any_of(types->get_array(), holds_null);
    const json::value* values = find("enum");
    return types == nullptr && values != nullptr && values->is_array() &&
           std::ranges::any_of(values->get_array(), [](const json::value& entry) { return entry.is_null(); });
}

bool SchemaView::is_secret() const noexcept {
    const json::value* found = find("writeOnly");
    return found != nullptr && found->is_bool() && found->get_bool();
}

const json::object* SchemaView::properties() const noexcept {
    const json::value* found = find("properties");
    return found != nullptr ? found->if_object() : nullptr;
}

bool SchemaView::requires_member(std::string_view name) const noexcept {
    const json::value* found = find("required");
    return found != nullptr && found->is_array() &&
           std::ranges::any_of(found->get_array(), [&](const json::value& entry) {
               return entry.is_string() && std::string_view(entry.get_string()) == name;
           });
}

std::vector<std::string> SchemaView::required() const {
    std::vector<std::string> out;
    if (const json::value* found = find("required"); found != nullptr && found->is_array()) {
        for (const auto& entry : found->get_array()) {
            if (entry.is_string())
                out.emplace_back(entry.get_string());
        }
    }
    return out;
}

const json::array* SchemaView::alternatives() const noexcept {
    for (const char* keyword : {"oneOf", "anyOf"}) {
        const json::value* found = find(keyword);
        if (found != nullptr && found->is_array() && !found->get_array().empty())
            return &found->get_array();
    }
    return nullptr;
}

std::optional<std::vector<std::string>> SchemaView::words() const {
    const json::value* found = find("enum");
    if (found == nullptr || !found->is_array())
        return std::nullopt;
    std::vector<std::string> out;
    for (const auto& entry : found->get_array()) {
        if (entry.is_null())
            continue;
        if (!entry.is_string())
            return std::nullopt;
        out.emplace_back(entry.get_string());
    }
    return out.empty() ? std::nullopt : std::optional(std::move(out));
}

std::optional<std::string> SchemaView::constant() const {
    if (const json::value* found = find("const"); found != nullptr && found->is_string())
        return std::string(found->get_string());
    if (auto values = words(); values && values->size() == 1)
        return values->front();
    return std::nullopt;
}

const json::value* resolve(const json::value& document, std::string reference) {
    constexpr int steps = 64; // more of them go round in a circle
    for (int step = 0; step < steps; ++step) {
        boost::system::error_code problem;
        const json::value* found = document.find_pointer(std::string_view(reference).substr(1), problem);
        const auto next = found != nullptr ? SchemaView(*found).reference() : std::nullopt;
        if (!next)
            return found;
        reference = *next;
    }
    return nullptr;
}

std::string escaped(std::string_view name) {
    std::string out;
    for (const char character : name) {
        if (character == '~')
            out += "~0";
        else if (character == '/')
            out += "~1";
        else
            out += character;
    }
    return out;
}

namespace {

std::optional<Telling> by_constant(const std::vector<SchemaView>& branches) {
    for (const auto& [name, ignored] : *branches.front().properties()) {
        Telling out{std::string(name), {}};
        std::set<std::string> distinct;
        for (const SchemaView& branch : branches) {
            const json::value* member = branch.properties()->if_contains(name);
            const auto constant = member != nullptr ? SchemaView(*member).constant() : std::nullopt;
            if (!constant || !distinct.insert(*constant).second)
                break;
            out.labels.push_back(*constant);
        }
        if (out.labels.size() == branches.size())
            return out;
    }
    return std::nullopt;
}

std::optional<Telling> by_presence(const std::vector<SchemaView>& branches) {
    Telling out;
    for (std::size_t index = 0; index < branches.size(); ++index) {
        const auto tells = [&](const std::string& name) {
            for (std::size_t other = 0; other < branches.size(); ++other) {
                if (other != index && branches[other].properties()->contains(name))
                    return false;
            }
            return true;
        };
        const auto names = branches[index].required();
        const auto found = std::ranges::find_if(names, tells);
        if (found == names.end())
            return std::nullopt;
        out.labels.push_back(*found);
    }
    return out;
}

} // namespace

std::optional<Telling> tell_apart(const std::vector<SchemaView>& branches) {
    auto out = by_constant(branches);
    return out ? out : by_presence(branches);
}

} // namespace command::header
