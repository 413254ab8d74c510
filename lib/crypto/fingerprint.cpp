#include "crypto/fingerprint.hpp"

#include "base/bytes.hpp"
#include "crypto/base32.hpp"
#include "crypto/hmac_key.hpp"

#include <array>

namespace integration_gallery::crypto {

std::string fingerprint(std::span<const std::byte> key, std::string_view project, std::string_view pointer,
                        std::span<const std::byte> secret) {
    const std::array<std::span<const std::byte>, 3> fields{base::as_bytes("igs1/fp"), base::as_bytes(project),
                                                           base::as_bytes(pointer)};
    Digest tag;
    HmacKey(key).update(base::encode_fields(fields)).update(secret).finish(tag);
    std::uint64_t number = 0;
    for (std::size_t index = 0; index < 8; ++index)
        number = number << 8 | std::to_integer<std::uint64_t>(tag[index]);
    std::string text;
    append_base32(text, number >> 4, 12);
    return text;
}

} // namespace integration_gallery::crypto
