#include "http/cross_origin.hpp"

#include "http/fields.hpp"
#include "http/media_type.hpp"

#include <algorithm>

namespace integration_gallery::http {
namespace {

/// Without the port that the scheme implies.
std::string_view without_default_port(std::string_view authority, std::string_view scheme) noexcept {
    const std::string_view port = equal_ignoring_case(scheme, "https") ? ":443" : ":80";
    if (authority.ends_with(port))
        authority.remove_suffix(port.size());
    return authority;
}

/// Is `origin` the host itself?
bool is_own(std::string_view origin, std::string_view authority, bool secure_transport) noexcept {
    const auto colon = origin.find("://");
    if (colon == std::string_view::npos || authority.empty())
        return false;
    const std::string_view scheme = origin.substr(0, colon);
    const bool https = equal_ignoring_case(scheme, "https");
    if (!https && (secure_transport || !equal_ignoring_case(scheme, "http")))
        return false;
    return equal_ignoring_case(without_default_port(origin.substr(colon + 3), scheme),
                               without_default_port(authority, scheme));
}

bool from_own_pages(const Request& request, const Fields& fields, std::span<const std::string> trusted_origins) {
    const auto origin = fields.first("Origin");
    // a browser sends each of them once
    if (fields.count("Origin") > 1 || fields.count("Sec-Fetch-Site") > 1)
        return false;
    if (origin && std::find(trusted_origins.begin(), trusted_origins.end(), *origin) != trusted_origins.end())
        return true;
    if (const auto site = fields.first("Sec-Fetch-Site"))
        return *site == "same-origin" || *site == "none";
    // browsers leave Sec-Fetch-Site out on plain http, other programs leave out both
    return !origin || is_own(*origin, request.authority, request.secure_transport);
}

} // namespace

OriginVerdict check_origin(const Request& request, std::span<const std::string> trusted_origins, bool takes_body) {
    const Fields fields(request.headers);
    if (!from_own_pages(request, fields, trusted_origins))
        return OriginVerdict::other_site;
    if (fields.first("X-Integration-Gallery") == "1")
        return OriginVerdict::allowed;
    if (request.body.empty())
        return OriginVerdict::simple;
    if (takes_body)
        return OriginVerdict::allowed;
    const auto type = fields.first("Content-Type");
    return type && is_media_type(*type, "application/json") ? OriginVerdict::allowed : OriginVerdict::simple;
}

} // namespace integration_gallery::http
