#pragma once

#include <string>
#include <string_view>

namespace integration_gallery::schema::format {

/// Decodes Punycode (RFC 3492) in lower case, without "xn--". Empty for what is no Punycode, for more than 63
/// characters, and for what the encoder would not have written.
std::u32string decode_punycode(std::string_view text);

} // namespace integration_gallery::schema::format
