#include "catalog/logo.hpp"

#include "base/bytes.hpp"
#include "catalog/svg.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

namespace integration_gallery::catalog {
namespace {

constexpr std::uint32_t maximum_pixels = 2048;

std::uint32_t number_at(std::span<const std::byte> bytes, std::size_t at, std::size_t size, bool big_endian) {
    std::uint32_t result = 0;
    for (std::size_t i = 0; i < size; ++i) {
        const auto byte = std::to_integer<std::uint32_t>(bytes[at + (big_endian ? i : size - 1 - i)]);
        result = (result << 8) | byte;
    }
    return result;
}

struct Extent {
    std::uint32_t width, height;
};

/// PNG, clause 5 and 11.2.1: the signature, then IHDR.
std::optional<Extent> png_extent(std::span<const std::byte> content) {
    const auto text = base::as_text(content);
    if (content.size() < 33 || !text.starts_with(std::string_view("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16)))
        return std::nullopt;
    return Extent{number_at(content, 16, 4, true), number_at(content, 20, 4, true)};
}

/// WebP container (RFC 9649): RIFF, then a chunk of one of three kinds.
std::optional<Extent> webp_extent(std::span<const std::byte> content) {
    const auto text = base::as_text(content);
    if (content.size() < 30 || !text.starts_with("RIFF") || text.substr(8, 4) != "WEBP")
        return std::nullopt;
    const auto kind = text.substr(12, 4);
    if (kind == "VP8X")
        return Extent{number_at(content, 24, 3, false) + 1, number_at(content, 27, 3, false) + 1};
    if (kind == "VP8L") {
        const auto bits = number_at(content, 21, 4, false);
        return Extent{(bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1};
    }
    if (kind == "VP8 ")
        return Extent{number_at(content, 26, 2, false) & 0x3fff, number_at(content, 28, 2, false) & 0x3fff};
    return std::nullopt;
}

/// FNV-1a: nobody gains anything by choosing a colour.
std::uint32_t spread(std::string_view text) {
    std::uint32_t hash = 2166136261u;
    for (const char c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 16777619u;
    }
    return hash ^ (hash >> 15);
}

Colour from_hsl(double hue, double saturation, double lightness) {
    const auto channel = [&](double offset) {
        const double k = std::fmod(offset + hue / 30.0, 12.0);
        const double a = saturation * std::min(lightness, 1.0 - lightness);
        const double value = lightness - a * std::max(-1.0, std::min({k - 3.0, 9.0 - k, 1.0}));
        return static_cast<unsigned char>(std::lround(value * 255.0));
    };
    return {channel(0), channel(8), channel(4)};
}

double luminance(Colour colour) {
    const auto linear = [](unsigned char channel) {
        const double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
}

std::string hex_text(Colour colour) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text = "#";
    for (const unsigned char channel : {colour.red, colour.green, colour.blue}) {
        text += digits[channel >> 4];
        text += digits[channel & 15];
    }
    return text;
}

bool is_upper(std::string_view character) {
    return character.size() == 1 && character[0] >= 'A' && character[0] <= 'Z';
}

bool is_word_character(std::string_view character) {
    const char c = character[0];
    return character.size() > 1 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || is_upper(character);
}

/// The text cut into the code points of well-formed UTF-8.
std::vector<std::string_view> characters_of(std::string_view text) {
    std::vector<std::string_view> result;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t size = 1;
        while (at + size < text.size() && (static_cast<unsigned char>(text[at + size]) & 0xc0) == 0x80)
            ++size;
        result.push_back(text.substr(at, size));
        at += size;
    }
    return result;
}

std::string upper_case(std::string_view character) {
    std::string result(character);
    if (result.size() == 1 && result[0] >= 'a' && result[0] <= 'z')
        result[0] = static_cast<char>(result[0] - 'a' + 'A');
    return result;
}

} // namespace

std::optional<std::string_view> logo_media_type(std::span<const std::byte> content, std::string& refusal) {
    if (content.size() > maximum_logo_bytes) {
        refusal = "it is longer than 64 KiB";
        return std::nullopt;
    }
    std::string_view type = "image/png";
    auto extent = png_extent(content);
    if (!extent) {
        type = "image/webp";
        extent = webp_extent(content);
    }
    if (extent) {
        const bool fits = extent->width >= 1 && extent->width <= maximum_pixels && extent->height >= 1 &&
                          extent->height <= maximum_pixels;
        if (!fits) {
            refusal = "it is not between 1 and 2048 pixels wide and high";
            return std::nullopt;
        }
        return type;
    }
    const auto text = base::as_text(content);
    const auto start = text.find_first_not_of(std::string_view(" \t\r\n\xef\xbb\xbf"));
    if (start == std::string_view::npos || text[start] != '<') {
        refusal = "it is neither SVG nor PNG nor WebP";
        return std::nullopt;
    }
    if (auto problem = svg_refusal(text)) {
        refusal = std::move(*problem);
        return std::nullopt;
    }
    return "image/svg+xml";
}

double contrast(Colour left, Colour right) {
    const auto [low, high] = std::minmax({luminance(left), luminance(right)});
    return (high + 0.05) / (low + 0.05);
}

Colour tile_colour(std::string_view name) {
    const auto hash = spread(name);
    const double hue = hash % 360;
    const double saturation = 0.45 + 0.05 * ((hash >> 9) % 6);
    double lightness = 0.46;
    auto colour = from_hsl(hue, saturation, lightness);
    while (contrast(colour, {255, 255, 255}) < 4.6 && lightness > 0.05) {
        lightness -= 0.01;
        colour = from_hsl(hue, saturation, lightness);
    }
    return colour;
}

std::string initials(std::string_view display_name) {
    std::vector<std::string_view> word_starts;
    std::vector<std::string_view> capitals;
    std::vector<std::string_view> letters;
    bool inside = false;
    for (const auto character : characters_of(display_name)) {
        const bool word = is_word_character(character);
        if (word && !inside)
            word_starts.push_back(character);
        if (word && is_upper(character))
            capitals.push_back(character);
        if (word)
            letters.push_back(character);
        inside = word;
    }
    const auto& chosen = word_starts.size() >= 2 ? word_starts : capitals.size() >= 2 ? capitals : letters;
    std::string result;
    for (std::size_t i = 0; i < chosen.size() && i < 2; ++i)
        result += i == 0 || &chosen != &letters ? upper_case(chosen[i]) : std::string(chosen[i]);
    return result.empty() ? "?" : result;
}

std::string make_tile(std::string_view name, std::string_view display_name) {
    // The initials are letters and digits only: nothing in them needs escaping.
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 64 64\"><rect width=\"64\" height=\"64\" rx=\"14\" "
           "fill=\"" +
           hex_text(tile_colour(name)) +
           "\"/><text x=\"32\" y=\"41\" fill=\"#ffffff\" font-family=\"system-ui, sans-serif\" font-size=\"26\" "
           "font-weight=\"600\" text-anchor=\"middle\">" +
           initials(display_name) + "</text></svg>";
}

} // namespace integration_gallery::catalog
