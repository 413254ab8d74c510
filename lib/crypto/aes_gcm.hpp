#pragma once

#include "crypto/botan.hpp"

#include <cstddef>
#include <memory>
#include <span>

namespace integration_gallery::crypto {

inline constexpr std::size_t gcm_tag_size = 16;

/// AES-GCM (NIST SP 800-38D) with a tag of 128 bits, in place. The object is kept to save its set-up; each call brings
/// its own key, which must not serve two messages under one nonce. One thread at a time.
class AesGcm {
public:
    /// `key_size` in bytes: 16, 24 or 32. The sealed forms use 32 and a nonce of 12 bytes only.
    explicit AesGcm(std::size_t key_size = 32);
    ~AesGcm();
    AesGcm(AesGcm&&) noexcept;
    AesGcm& operator=(AesGcm&&) = delete;

    /// Encrypts `text` where it stands.
    void seal(std::span<const std::byte> key, std::span<const std::byte> nonce, std::span<const std::byte> associated,
              std::span<std::byte> text, std::span<std::byte, gcm_tag_size> tag);

    /// Decrypts `text` where it stands, if the tag is right. Otherwise wipes it and says no.
    bool open(std::span<const std::byte> key, std::span<const std::byte> nonce, std::span<const std::byte> associated,
              std::span<std::byte> text, std::span<const std::byte, gcm_tag_size> tag);

private:
    struct State;
    std::unique_ptr<State, detail::Release> m_state;
};

} // namespace integration_gallery::crypto
