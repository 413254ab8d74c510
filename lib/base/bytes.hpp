#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace integration_gallery::base {

using Bytes = std::vector<std::byte>;

/// The bytes of a text, without a copy.
inline std::span<const std::byte> as_bytes(std::string_view text) noexcept {
    return {reinterpret_cast<const std::byte*>(text.data()), text.size()};
}

/// The text of some bytes, without a copy.
inline std::string_view as_text(std::span<const std::byte> bytes) noexcept {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Overwrites memory in a way that the compiler may not leave out.
void wipe(std::span<std::byte> bytes) noexcept;

/// Equality in a time that depends on the sizes only.
bool equal_constant_time(std::span<const std::byte> left, std::span<const std::byte> right) noexcept;

/// Appends a number, most significant byte first.
void append_u32(Bytes& out, std::uint32_t number);
void append_u64(Bytes& out, std::uint64_t number);

/// Pre-authentication encoding: the count of the fields, then each with its length in front, all as 32-bit numbers with
/// the most significant byte first. Injective: no two lists of fields give the same bytes.
Bytes encode_fields(std::span<const std::span<const std::byte>> fields);

} // namespace integration_gallery::base
