#pragma once

#include <array>
#include <cstddef>
#include <span>

namespace integration_gallery::crypto {

inline constexpr std::size_t digest_size = 32;
using Digest = std::array<std::byte, digest_size>;

/// SHA-256 (FIPS 180-4).
Digest sha256(std::span<const std::byte> bytes);

/// HMAC-SHA-256 (RFC 2104) of one message; HmacKey serves many messages under one key.
Digest hmac_sha256(std::span<const std::byte> key, std::span<const std::byte> bytes);

} // namespace integration_gallery::crypto
