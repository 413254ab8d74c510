#pragma once

#include <integration_gallery/secret.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace integration_gallery::crypto {

/// Why a text is not a key.
enum class KeyTextFault {
    none,
    form,      ///< not `igk1_`, 43 characters of base64url, `_`, 7 characters
    truncated, ///< begins so, and ends too early
    encoded,   ///< the text of a key in base64 or hexadecimal once more
    checksum,  ///< the form is right, a character is not
};

/// The text of a 256-bit key: `igk1_`, the key in base64url, `_`, and the CRC-32 of all before that `_` in 7 characters
/// of base 32. Finds what is cut off, mistyped or encoded twice before any data is touched.
Secret write_key_text(std::span<const std::byte> key);

struct KeyTextResult {
    std::optional<Secret> key;
    KeyTextFault fault = KeyTextFault::none;
};

/// Reads exactly what write_key_text writes.
KeyTextResult read_key_text(std::string_view text);

/// The id of a key, derived from it one way: 26 characters.
std::string key_id_of(std::span<const std::byte> key);

} // namespace integration_gallery::crypto
