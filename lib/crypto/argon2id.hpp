#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace integration_gallery::crypto {

/// What one derivation costs.
struct Argon2Cost {
    std::uint32_t memory_kib;
    std::uint32_t passes;
    std::uint32_t lanes;
};

/// Argon2id, version 1.3 (RFC 9106): fills `out` from a passphrase. The caller bounds the cost.
void argon2id(std::span<const std::byte> passphrase, std::span<const std::byte> salt, const Argon2Cost& cost,
              std::span<std::byte> out);

} // namespace integration_gallery::crypto
