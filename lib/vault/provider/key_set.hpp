#pragma once

#include "base/bytes.hpp"
#include "crypto/sealing_key.hpp"

#include <integration_gallery/host.hpp>
#include <integration_gallery/secret.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace integration_gallery::vault {

/// Key-encryption keys in memory, the active one first. Of each only what is derived from it is kept. Any thread once
/// it is filled.
class KeySet {
public:
    /// Adds a key of 32 bytes under the id derived from it; false if it is there already.
    bool add(std::span<const std::byte> key);

    bool empty() const noexcept { return m_keys.empty(); }
    bool holds(std::string_view id) const noexcept { return find(id) != nullptr; }
    KeyNames names() const;

    /// Throw Error of Status::key: "key-missing" for an id that is not here, "unwrap-refused" if `wrapped` was not made
    /// with this key and context.
    base::Bytes wrap(std::string_view id, std::span<const std::byte> plaintext, std::span<const std::byte> context,
                     RandomSource& random) const;
    Secret unwrap(std::string_view id, std::span<const std::byte> wrapped, std::span<const std::byte> context) const;

private:
    struct Entry {
        std::string id;
        std::unique_ptr<crypto::SealingKey> key;
    };
    const crypto::SealingKey* find(std::string_view id) const noexcept;
    const crypto::SealingKey& at(std::string_view id) const;

    std::vector<Entry> m_keys;
};

/// Reads texts of keys (crypto::read_key_text), one per line. One line end is allowed at the end, nothing else around
/// them. Throws Error of Status::key that names `origin` ("the key file '…'") and the line, never the text:
/// "key-text", "key-text-truncated", "key-text-encoded", "key-text-checksum".
KeySet read_key_lines(std::string_view text, std::string_view origin);

} // namespace integration_gallery::vault
