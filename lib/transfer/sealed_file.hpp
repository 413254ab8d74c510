#pragma once

#include "base/bytes.hpp"
#include "crypto/aes_gcm.hpp"
#include "transfer/format.hpp"

#include <integration_gallery/host.hpp>
#include <integration_gallery/secret.hpp>
#include <integration_gallery/transfer.hpp>

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace integration_gallery::transfer {

/// Takes the bytes of a file, one piece after the other.
using Sink = std::function<void(std::span<const std::byte>)>;

/// Writes the file of an export. What is not finished is no file: its reader refuses it.
class SealedWriter {
public:
    /// Writes the head. Derives the key, which for a passphrase takes a while.
    SealedWriter(const ExportKey& key, RandomSource& random, Sink sink);

    void write(std::string_view text);
    /// Seals the last chunk.
    void finish();

private:
    void seal(bool last);

    Sink m_sink;
    Secret m_key;
    crypto::AesGcm m_cipher;
    Secret m_chunk{chunk_size};
    std::size_t m_used = 0;
    std::uint64_t m_number = 0;
};

/// The key of one file, derived from its head: kept to read the file a second time.
struct FileKey {
    std::string head;
    Secret key;
};

/// Reads the file of an export, and gives nothing that was not verified.
///
/// Throws Error: Status::validation "export-not-recognized" (another kind of file), Status::unsupported
/// "export-too-new", Status::key "export-key-wrong", Status::validation "export-damaged" (altered, cut off or with
/// something behind its end), Status::storage "export-unreadable" (the stream failed).
class SealedReader {
public:
    /// Reads the head from the beginning of `file`, which must outlive the reader. `known` is what another reader of
    /// the same file had derived; for another file it serves nothing.
    SealedReader(std::istream& file, const ExportKey& key, const FileKey* known = nullptr);

    const FileKey& file_key() const noexcept { return m_file_key; }

    /// The next piece of what was sealed, valid until the next call; empty at the end.
    std::span<const std::byte> next();

    /// How much of the file was read.
    std::int64_t position() const noexcept { return m_position; }

private:
    std::size_t read(std::span<std::byte> out);

    std::istream& m_file;
    FileKey m_file_key;
    crypto::AesGcm m_cipher;
    Secret m_chunk;
    std::optional<std::byte> m_ahead; ///< the byte after the chunk: is there another one?
    std::uint64_t m_number = 0;
    std::int64_t m_position = 0;
    bool m_ended = false;
};

} // namespace integration_gallery::transfer
