#include "base/short_hash.hpp"

#include <cstdint>

namespace integration_gallery::base {
namespace {

std::uint64_t fold(std::uint64_t hash, std::string_view text) noexcept { // FNV-1a
    for (const char c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 1099511628211u;
    }
    return hash;
}

} // namespace

std::string short_hash(std::string_view first, std::string_view second) {
    static constexpr std::string_view hex = "0123456789abcdef";
    std::uint64_t hash = fold(14695981039346656037u, first);
    hash = fold(fold(hash, std::string_view("\xFF", 1)), second); // 0xFF is in no UTF-8 text
    std::string out(16, '0');
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = hex[(hash >> (60 - 4 * i)) & 15u];
    return out;
}

} // namespace integration_gallery::base
