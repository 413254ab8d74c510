#pragma once

#include "crypto/context.hpp"
#include "crypto/sealing_key.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace integration_gallery::crypto {

/// The longest plaintext of one sealed record, in bytes.
inline constexpr std::size_t record_limit = 32 * 1024;
/// The longest text of a sealed record: fits a MySQL TEXT.
inline constexpr std::size_t record_text_limit = 45184;

/// A sealed record taken apart: "igs1." key-id "." base64url. Needs no key.
struct SealedRecord {
    std::string key_id; ///< 26 characters
    base::Bytes body;   ///< nonce, commitment, ciphertext, tag
};

/// Takes a text apart, if it is exactly what seal_record can have written: one spelling per value.
std::optional<SealedRecord> parse_record(std::string_view text);

/// Seals a document. The plaintext is padded to a bucket of lengths first, so that the text shows its length only
/// roughly. Throws Error of Status::limit above record_limit.
std::string seal_record(const SealingKey& key, const RecordContext& context, std::span<const std::byte> plaintext,
                        RandomSource& random);

/// The plaintext; nothing if the record is damaged, was sealed under another key, or is bound to something else.
std::optional<Secret> open_record(const SealingKey& key, const RecordContext& context, const SealedRecord& record);

/// The length that `size` bytes are padded to: the next multiple of 64 up to 1024, of 256 up to 8192, of 1024 above.
std::size_t bucket(std::size_t size) noexcept;

} // namespace integration_gallery::crypto
