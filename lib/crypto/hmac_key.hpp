#pragma once

#include "crypto/botan.hpp"
#include "crypto/digest.hpp"

#include <memory>
#include <span>

namespace Botan {
class MessageAuthenticationCode;
}

namespace integration_gallery::crypto {

/// HMAC-SHA-256 (RFC 2104) with a key that stays for many messages. One thread at a time.
class HmacKey {
public:
    explicit HmacKey(std::span<const std::byte> key);
    ~HmacKey();
    HmacKey(HmacKey&&) noexcept;
    HmacKey& operator=(HmacKey&&) = delete;

    /// Adds to the message.
    HmacKey& update(std::span<const std::byte> bytes);
    /// The tag of the message; the next one starts empty.
    void finish(std::span<std::byte, digest_size> tag);

private:
    std::unique_ptr<Botan::MessageAuthenticationCode, detail::Release> m_mac;
};

} // namespace integration_gallery::crypto
