#include "crypto/hmac_key.hpp"

#include <botan/mac.h>

namespace integration_gallery::crypto {

HmacKey::HmacKey(std::span<const std::byte> key) {
    detail::watch_botan_memory();
    m_mac.reset(Botan::MessageAuthenticationCode::create_or_throw("HMAC(SHA-256)").release());
    m_mac->set_key(detail::octets(key), key.size());
}

HmacKey::~HmacKey() = default;
HmacKey::HmacKey(HmacKey&&) noexcept = default;

HmacKey& HmacKey::update(std::span<const std::byte> bytes) {
    m_mac->update(detail::octets(bytes), bytes.size());
    return *this;
}

void HmacKey::finish(std::span<std::byte, digest_size> tag) {
    m_mac->final(detail::writable_octets(tag));
}

} // namespace integration_gallery::crypto
