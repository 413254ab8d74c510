#include "crypto/random.hpp"

#include "crypto/botan.hpp"

#include <botan/system_rng.h>

namespace integration_gallery::crypto {

void SystemRandom::fill(std::span<std::byte> out) {
    if (!out.empty())
        Botan::system_rng().randomize(detail::writable_octets(out), out.size());
}

} // namespace integration_gallery::crypto
