#include "base/bytes.hpp"

#include <string.h>

namespace integration_gallery::base {

void wipe(std::span<std::byte> bytes) noexcept {
    if (!bytes.empty())
        explicit_bzero(bytes.data(), bytes.size());
}

bool equal_constant_time(std::span<const std::byte> left, std::span<const std::byte> right) noexcept {
    if (left.size() != right.size())
        return false;
    // volatile keeps the compiler from leaving the loop at the first difference
    volatile unsigned difference = 0;
    for (std::size_t i = 0; i < left.size(); ++i)
        difference = difference | std::to_integer<unsigned>(left[i] ^ right[i]);
    return difference == 0;
}

void append_u32(Bytes& out, std::uint32_t number) {
    for (int shift = 24; shift >= 0; shift -= 8)
        out.push_back(static_cast<std::byte>(number >> shift));
}

void append_u64(Bytes& out, std::uint64_t number) {
    append_u32(out, static_cast<std::uint32_t>(number >> 32));
    append_u32(out, static_cast<std::uint32_t>(number));
}

Bytes encode_fields(std::span<const std::span<const std::byte>> fields) {
    std::size_t size = 4;
    for (const auto field : fields)
        size += 4 + field.size();
    Bytes out;
    out.reserve(size);
    append_u32(out, static_cast<std::uint32_t>(fields.size()));
    for (const auto field : fields) {
        append_u32(out, static_cast<std::uint32_t>(field.size()));
        out.insert(out.end(), field.begin(), field.end());
    }
    return out;
}

} // namespace integration_gallery::base
