#include "crypto/hkdf.hpp"

#include "base/bytes.hpp"

#include <integration_gallery/error.hpp>

#include <algorithm>

namespace integration_gallery::crypto {

void hkdf_expand(HmacKey& key, std::span<const std::span<const std::byte>> info, std::span<std::byte> out) {
    if (out.size() > hkdf_limit)
        throw Error(Status::invalid_argument, "hkdf-too-long", "HKDF-SHA-256 gives at most 8160 bytes.");
    Digest block;
    std::byte counter{0};
    for (std::size_t done = 0; done < out.size();) {
        if (done != 0)
            key.update(block);
        for (const auto piece : info)
            key.update(piece);
        counter = static_cast<std::byte>(std::to_integer<unsigned>(counter) + 1);
        key.update({&counter, 1}).finish(block);
        const std::size_t part = std::min(out.size() - done, block.size());
        std::copy_n(block.begin(), part, out.begin() + static_cast<std::ptrdiff_t>(done));
        done += part;
    }
    base::wipe(block);
}

void hkdf_expand(std::span<const std::byte> key, std::span<const std::byte> info, std::span<std::byte> out) {
    HmacKey keyed(key);
    hkdf_expand(keyed, {&info, 1}, out);
}

} // namespace integration_gallery::crypto
