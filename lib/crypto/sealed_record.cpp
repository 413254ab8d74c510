#include "crypto/sealed_record.hpp"

#include "base/base64url.hpp"
#include "base/identifier.hpp"

#include <integration_gallery/error.hpp>

#include <cstring>
#include <utility>

namespace integration_gallery::crypto {
namespace {

constexpr std::string_view prefix = "igs1.";
constexpr std::size_t key_id_size = 26;
constexpr std::size_t header_size = prefix.size() + key_id_size + 1;
constexpr std::byte pad_mark{0x80};

// Takes the padding off in a time that depends on the padded length only.
bool remove_padding(Secret& padded) {
    const auto bytes = padded.bytes();
    std::size_t size = 0;
    unsigned found = 0; // 1 once the mark has been met, from the end
    unsigned wrong = 0;
    for (std::size_t index = bytes.size(); index-- > 0;) {
        const unsigned byte = std::to_integer<unsigned>(bytes[index]);
        const unsigned is_mark = static_cast<unsigned>(byte == std::to_integer<unsigned>(pad_mark)) & (found ^ 1u);
        const unsigned is_zero = static_cast<unsigned>(byte == 0);
        wrong |= (found ^ 1u) & (is_mark ^ 1u) & (is_zero ^ 1u);
        size |= index & (std::size_t{0} - is_mark);
        found |= is_mark;
    }
    if (found == 0 || wrong != 0)
        return false;
    padded.truncate(size);
    return true;
}

} // namespace

std::size_t bucket(std::size_t size) noexcept {
    const std::size_t step = size <= 1024 ? 64 : size <= 8192 ? 256 : 1024;
    return (size + step - 1) / step * step;
}

std::optional<SealedRecord> parse_record(std::string_view text) {
    if (text.size() > record_text_limit || text.size() < header_size || !text.starts_with(prefix) ||
        text[header_size - 1] != '.')
        return std::nullopt;
    const auto key_id = text.substr(prefix.size(), key_id_size);
    if (!base::is_identifier(key_id))
        return std::nullopt;
    auto body = base::decode_base64url(text.substr(header_size));
    if (!body || body->size() < SealingKey::overhead)
        return std::nullopt;
    const std::size_t padded = body->size() - SealingKey::overhead;
    if (padded == 0 || bucket(padded) != padded)
        return std::nullopt;
    return SealedRecord{std::string(key_id), std::move(*body)};
}

std::string seal_record(const SealingKey& key, const RecordContext& context, std::span<const std::byte> plaintext,
                        RandomSource& random) {
    if (plaintext.size() > record_limit)
        throw Error(Status::limit, "secret-too-long",
                    "The secrets of one integration may take 32768 bytes together; shorten or remove one.");
    if (!base::is_identifier(context.key_id))
        throw Error(Status::invalid_argument, "key-id", "The id of a data key has 26 characters.");
    Secret padded(bucket(plaintext.size() + 1));
    if (!plaintext.empty())
        std::memcpy(padded.writable().data(), plaintext.data(), plaintext.size());
    padded.writable()[plaintext.size()] = pad_mark;
    const auto body = key.seal(encode_context(context), padded.bytes(), random);
    std::string text(prefix);
    text += context.key_id;
    text += '.';
    text += base::encode_base64url(body);
    return text;
}

std::optional<Secret> open_record(const SealingKey& key, const RecordContext& context, const SealedRecord& record) {
    auto plaintext = key.open(encode_context(context), record.body);
    if (plaintext && !remove_padding(*plaintext))
        plaintext.reset();
    return plaintext;
}

} // namespace integration_gallery::crypto
