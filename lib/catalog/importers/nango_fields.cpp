#include "catalog/importers/nango_fields.hpp"

#include "catalog/importers/nango_modes.hpp"
#include "catalog/importers/nango_schema.hpp"
#include "catalog/name_rules.hpp"
#include "json/pointer.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <numeric>
#include <utility>

namespace integration_gallery::catalog {
namespace {

namespace bj = boost::json;

constexpr std::string_view label_pattern = "^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$";

/// Calls `take` with every text inside a value and the key of the member that it stands in.
template <typename Take>
void each_text(std::string_view key, const bj::value& value, const Take& take) {
    if (const auto* text = value.if_string())
        take(key, std::string_view(*text));
    else if (const auto* object = value.if_object())
        for (const auto& member : *object)
            each_text(member.key(), member.value(), take);
    else if (const auto* array = value.if_array())
        for (const auto& item : *array)
            each_text(key, item, take);
}

} // namespace

NangoFields::NangoFields(const bj::object& provider, std::string_view auth_mode, EntryNotes& notes) {
    add_section(provider, "connection_config", "connectionConfig.", notes);
    add_section(provider, "credentials", "credentials.", notes);
    add_section(provider, "integration_config", "integrationConfig.", notes);
    add_section(provider, "assertion_option", "assertionOption.", notes);
    add_mode(provider, auth_mode);
    sort();
}

NangoField* NangoFields::find(std::string_view placeholder) {
    return const_cast<NangoField*>(std::as_const(*this).find(placeholder));
}

const NangoField* NangoFields::find(std::string_view placeholder) const {
    auto found = m_placeholders.find(placeholder);
    if (found == m_placeholders.end() && placeholder.find('.') == std::string_view::npos)
        found = m_placeholders.find("credentials." + std::string(placeholder));
    return found == m_placeholders.end() ? nullptr : &m_fields[found->second];
}

void NangoFields::add_section(const bj::object& provider, std::string_view section, std::string_view prefix,
                              EntryNotes& notes) {
    const auto* fields = object_member(provider, section);
    if (fields == nullptr)
        return;
    for (const auto& member : *fields) {
        std::string pointer = "/" + std::string(section);
        json::append_token(pointer, member.key());
        const auto* in = member.value().if_object();
        if (in == nullptr)
            throw EntryRefused{pointer, "malformed-field", "A field is an object."};
        auto field = convert_field(member.key(), *in, section == "credentials", pointer, notes);
        const auto taken = [&](const std::string& name) {
            return name == "method" || std::any_of(m_fields.begin(), m_fields.end(),
                                                   [&](const NangoField& one) { return one.name == name; });
        };
        if (taken(field.name)) {
            std::string other =
                camel_case(section) + static_cast<char>(field.name.front() & ~0x20) + field.name.substr(1);
            if (taken(other))
                throw EntryRefused{pointer, "duplicate-field", "Two fields have the same name in camelCase."};
            notes.note(pointer, "field-renamed", "Another field has this name; this one is called \"" + other + "\".");
            field.name = std::move(other);
        }
        m_placeholders.emplace(std::string(prefix).append(member.key()), m_fields.size());
        const auto* order = in->if_contains("order");
        const bool ordered = order != nullptr && order->is_number();
        m_ranks.emplace_back(section == "credentials"                    ? 1
                             : section == "connection_config" && ordered ? 0
                                                                         : 2,
                             ordered ? order->to_number<double>() : 1e9);
        m_fields.push_back(std::move(field));
    }
}

void NangoFields::add_granted(std::string_view name, std::string_view title, bool secret, bool required,
                              bool multiline) {
    const auto exists = [&](const NangoField& field) { return field.name == name; };
    if (std::any_of(m_fields.begin(), m_fields.end(), exists))
        return;
    bj::object schema{{"type", "string"}, {"title", title}, {"writeOnly", secret}};
    if (required)
        schema["minLength"] = 1;
    if (multiline)
        schema["x-ig-multiline"] = true;
    m_placeholders.emplace("credentials." + std::string(name), m_fields.size());
    m_ranks.emplace_back(1, 1e9);
    m_fields.push_back({std::string(name), std::move(schema), required, secret, false});
}

void NangoFields::add_mode(const bj::object& provider, std::string_view auth_mode) {
    for (const auto& granted : granted_fields(auth_mode)) {
        if (granted.needed != nullptr && !granted.needed(provider))
            continue;
        add_granted(granted.name, granted.title, granted.secret, granted.required, granted.multiline);
    }
}

/// Fields of the connection that say an order come first, then the credentials, then the rest.
void NangoFields::sort() {
    std::vector<std::size_t> places(m_fields.size());
    std::iota(places.begin(), places.end(), std::size_t{0});
    std::stable_sort(places.begin(), places.end(),
                     [&](std::size_t left, std::size_t right) { return m_ranks[left] < m_ranks[right]; });
    std::vector<NangoField> sorted;
    std::vector<std::size_t> moved(m_fields.size());
    for (const auto place : places) {
        moved[place] = sorted.size();
        sorted.push_back(std::move(m_fields[place]));
        sorted.back().schema["x-ig-order"] = static_cast<std::int64_t>(sorted.size());
    }
    m_fields = std::move(sorted);
    for (auto& placeholder : m_placeholders)
        placeholder.second = moved[placeholder.second];
}

void NangoFields::guard_hosts(const bj::object& provider, EntryNotes& notes) {
    for (const auto& member : provider) {
        const std::string_view part = member.key();
        if (part == "credentials" || part == "connection_config" || part == "integration_config" ||
            part.starts_with("docs"))
            continue;
        each_text(part, member.value(), [&](std::string_view key, std::string_view text) {
            // A text that begins with a placeholder is an address only where the key says so.
            const bool is_url = key.find("url") != std::string_view::npos;
            for (auto at = text.find("||"); at != std::string_view::npos; at = text.find("||")) {
                guard_url(text.substr(0, at), is_url, notes);
                text.remove_prefix(at + 2);
            }
            guard_url(text, is_url, notes);
        });
    }
}

void NangoFields::guard_url(std::string_view url, bool is_url, EntryNotes& notes) {
    url.remove_prefix(std::min(url.find_first_not_of(' '), url.size()));
    const bool has_scheme = url.starts_with("https://") || url.starts_with("http://");
    const bool whole_url = is_url && url.starts_with("${");
    if (!has_scheme && !whole_url)
        return;
    if (has_scheme)
        url.remove_prefix(url.find("://") + 3);
    const auto host = url.substr(0, url.find_first_of("/?#"));
    for (auto at = host.find("${"); at != std::string_view::npos; at = host.find("${", at + 2)) {
        const auto end = host.find('}', at);
        if (end == std::string_view::npos)
            return;
        guard(host.substr(at + 2, end - at - 2), at == 0 && end + 1 == host.size(), whole_url, notes);
        if (whole_url)
            return;
    }
}

void NangoFields::guard(std::string_view placeholder, bool whole_host, bool whole_url, EntryNotes& notes) {
    auto* field = placeholder.starts_with("connectionConfig.") || placeholder.starts_with("credentials.")
                      ? find(placeholder)
                      : nullptr;
    if (field == nullptr || field->secret || field->schema.contains("x-ig-destination"))
        return;
    field->schema["x-ig-destination"] = true;
    if (field->guarded)
        return;
    if (whole_url) {
        field->schema["format"] = "uri";
        field->schema["pattern"] = "^https://";
    } else if (whole_host) {
        field->schema["format"] = "hostname";
    } else {
        field->schema["pattern"] = label_pattern;
    }
    field->guarded = true;
    keep_fitting_values(*field);
    notes.warn(
        "", "unguarded-host",
        "The member \"" + field->name +
            "\" is part of an address that credentials are sent to, and nothing limited it; it is now limited to " +
            (whole_url    ? "an https URL."
             : whole_host ? "a host name."
                          : "one label of a host name."));
}

bj::object NangoFields::section(std::string_view method) const {
    bj::object properties{{"method", bj::object{{"const", method}}}};
    bj::array required{"method"};
    for (const auto& field : m_fields) {
        properties[field.name] = field.schema;
        if (field.required)
            required.emplace_back(field.name);
    }
    return {{"type", "object"},
            {"default", bj::object{{"method", method}}},
            {"additionalProperties", false},
            {"required", std::move(required)},
            {"properties", std::move(properties)}};
}

} // namespace integration_gallery::catalog
