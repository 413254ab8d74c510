#include "catalog/importers/nango_connection.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <set>

namespace integration_gallery::catalog {
namespace {

namespace bj = boost::json;

constexpr std::size_t longest_url = 2048;

bool is_url_template(std::string_view url) {
    return url.starts_with("https://") && url.size() <= longest_url && url.size() > 8 &&
           std::none_of(url.begin(), url.end(), [](char c) {
               return static_cast<unsigned char>(c) <= ' ' ||
                      std::string_view("\"<>\\^`|").find(c) != std::string_view::npos;
           });
}

/// Replaces the placeholders of a text without alternatives. `optional` tells whether a member that may be absent is
/// used.
std::optional<std::string> replace(std::string_view text, const NangoFields& fields, bool& optional, bool& any) {
    std::string out;
    while (!text.empty()) {
        if (text.starts_with("${")) {
            const auto end = text.find('}');
            if (end == std::string_view::npos)
                return std::nullopt;
            const auto name = text.substr(2, end - 2);
            const auto* field = fields.find(name);
            if (field == nullptr && name != "accessToken")
                return std::nullopt;
            optional = optional || (field != nullptr && !field->required);
            any = true;
            out.append("{").append(field != nullptr ? field->name : "accessToken").append("}");
            text.remove_prefix(end + 1);
        } else if (text.front() == '{' || text.front() == '}') {
            return std::nullopt;
        } else {
            out += text.front();
            text.remove_prefix(1);
        }
    }
    return out;
}

std::string_view trim(std::string_view text) {
    const auto begin = std::min(text.find_first_not_of(' '), text.size());
    text.remove_prefix(begin);
    return text.substr(0, text.find_last_not_of(' ') + 1);
}

class Connection {
public:
    Connection(bj::object& manifest, const bj::object& provider, std::string_view method, const NangoFields& fields,
               EntryNotes& notes)
        : m_manifest(manifest), m_provider(provider), m_method(method), m_fields(fields), m_notes(notes) {}

    void run() {
        if (const auto* proxy = object_member(m_provider, "proxy")) {
            add_api(*proxy);
            add_probe(*proxy);
        }
        if (m_method == "oauth2")
            add_oauth2();
        add_hosts();
    }

private:
    /// An https URL template, or "" and a note.
    std::string url(const bj::object& in, std::string_view name, const std::string& pointer) {
        const auto* value = in.if_contains(name);
        if (value == nullptr)
            return {};
        const auto* text = value->if_string();
        auto converted = text != nullptr ? convert_template(std::string_view(*text), m_fields) : std::nullopt;
        if (converted && is_url_template(*converted))
            return *converted;
        m_notes.note(pointer, "address-not-taken",
                     "The address cannot be said in a manifest: it is no https URL with plain placeholders.");
        return {};
    }

    void remember_host(std::string_view url) {
        url.remove_prefix(std::min<std::size_t>(url.size(), 8));
        auto host = url.substr(0, url.find_first_of("/?#"));
        m_hosts.insert(std::string(host.substr(0, host.rfind(':'))));
    }

    bj::object parameters(const bj::object* in) {
        bj::object out;
        if (in == nullptr)
            return out;
        for (const auto& member : *in) {
            auto text = text_of(&member.value());
            auto converted = text ? convert_template(*text, m_fields) : std::nullopt;
            if (converted && converted->find('{') == std::string::npos && out.size() < 32 && converted->size() <= 2048)
                out[member.key()] = *converted;
        }
        return out;
    }

    void add_api(const bj::object& proxy) {
        const auto base = url(proxy, "base_url", "/proxy/base_url");
        if (base.empty())
            return;
        remember_host(base);
        bj::object api{{"baseUrl", base}};
        const auto* headers = object_member(proxy, "headers");
        if (auto fixed = parameters(headers); !fixed.empty())
            api["headers"] = std::move(fixed);
        if (auto credential = carried(headers, object_member(proxy, "query")); !credential.empty())
            api["credentials"] = bj::object{{m_method, std::move(credential)}};
        m_manifest["api"] = std::move(api);
    }

    /// How a request carries the credentials.
    bj::object carried(const bj::object* headers, const bj::object* query) {
        for (const auto* in : {headers, query}) {
            if (in == nullptr)
                continue;
            for (const auto& member : *in) {
                const auto* text = member.value().if_string();
                const auto converted =
                    text != nullptr ? convert_template(std::string_view(*text), m_fields) : std::nullopt;
                if (converted && converted->size() <= 256 && uses_secret(std::string_view(*text)) &&
                    is_token(member.key()))
                    return {
                        {"in", in == headers ? "header" : "query"}, {"name", member.key()}, {"template", *converted}};
            }
        }
        const auto* username = m_fields.find("username");
        const auto* password = m_fields.find("password");
        if (m_method == "basic" && username != nullptr && password != nullptr)
            return {
                {"in", "basic"}, {"username", "{" + username->name + "}"}, {"password", "{" + password->name + "}"}};
        if (m_method.starts_with("oauth2"))
            return {{"in", "header"}, {"name", "Authorization"}, {"template", "Bearer {accessToken}"}};
        return {};
    }

    bool uses_secret(std::string_view text) const {
        for (auto at = text.find("${"); at != std::string_view::npos; at = text.find("${", at + 2)) {
            const auto name = text.substr(at + 2, text.find('}', at) - at - 2);
            const auto* field = m_fields.find(name);
            if (name == "accessToken" || (field != nullptr && field->secret))
                return true;
        }
        return false;
    }

    static bool is_token(std::string_view name) {
        return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
        });
    }

    void add_probe(const bj::object& proxy) {
        const auto* verification = object_member(proxy, "verification");
        const auto* endpoints = verification != nullptr ? array_member(*verification, "endpoints") : nullptr;
        if (endpoints == nullptr || endpoints->empty() || !endpoints->front().is_string())
            return;
        const auto* override_url = verification->if_contains("base_url_override");
        const auto base = text_member(override_url != nullptr ? *verification : proxy,
                                      override_url != nullptr ? "base_url_override" : "base_url");
        const auto address = convert_template(base + std::string(endpoints->front().get_string()), m_fields);
        const auto method = text_member(*verification, "method");
        const bool known = method.empty() || method == "GET" || method == "HEAD" || method == "POST";
        if (!address || !is_url_template(*address) || !known)
            return m_notes.note("/proxy/verification", "probe-not-taken",
                                "The request that proves credentials cannot be said in a manifest.");
        bj::object probe{{"url", *address}};
        if (!method.empty())
            probe["method"] = method;
        if (auto headers = parameters(object_member(*verification, "headers")); !headers.empty())
            probe["headers"] = std::move(headers);
        if (const auto* data = object_member(*verification, "data"))
            probe["body"] = *data;
        remember_host(*address);
        m_manifest["probe"] = std::move(probe);
    }

    void add_oauth2() {
        const auto authorize = url(m_provider, "authorization_url", "/authorization_url");
        const auto token = url(m_provider, "token_url", "/token_url");
        if (authorize.empty() || token.empty())
            return m_notes.warn(
                "", "oauth-not-taken",
                "The addresses of the OAuth flow cannot be said in a manifest; the host has to know them.");
        bj::object first{{"url", authorize}};
        if (auto extra = parameters(object_member(m_provider, "authorization_params")); !extra.empty())
            first["params"] = std::move(extra);
        bj::object second{{"url", token}};
        if (auto extra = parameters(object_member(m_provider, "token_params")); !extra.empty())
            second["params"] = std::move(extra);
        if (auto extra = parameters(object_member(m_provider, "token_headers")); !extra.empty())
            second["headers"] = std::move(extra);
        if (const auto format = text_member(m_provider, "body_format"); format == "json" || format == "form")
            second["body"] = format;
        if (text_member(m_provider, "token_request_auth_method") == "basic" ||
            text_member(m_provider, "authorization_method") == "header")
            second["clientAuth"] = "basic";
        bj::object oauth2{{"authorize", std::move(first)}, {"token", std::move(second)}};
        if (auto found = scopes(); !found.empty())
            oauth2["scopes"] = std::move(found);
        if (is_true(m_provider, "disable_pkce"))
            oauth2["pkce"] = "none";
        if (m_provider.contains("refresh_url"))
            if (const auto refresh = url(m_provider, "refresh_url", "/refresh_url"); !refresh.empty())
                oauth2["refresh"] = bj::object{{"url", refresh}};
        remember_host(authorize);
        remember_host(token);
        m_manifest["oauth2"] = std::move(oauth2);
    }

    bj::object scopes() {
        bj::object out;
        bj::array names;
        if (const auto* list = array_member(m_provider, "default_scopes"))
            for (const auto& one : *list)
                if (one.is_string() && !one.get_string().empty() &&
                    std::find(names.begin(), names.end(), one) == names.end())
                    names.push_back(one);
        if (!names.empty())
            out["default"] = std::move(names);
        if (const auto separator = text_member(m_provider, "scope_separator"); separator.size() == 1)
            out["separator"] = separator;
        return out;
    }

    /// The hosts, if each is a name, or a placeholder with a fixed domain behind it or without.
    void add_hosts() {
        bj::array hosts;
        for (const auto& host : m_hosts) {
            const auto end = host.starts_with('{') ? host.find('}') + 1 : 0;
            const auto placeholder = std::string_view(host).substr(0, end);
            const auto rest = std::string_view(host).substr(end);
            const bool good =
                !host.empty() && (end == 0 || rest.empty() || rest.starts_with('.')) &&
                std::none_of(placeholder.begin(), placeholder.end(), [](char c) { return c == '_' || c == '-'; }) &&
                std::all_of(rest.begin(), rest.end(), [](char c) {
                    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
                });
            if (!good)
                return m_notes.note("", "hosts-not-listed",
                                    "The hosts that may be sent secrets cannot be listed; what limits the members that "
                                    "are part of them counts.");
            hosts.emplace_back(host);
        }
        if (!hosts.empty() && hosts.size() <= 32)
            m_manifest["allowedHosts"] = std::move(hosts);
    }

    bj::object& m_manifest;
    const bj::object& m_provider;
    std::string_view m_method;
    const NangoFields& m_fields;
    EntryNotes& m_notes;
    std::set<std::string> m_hosts;
};

} // namespace

std::optional<std::string> convert_template(std::string_view text, const NangoFields& fields) {
    const auto alternative = text.find("||");
    bool optional = false;
    bool any = false;
    auto left = replace(trim(text.substr(0, alternative)), fields, optional, any);
    if (alternative == std::string_view::npos)
        return left;
    // The left one wins if it could be filled in: certain only where all its members are required.
    if (left && any && !optional)
        return left;
    return any || !left ? std::nullopt : replace(trim(text.substr(alternative + 2)), fields, optional, any);
}

void add_connection(bj::object& manifest, const bj::object& provider, std::string_view method,
                    const NangoFields& fields, EntryNotes& notes) {
    Connection(manifest, provider, method, fields, notes).run();
}

} // namespace integration_gallery::catalog
