#pragma once

#include "base/bytes.hpp"

#include <integration_gallery/host.hpp>
#include <integration_gallery/secret.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <span>

namespace integration_gallery::crypto {

/// What a key seals. The labels of its derivations come from this, so that a key of one kind opens nothing of another.
enum class SealingPurpose {
    record,  ///< igs1: documents of secrets, under a data key
    wrapping ///< igw1: data keys, under a key-encryption key
};

/// A 256-bit key that seals messages: AES-256-GCM under a key derived for each message by HKDF-SHA-256, with a
/// commitment of 32 bytes that is checked before any AES. The nonce is an HMAC over fresh randomness, context and
/// plaintext: a random source that is stuck shows which messages are equal, and no more. 2^80 messages per key.
///
/// Immutable; any thread. Keeps a few prepared ciphers, as setting them up costs more than using them.
class SealingKey {
public:
    /// What sealing adds to a message: nonce, commitment and tag.
    static constexpr std::size_t overhead = 24 + 32 + 16;

    /// `key` has 32 bytes; they are not kept, only what is derived from them.
    SealingKey(std::span<const std::byte> key, SealingPurpose purpose);
    ~SealingKey();
    SealingKey(const SealingKey&) = delete;
    SealingKey& operator=(const SealingKey&) = delete;

    /// nonce[24] || commitment[32] || ciphertext || tag[16]
    base::Bytes seal(std::span<const std::byte> context, std::span<const std::byte> plaintext,
                     RandomSource& random) const;

    /// The plaintext; nothing if anything at all is not as it was sealed.
    std::optional<Secret> open(std::span<const std::byte> context, std::span<const std::byte> body) const;

private:
    class Worker;
    class Lease;
    struct Pool;
    std::unique_ptr<Pool> m_pool;
};

} // namespace integration_gallery::crypto
