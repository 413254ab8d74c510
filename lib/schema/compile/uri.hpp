#pragma once

#include <string>
#include <string_view>

namespace integration_gallery::schema {

/// A reference resolved against a base (RFC 3986, section 5.2), without its fragment. An empty base is allowed: then
/// what has no scheme stays relative.
std::string resolve_uri(std::string_view base, std::string_view reference);

/// What stands behind the first '#', percent-decoded; "" if there is none.
std::string fragment_of(std::string_view reference);

/// Percent-encodes what may not stand in a fragment (RFC 3986, section 3.5).
std::string encode_fragment(std::string_view text);

} // namespace integration_gallery::schema
