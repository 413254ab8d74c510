#pragma once

#include <integration_gallery/export.hpp>
#include <integration_gallery/host.hpp>
#include <integration_gallery/secret.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

/// The key providers that the library brings: a file, an environment variable, a passphrase. A cloud key service is an
/// implementation of KeyProvider (host.hpp) by the host.
///
/// The text of a key is `igk1_`, 43 characters of base64url, `_`, and a checksum of 7 characters, on a line of its own.
/// The first line is the active key; more lines are older keys, still needed for what they wrapped. The id of a key is
/// derived from the key.
namespace integration_gallery {

/// What key_file may do beside reading.
struct KeyFileOptions {
    /// Makes the file with a new key if it is missing and the store is an empty SQLite database. Never otherwise: a
    /// missing key of a store that holds something is an error, not a reason for a new key.
    bool create_if_missing = false;
};

/// Keys in a file that only its owner can read or write (mode 0600 or less). The file is read when a gallery opens, and
/// again when a key is asked for that it did not hold before. There is no default path. Throws nothing yet: what is
/// wrong with the file is said by the gallery that opens with it.
IG_CXX_API std::shared_ptr<KeyProvider> key_file(std::filesystem::path path, KeyFileOptions options = {});

/// Keys in an environment variable, one text of a key or several with spaces between. Other programs of the same user
/// can often read the environment of a process: prefer a file.
IG_CXX_API std::shared_ptr<KeyProvider> key_from_environment(std::string variable);

/// The cost of deriving a key from a passphrase with Argon2id (RFC 9106), for a store that is new. A store that is
/// there has its own, of at most 1 GiB, 16 passes and 16 lanes.
struct PassphraseOptions {
    std::uint32_t memory_kib = 65536;
    std::uint32_t passes = 3;
    std::uint32_t lanes = 1;
};

/// A key derived from a passphrase of at least 8 bytes. Whoever has the database can try passphrases against it, each
/// for the cost of one derivation: use a long one.
IG_CXX_API std::shared_ptr<KeyProvider> key_from_passphrase(Secret passphrase, PassphraseOptions options = {});

/// Several providers as one, to move from one to another: new data keys stand under the active key of the first, and
/// any of them unwraps what it has wrapped. Rotate the key-encryption key, then leave the old provider out.
IG_CXX_API std::shared_ptr<KeyProvider> key_ring(std::vector<std::shared_ptr<KeyProvider>> providers);

/// The text of a new random key, for a key file or a variable.
IG_CXX_API Secret make_key_text();

} // namespace integration_gallery
