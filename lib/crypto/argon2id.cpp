#include "crypto/argon2id.hpp"

#include "base/bytes.hpp"
#include "crypto/botan.hpp"

#include <botan/pwdhash.h>

namespace integration_gallery::crypto {

void argon2id(std::span<const std::byte> passphrase, std::span<const std::byte> salt, const Argon2Cost& cost,
              std::span<std::byte> out) {
    const auto family = Botan::PasswordHashFamily::create_or_throw("Argon2id");
    const auto hash = family->from_params(cost.memory_kib, cost.passes, cost.lanes);
    const auto text = base::as_text(passphrase);
    hash->derive_key(detail::writable_octets(out), out.size(), text.data(), text.size(), detail::octets(salt),
                     salt.size());
}

} // namespace integration_gallery::crypto
