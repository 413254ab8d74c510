#include "catalog/importers/entry.hpp"
#include "catalog/lint/placeholders.hpp"
#include "catalog/lint/rules.hpp"
#include "catalog/lint/walk.hpp"
#include "json/pointer.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace integration_gallery::catalog {
namespace {

namespace bj = boost::json;

struct Address {
    std::string pointer;
    std::string host;   ///< with placeholders
    std::string others; ///< what stands behind the host
};

/// The settings that addresses can name: those of `authentication`, and what connecting finds out.
struct Settings {
    std::map<std::string, std::vector<LintPlace>, std::less<>> declared;
    std::set<std::string, std::less<>> found_out;
};

void collect_addresses(const bj::value& value, const std::string& pointer, std::vector<Address>& out) {
    if (const auto* object = value.if_object()) {
        for (const auto& member : *object) {
            std::string below = pointer;
            json::append_token(below, member.key());
            collect_addresses(member.value(), below, out);
        }
    } else if (const auto* array = value.if_array()) {
        for (std::size_t i = 0; i < array->size(); ++i)
            collect_addresses((*array)[i], pointer + "/" + std::to_string(i), out);
    } else if (const auto* text = value.if_string();
               text != nullptr && std::string_view(*text).starts_with("https://")) {
        const auto rest = std::string_view(*text).substr(8);
        const auto end = std::min(rest.find_first_of("/?#"), rest.size());
        out.push_back({pointer, std::string(rest.substr(0, end)), std::string(rest.substr(end))});
    }
}

Settings settings_of(const bj::object& manifest) {
    Settings settings;
    for (const auto& [name, section] : sections_of(manifest))
        if (name == "authentication")
            walk_schemas(*section, "/settings/authentication", [&](const LintPlace& place) {
                if (!place.name.empty() && !place.tested)
                    settings.declared[place.name].push_back(place);
            });
    settings.found_out = found_out_by_oauth2(manifest);
    return settings;
}

bool is_limited(const bj::object& schema) {
    for (const auto* keyword : {"pattern", "format", "enum", "const"})
        if (schema.contains(keyword))
            return true;
    return false;
}

void check_host(const Address& address, const Settings& settings, LintSink& sink) {
    for (const auto& name : placeholders(address.host)) {
        const auto found = settings.declared.find(name);
        if (found == settings.declared.end())
            continue;
        for (const auto& place : found->second) {
            const auto* mark = place.schema.if_contains("x-ig-destination");
            if ((mark == nullptr || *mark != true) && !place.schema.contains("const"))
                sink.error(place.pointer, "unbound-host",
                           "The host of " + address.pointer +
                               " is made of this member, and secrets are not bound to it.",
                           "Say x-ig-destination: true, so that changing it asks for the secrets again.");
            if (!is_limited(place.schema))
                sink.warning(place.pointer, "unlimited-host",
                             "The host of " + address.pointer + " is made of this member, and nothing limits it.",
                             "Give it a pattern, the format hostname, or an enum: with a slash in it, secrets would go "
                             "elsewhere.");
        }
    }
}

void check_placeholders(const Address& address, const Settings& settings, LintSink& sink) {
    for (const auto& name : placeholders(address.host + address.others))
        if (!settings.declared.contains(name) && !settings.found_out.contains(name))
            sink.error(address.pointer, "unknown-placeholder",
                       "The address names \"" + name + "\", which is no member of the authentication.",
                       "Name a member of settings.authentication, or a value that oauth2 keeps.");
}

bool is_allowed(std::string_view host, const bj::array& allowed) {
    host = host.substr(0, host.rfind(':'));
    return std::any_of(allowed.begin(), allowed.end(), [&](const bj::value& one) {
        const auto* text = one.if_string();
        if (text == nullptr)
            return false;
        const std::string_view entry(*text);
        return entry == host || (entry.starts_with("*.") && host.ends_with(entry.substr(1)));
    });
}

} // namespace

void check_addresses(const bj::object& manifest, LintSink& sink) {
    std::vector<Address> addresses;
    for (const auto* part : {"api", "probe", "oauth2"}) {
        const auto* value = manifest.if_contains(part);
        if (value != nullptr)
            collect_addresses(*value, "/" + std::string(part), addresses);
    }
    // Pages for people are no addresses that the library sends anything to.
    std::erase_if(addresses, [](const Address& address) {
        return address.pointer.ends_with("/documentationUrl") ||
               address.pointer.find("/setupSteps") != std::string::npos ||
               address.pointer.find("/scopes/") != std::string::npos;
    });
    const auto settings = settings_of(manifest);
    const auto* allowed = array_member(manifest, "allowedHosts");
    for (const auto& address : addresses) {
        check_host(address, settings, sink);
        check_placeholders(address, settings, sink);
        if (allowed != nullptr && !is_allowed(address.host, *allowed) &&
            address.pointer.find("/params/") == std::string::npos)
            sink.error(address.pointer, "host-not-allowed", "The host of this address is not among allowedHosts.",
                       "Add it to allowedHosts, or correct the address.");
    }
    if (allowed == nullptr)
        return;
    for (std::size_t i = 0; i < allowed->size(); ++i) {
        const Address entry{"/allowedHosts/" + std::to_string(i), text_of(&(*allowed)[i]).value_or(""), ""};
        check_host(entry, settings, sink);
        check_placeholders(entry, settings, sink);
    }
}

} // namespace integration_gallery::catalog
