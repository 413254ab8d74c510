#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace integration_gallery::vault {

/// What a sealed value is bound to, beside the store and the key. Every member comes from what the caller asked for,
/// never from the row that was found: a row that was moved or whose destination was changed does not open.
struct SealContext {
    std::string_view project;
    std::string_view record; ///< The id of the record that owns the slot.
    std::string_view integration;
    std::string_view slot;              ///< "config" (what people type) or "token" (what OAuth refreshes).
    std::uint64_t seal_revision = 0;    ///< Goes up by one with each seal of this record and slot.
    std::span<const std::byte> binding; ///< The 32 bytes of binding_digest.
};

/// The digest of the destinations that a secret may be sent to: pairs of JSON Pointer and value in canonical form
/// (RFC 8785, json::canonical), in any order. Two lists give the same digest only if they hold the same pairs.
std::array<std::byte, 32>
binding_digest(std::span<const std::pair<std::string, std::string>> pointers_and_canonical_values);

} // namespace integration_gallery::vault
