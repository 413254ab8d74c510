#include "schema/format/punycode.hpp"

#include "schema/format/characters.hpp"

#include <algorithm>
#include <cstdint>

namespace integration_gallery::schema::format {
namespace {

// RFC 3492, section 5
constexpr std::uint32_t base = 36;
constexpr std::uint32_t lowest_threshold = 1;
constexpr std::uint32_t highest_threshold = 26;
constexpr std::uint32_t skew = 38;
constexpr std::uint32_t damp = 700;
constexpr std::uint32_t initial_bias = 72;
constexpr std::uint32_t initial_code_point = 0x80;
constexpr std::size_t longest_label = 63;

std::uint32_t threshold(std::uint32_t position, std::uint32_t bias) {
    return position <= bias ? lowest_threshold : std::min(position - bias, highest_threshold);
}

// Section 6.1
std::uint32_t adapt(std::uint32_t delta, std::uint32_t points, bool first) {
    delta = first ? delta / damp : delta / 2;
    delta += delta / points;
    std::uint32_t k = 0;
    for (; delta > (base - lowest_threshold) * highest_threshold / 2; k += base)
        delta /= base - lowest_threshold;
    return k + (base - lowest_threshold + 1) * delta / (delta + skew);
}

char digit(std::uint32_t value) {
    return static_cast<char>(value < 26 ? 'a' + value : '0' + (value - 26));
}

// Section 6.3; with at most 63 code points, no number here can overflow 64 bits.
std::string encode(const std::u32string& label) {
    std::string out;
    for (const char32_t c : label)
        if (c < initial_code_point)
            out += static_cast<char>(c);
    std::uint32_t handled = static_cast<std::uint32_t>(out.size());
    const auto basic = handled;
    if (basic > 0)
        out += '-';
    std::uint32_t current = initial_code_point;
    std::uint32_t bias = initial_bias;
    std::uint64_t delta = 0;
    while (handled < label.size()) {
        std::uint32_t next = 0x110000;
        for (const char32_t c : label)
            if (c >= current)
                next = std::min(next, static_cast<std::uint32_t>(c));
        delta += std::uint64_t{next - current} * (handled + 1);
        current = next;
        for (const char32_t c : label) {
            delta += c < current ? 1 : 0;
            if (c != current)
                continue;
            auto rest = static_cast<std::uint32_t>(delta);
            for (std::uint32_t k = base;; k += base) {
                const auto least = threshold(k, bias);
                if (rest < least)
                    break;
                out += digit(least + (rest - least) % (base - least));
                rest = (rest - least) / (base - least);
            }
            out += digit(rest);
            bias = adapt(static_cast<std::uint32_t>(delta), handled + 1, handled == basic);
            delta = 0;
            ++handled;
        }
        ++delta;
        ++current;
    }
    return out;
}

} // namespace

std::u32string decode_punycode(std::string_view text) {
    const auto hyphen = text.rfind('-');
    const auto basic = hyphen == std::string_view::npos ? std::string_view{} : text.substr(0, hyphen);
    std::u32string label(basic.begin(), basic.end());
    std::size_t at = hyphen == std::string_view::npos ? 0 : hyphen + 1;
    std::uint64_t current = initial_code_point;
    std::uint32_t bias = initial_bias;
    std::uint64_t position = 0;
    while (at < text.size()) {
        const auto before = position;
        std::uint64_t weight = 1;
        for (std::uint32_t k = base;; k += base) {
            if (at == text.size())
                return {};
            const char c = text[at++];
            if (!is_lower(c) && !is_digit(c))
                return {};
            const auto value = static_cast<std::uint32_t>(is_digit(c) ? c - '0' + 26 : c - 'a');
            position += value * weight;
            const auto least = threshold(k, bias);
            if (value < least)
                break;
            weight *= base - least;
            if (weight > UINT32_MAX || position > UINT32_MAX)
                return {};
        }
        const auto points = static_cast<std::uint32_t>(label.size() + 1);
        if (position > UINT32_MAX || points > longest_label)
            return {};
        bias = adapt(static_cast<std::uint32_t>(position - before), points, before == 0);
        current += position / points;
        position %= points;
        if (current > 0x10FFFF)
            return {};
        label.insert(label.begin() + static_cast<std::ptrdiff_t>(position), static_cast<char32_t>(current));
        ++position;
    }
    if (encode(label) != text)
        return {};
    return label;
}

} // namespace integration_gallery::schema::format
