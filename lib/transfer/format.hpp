#pragma once

#include <cstddef>
#include <string_view>

/// The file of an export.
///
/// 1. A head: one line of JSON and a line feed, at most head_limit bytes, in clear:
///    {"format":"integration-gallery-export","version":1,"key":KEY,"salt":"…"} where KEY is {"kind":"key","id":"…"} or
///    {"kind":"passphrase","memoryKib":65536,"passes":3,"lanes":1}, and salt 32 random bytes in base64url.
/// 2. 32 bytes of commitment to the key.
/// 3. Chunks: 65536 bytes each, the last one 0 to 65536, encrypted with AES-256-GCM, each with its tag of 16 bytes
/// behind
///    it. The nonce is 4 zero bytes, then the number of the chunk from 0 in 7 bytes, the most significant first, then 1
///    for the last chunk and 0 for any other: so no chunk can be left out, moved, repeated, added or cut off.
///
/// Key and commitment are the two halves of 64 bytes: HKDF-Expand with SHA-256 of the master key, with the info
/// "integration-gallery/export/v1" and the SHA-256 of the head as it stands in the file. So a changed head opens
/// nothing. The master key is the key itself, or Argon2id of the passphrase with the salt and the cost in the head.
///
/// The chunks hold lines of JSON (records.hpp): the projects, each with its settings, secrets and history, and at the
/// end a line that counts them. Secrets stand there in clear, so that another store can seal them under a key of its
/// own.
namespace integration_gallery::transfer {

inline constexpr std::string_view format_name = "integration-gallery-export";
inline constexpr int format_version = 1;
inline constexpr std::size_t head_limit = 4096;
inline constexpr std::size_t salt_size = 32;
inline constexpr std::size_t commitment_size = 32;
inline constexpr std::size_t chunk_size = 65536;
/// The longest line: a row of settings holds at most 4 MiB, which JSON may write six times as long.
inline constexpr std::size_t line_limit = 32 * 1024 * 1024;

} // namespace integration_gallery::transfer
