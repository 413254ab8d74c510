#pragma once

#include "crypto/hmac_key.hpp"

#include <span>

namespace integration_gallery::crypto {

/// The most that HKDF-SHA-256 gives: 255 blocks.
inline constexpr std::size_t hkdf_limit = 255 * digest_size;

/// HKDF-Expand with SHA-256 (RFC 5869, 2.3): fills `out` from a pseudorandom key and an info given in pieces. Throws
/// Error of Status::invalid_argument for more than hkdf_limit bytes; Botan 2.19 would give fewer instead.
void hkdf_expand(HmacKey& key, std::span<const std::span<const std::byte>> info, std::span<std::byte> out);

/// The same with the key as bytes and the info in one piece.
void hkdf_expand(std::span<const std::byte> key, std::span<const std::byte> info, std::span<std::byte> out);

} // namespace integration_gallery::crypto
