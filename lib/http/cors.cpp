#include "http/cors.hpp"

#include "http/fields.hpp"
#include "http/route.hpp"

#include <integration_gallery/error.hpp>

#include <algorithm>
#include <utility>

namespace integration_gallery::http {
namespace {

/// RFC 6454, section 6.2: how a browser writes the origin of a page. What is written otherwise would never match.
bool is_origin(std::string_view text) noexcept {
    const bool https = text.starts_with("https://");
    if (!https && !text.starts_with("http://"))
        return false;
    text.remove_prefix(https ? 8 : 7);
    const std::size_t bracket = text.starts_with('[') ? text.find(']') : 0;
    if (bracket == std::string_view::npos)
        return false;
    const std::size_t colon = text.find(':', bracket);
    const std::string_view host = text.substr(0, colon);
    const auto in_host = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               std::string_view("-._[]:").find(c) != std::string_view::npos;
    };
    if (host.empty() || !std::all_of(host.begin(), host.end(), in_host))
        return false;
    if (colon == std::string_view::npos)
        return true;
    const std::string_view port = text.substr(colon + 1);
    return !port.empty() && port.size() <= 5 && port.front() != '0' && port != (https ? "443" : "80") &&
           std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

Cors::Cors(std::vector<std::string> origins, bool credentials)
    : m_origins(std::move(origins)), m_credentials(credentials) {
    if (!std::all_of(m_origins.begin(), m_origins.end(), is_origin))
        throw Error(Status::invalid_argument, "invalid-option",
                    "An entry of the option cors_origins is no origin. Write it as browsers do, such as "
                    "https://console.example.com: scheme and host in lower case, a port only if it is not the scheme's "
                    "own, and nothing behind it; \"*\" and \"null\" are not possible.");
}

void Cors::add_fields(const Request& request, const Route& route, std::span<const std::string> trusted,
                      std::vector<Response::Field>& fields) const {
    if (!on())
        return;
    fields.push_back({"Vary", "Origin"});
    const Fields given(request.headers);
    const auto origin = given.first("Origin");
    if (given.count("Origin") != 1 || std::find(m_origins.begin(), m_origins.end(), *origin) == m_origins.end())
        return;
    fields.push_back({"Access-Control-Allow-Origin", std::string(*origin)});
    if (m_credentials)
        fields.push_back({"Access-Control-Allow-Credentials", "true"});
    if (request.method != "OPTIONS") {
        fields.push_back({"Access-Control-Expose-Headers", "Allow, ETag, Link, Retry-After"});
        return;
    }
    if (!given.first("Access-Control-Request-Method"))
        return;
    const bool may_change =
        !request.ambient_auth || std::find(trusted.begin(), trusted.end(), *origin) != trusted.end();
    fields.push_back({"Access-Control-Allow-Methods", may_change ? route.allow() : "GET, HEAD, OPTIONS"});
    fields.push_back({"Access-Control-Allow-Headers", "Authorization, Content-Type, If-Match, If-None-Match, Prefer, "
                                                      "X-Integration-Gallery"});
    fields.push_back({"Access-Control-Max-Age", "600"});
}

} // namespace integration_gallery::http
