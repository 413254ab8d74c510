#include "crypto/key_text.hpp"

#include "base/base64url.hpp"
#include "base/bytes.hpp"
#include "crypto/base32.hpp"
#include "crypto/hkdf.hpp"

#include <integration_gallery/error.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace integration_gallery::crypto {
namespace {

constexpr std::string_view prefix = "igk1_";
// What "igk1_" looks like when somebody encodes it again: the last of its 7 characters of base64 depends on what
// follows.
constexpr std::string_view prefix_in_base64 = "aWdrMV";
constexpr std::string_view prefix_in_base16 = "69676b315f";
constexpr std::size_t key_size = 32;
constexpr std::size_t encoded_size = 43;
constexpr unsigned checksum_size = 7;
constexpr std::size_t body_size = prefix.size() + encoded_size;
constexpr std::size_t text_size = body_size + 1 + checksum_size;

// CRC-32 of IEEE 802.3, reflected.
std::uint32_t crc32(std::string_view text) {
    std::uint32_t crc = 0xFFFFFFFFu;
    for (const char character : text) {
        crc ^= static_cast<unsigned char>(character);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ (0xEDB88320u & (0u - (crc & 1u)));
    }
    return ~crc;
}

std::string checksum(std::string_view body) {
    std::string text;
    append_base32(text, crc32(body), checksum_size);
    return text;
}

} // namespace

Secret write_key_text(std::span<const std::byte> key) {
    if (key.size() != key_size)
        throw Error(Status::invalid_argument, "key-size", "A key has 32 bytes.");
    Secret text(text_size);
    char* out = reinterpret_cast<char*>(text.writable().data());
    std::ranges::copy(prefix, out);
    std::string encoded = base::encode_base64url(key);
    std::ranges::copy(encoded, out + prefix.size());
    base::wipe(std::as_writable_bytes(std::span(encoded)));
    out[body_size] = '_';
    const auto sum = checksum(text.view().substr(0, body_size));
    std::ranges::copy(sum, out + body_size + 1);
    return text;
}

KeyTextResult read_key_text(std::string_view text) {
    if (text.size() < text_size && text.size() > prefix.size() && text.starts_with(prefix))
        return {std::nullopt, KeyTextFault::truncated};
    if (text.starts_with(prefix_in_base64) || text.starts_with(prefix_in_base16))
        return {std::nullopt, KeyTextFault::encoded};
    if (text.size() != text_size || !text.starts_with(prefix) || text[body_size] != '_')
        return {std::nullopt, KeyTextFault::form};
    auto decoded = base::decode_base64url(text.substr(prefix.size(), encoded_size));
    if (!decoded)
        return {std::nullopt, KeyTextFault::form};
    Secret key{std::span<const std::byte>(*decoded)};
    base::wipe(*decoded);
    if (checksum(text.substr(0, body_size)) != text.substr(body_size + 1))
        return {std::nullopt, KeyTextFault::checksum};
    return {std::move(key), KeyTextFault::none};
}

std::string key_id_of(std::span<const std::byte> key) {
    std::array<std::byte, 17> bits;
    hkdf_expand(key, base::as_bytes("igk1/id"), bits);
    std::string text;
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    for (std::size_t index = 0; index < 8; ++index) {
        high = high << 8 | std::to_integer<std::uint64_t>(bits[index]);
        low = low << 8 | std::to_integer<std::uint64_t>(bits[index + 8]);
    }
    append_base32(text, high, 12); // 60 bits
    append_base32(text, low, 12);  // 60 bits
    append_base32(text, std::to_integer<std::uint64_t>(bits[16]), 2);
    return text;
}

} // namespace integration_gallery::crypto
