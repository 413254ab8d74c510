#include "crypto/digest.hpp"

#include "crypto/botan.hpp"
#include "crypto/hmac_key.hpp"

#include <botan/hash.h>

namespace integration_gallery::crypto {

Digest sha256(std::span<const std::byte> bytes) {
    const auto hash = Botan::HashFunction::create_or_throw("SHA-256");
    hash->update(detail::octets(bytes), bytes.size());
    Digest digest;
    hash->final(detail::writable_octets(digest));
    return digest;
}

Digest hmac_sha256(std::span<const std::byte> key, std::span<const std::byte> bytes) {
    Digest tag;
    HmacKey(key).update(bytes).finish(tag);
    return tag;
}

} // namespace integration_gallery::crypto
