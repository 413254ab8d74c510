#pragma once

#include "base/bytes.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace integration_gallery::base {

/// Base64url without padding (RFC 4648, section 5).
std::string encode_base64url(std::span<const std::byte> bytes);

/// Reads exactly what encode_base64url writes: no padding, no white space, spare bits zero. Nothing otherwise.
std::optional<Bytes> decode_base64url(std::string_view text);

} // namespace integration_gallery::base
