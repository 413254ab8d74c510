#include "base/identifier.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <array>

namespace integration_gallery::base {
namespace {

constexpr std::string_view crockford = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t project_name_limit = 191;

bool is_lower_or_digit(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

} // namespace

bool is_integration_name(std::string_view text) noexcept {
    return !text.empty() && text.size() <= 63 && is_lower_or_digit(text.front()) &&
           std::all_of(text.begin(), text.end(), [](char c) { return is_lower_or_digit(c) || c == '-' || c == '_'; });
}

bool is_project_name(std::string_view text) noexcept {
    if (text.empty() || text.size() > project_name_limit || !is_utf8(text))
        return false;
    if (text.front() == ' ' || text.back() == ' ')
        return false;
    return std::none_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7F;
    });
}

std::string make_identifier(RandomSource& random) {
    std::array<std::byte, identifier_size> bytes{};
    random.fill(bytes);
    return make_identifier(bytes);
}

std::string make_identifier(std::span<const std::byte, identifier_size> bytes) {
    std::string out;
    out.reserve(identifier_size);
    for (const std::byte byte : bytes)
        out += crockford[std::to_integer<unsigned>(byte) & 31u];
    return out;
}

bool is_identifier(std::string_view text) noexcept {
    return text.size() == identifier_size &&
           std::all_of(text.begin(), text.end(), [](char c) { return crockford.find(c) != std::string_view::npos; });
}

} // namespace integration_gallery::base
