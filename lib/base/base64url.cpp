#include "base/base64url.hpp"

#include <array>

namespace integration_gallery::base {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

constexpr std::array<signed char, 256> make_values() {
    std::array<signed char, 256> values{};
    for (auto& value : values)
        value = -1;
    for (std::size_t i = 0; i < alphabet.size(); ++i)
        values[static_cast<unsigned char>(alphabet[i])] = static_cast<signed char>(i);
    return values;
}

constexpr auto values = make_values();

} // namespace

std::string encode_base64url(std::span<const std::byte> bytes) {
    std::string out;
    out.reserve((bytes.size() * 4 + 2) / 3);
    std::uint32_t pending = 0;
    int bits = 0;
    for (const std::byte byte : bytes) {
        pending = (pending << 8) | std::to_integer<std::uint32_t>(byte);
        bits += 8;
        while (bits >= 6) {
            bits -= 6;
            out += alphabet[(pending >> bits) & 63u];
        }
    }
    if (bits > 0)
        out += alphabet[(pending << (6 - bits)) & 63u];
    return out;
}

std::optional<Bytes> decode_base64url(std::string_view text) {
    if (text.size() % 4 == 1)
        return std::nullopt;
    Bytes out;
    out.reserve(text.size() * 3 / 4);
    std::uint32_t pending = 0;
    int bits = 0;
    for (const char c : text) {
        const signed char value = values[static_cast<unsigned char>(c)];
        if (value < 0)
            return std::nullopt;
        pending = (pending << 6) | static_cast<unsigned char>(value);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            out.push_back(static_cast<std::byte>(pending >> bits));
        }
    }
    if ((pending & ((1u << bits) - 1u)) != 0)
        return std::nullopt;
    return out;
}

} // namespace integration_gallery::base
