#pragma once

#include <integration_gallery/http.hpp>

#include <span>
#include <string>
#include <string_view>

namespace integration_gallery::http {

/// What the cross-origin check says.
enum class OriginVerdict {
    allowed,
    other_site, ///< A page of another site sent it, by Sec-Fetch-Site or Origin.
    simple,     ///< A form or a link could have sent it: neither a JSON body nor X-Integration-Gallery: 1.
};

/// May this request change something, as far as browsers are concerned? To be asked where the caller was recognised by
/// something that browsers send by themselves (Request::ambient_auth), for methods other than GET, HEAD and OPTIONS.
///
/// A trusted Origin passes. Else Sec-Fetch-Site decides where there is one: "same-origin" and "none" pass. Else an
/// Origin must have the host's own authority, and https where the client's hop was TLS. Beyond that, what passes must
/// have needed a preflight: X-Integration-Gallery: 1, or a JSON body. Where the operation takes a body (`takes_body`)
/// any body passes here, because its media type is checked later.
OriginVerdict check_origin(const Request& request, std::span<const std::string> trusted_origins, bool takes_body);

} // namespace integration_gallery::http
