#pragma once

#include <cstdint>
#include <string>

namespace integration_gallery::crypto {

/// Appends the lowest `5 * count` bits of a number as `count` characters of Crockford's base 32 in lower case, the most
/// significant first.
inline void append_base32(std::string& out, std::uint64_t number, unsigned count) {
    constexpr char alphabet[] = "0123456789abcdefghjkmnpqrstvwxyz";
    while (count-- != 0)
        out.push_back(alphabet[(number >> (5 * count)) & 31]);
}

} // namespace integration_gallery::crypto
