#include "catalog/importers/nango.hpp"

#include "catalog/importers/nango_connection.hpp"
#include "catalog/importers/nango_fields.hpp"
#include "catalog/importers/plain_text.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

namespace integration_gallery::catalog {
namespace {

namespace bj = boost::json;

constexpr int longest_chain = 16;

// The keys of the file's own schema; those that end in _script name code that is never run here.
constexpr std::string_view known_keys[] = {"additional_steps",
                                           "alias",
                                           "alternate_access_token_response_path",
                                           "assertion",
                                           "assertion_option",
                                           "auth",
                                           "auth_mode",
                                           "auth_type",
                                           "authorization_code_param_in_callback",
                                           "authorization_code_param_in_webhook",
                                           "authorization_method",
                                           "authorization_params",
                                           "authorization_url",
                                           "authorization_url_fragment",
                                           "authorization_url_replacements",
                                           "authorization_url_skip_empty",
                                           "authorization_url_skip_encode",
                                           "body_format",
                                           "categories",
                                           "client_registration",
                                           "connection_config",
                                           "connection_configuration",
                                           "credentials",
                                           "decode_url",
                                           "default_scopes",
                                           "disable_pkce",
                                           "display_name",
                                           "docs",
                                           "docs_connect",
                                           "expires_in_unit",
                                           "installation",
                                           "integration_config",
                                           "logo",
                                           "proxy",
                                           "redirect_uri_metadata",
                                           "refresh_params",
                                           "refresh_token_headers",
                                           "refresh_token_params",
                                           "refresh_token_response_metadata",
                                           "refresh_url",
                                           "registration_params",
                                           "registration_url",
                                           "request_params",
                                           "request_url",
                                           "require_client_certificate",
                                           "scope_separator",
                                           "setup_guide_url",
                                           "signature",
                                           "signature_method",
                                           "token",
                                           "token_expiration_buffer",
                                           "token_expires_in_ms",
                                           "token_headers",
                                           "token_params",
                                           "token_request_auth_method",
                                           "token_request_method",
                                           "token_response",
                                           "token_response_headers",
                                           "token_response_metadata",
                                           "token_url",
                                           "webhook_allowed_query_params",
                                           "webhook_response_metadata",
                                           "webhook_user_defined_secret"};

class Aliases {
public:
    explicit Aliases(const std::vector<NangoProvider>& providers) {
        for (const auto& provider : providers)
            if (const auto* object = provider.value.if_object(); object != nullptr && provider.problem.empty())
                m_known.emplace(provider.name, object);
    }

    /// The provider with the members of what it is an alias of, its own ones winning.
    bj::object resolve(const bj::object& own, int chain = 0) const {
        const auto* alias = own.if_contains("alias");
        if (alias == nullptr)
            return own;
        const auto target = alias->is_string() ? m_known.find(std::string_view(alias->get_string())) : m_known.end();
        if (target == m_known.end())
            throw EntryRefused{"/alias", "unknown-alias",
                               "The provider that this is an alias of is not in the file, or cannot be read."};
        if (chain == longest_chain)
            throw EntryRefused{"/alias", "alias-cycle", "The aliases lead in a circle."};
        auto merged = resolve(*target->second, chain + 1);
        for (const auto& member : own)
            merged[member.key()] = member.value();
        return merged;
    }

private:
    std::map<std::string, const bj::object*, std::less<>> m_known;
};

/// "popular" and "mcp" say how the list is shown, not what the service is for.
bj::array categories_of(const bj::object& provider) {
    std::set<std::string> seen;
    bj::array out;
    if (const auto* list = array_member(provider, "categories"))
        for (const auto& one : *list) {
            const auto name = slug_of(text_of(&one).value_or(std::string()));
            if (!name.empty() && name != "popular" && name != "mcp" && out.size() < 8 && seen.insert(name).second)
                out.emplace_back(name);
        }
    if (out.empty())
        out.emplace_back("other");
    return out;
}

void report_keys(const bj::object& provider, EntryNotes& notes) {
    for (const auto& member : provider) {
        const std::string_view key = member.key();
        if (key.ends_with("_script"))
            notes.note("/" + std::string(key), "script-not-taken",
                       "The file names a script here; nothing like it is ever run.");
        else if (std::find(std::begin(known_keys), std::end(known_keys), key) == std::end(known_keys))
            notes.warn("", "unknown-key", "\"" + std::string(key.substr(0, 64)) + "\" is not known and was left out.");
    }
}

bj::object convert(const bj::object& own, const std::string& name, const Aliases& aliases, EntryNotes& notes) {
    const auto provider = aliases.resolve(own);
    const auto mode = text_member(provider, "auth_mode");
    const auto method = method_of(mode);
    if (method.empty())
        throw EntryRefused{"/auth_mode", "unknown-auth-mode", "This mode of authentication is not known."};
    NangoFields fields(provider, mode, notes);
    fields.guard_hosts(provider, notes);

    bj::object manifest;
    auto title = shorten(without_html(text_member(provider, "display_name")), 200);
    if (title.empty())
        title = name;
    manifest["manifestVersion"] = 1;
    manifest["displayName"] = title;
    manifest["description"] = "Connect " + title + ".";
    manifest["categories"] = categories_of(provider);
    manifest["version"] = "1";
    for (const auto* key : {"docs_connect", "docs", "setup_guide_url"}) {
        if (const auto url = https_url(text_member(provider, key)); !url.empty()) {
            manifest["documentationUrl"] = url;
            break;
        }
    }
    manifest["origin"] = bj::object{{"format", "nango"}, {"name", name}};
    manifest["settings"] = bj::object{{"authentication", fields.section(method)}};
    add_connection(manifest, provider, method, fields, notes);
    report_keys(own, notes);
    return manifest;
}

} // namespace

bool is_nango_provider(const bj::value& value) {
    const auto* object = value.if_object();
    return object != nullptr && (object->contains("auth_mode") || object->contains("alias"));
}

std::vector<ImportEntry> import_nango(const std::vector<NangoProvider>& providers, std::vector<ImportNote>& notes) {
    const Aliases aliases(providers);
    std::vector<ImportEntry> entries;
    for (const auto& provider : providers) {
        const auto name = shorten(provider.name, 256);
        EntryNotes own(name, notes);
        ImportEntry entry;
        entry.name = name;
        entry.wanted_name = slug_of(provider.name);
        try {
            if (!provider.problem.empty())
                throw EntryRefused{"", "malformed-yaml", provider.problem};
            if (!provider.value.is_object())
                throw EntryRefused{"", "malformed-provider", "A provider is a mapping."};
            entry.document = convert(provider.value.get_object(), name, aliases, own);
        } catch (const EntryRefused& refusal) {
            own.skip(refusal);
            entry.skipped = true;
        }
        entries.push_back(std::move(entry));
    }
    return entries;
}

} // namespace integration_gallery::catalog
