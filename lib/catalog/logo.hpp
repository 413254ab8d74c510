#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace integration_gallery::catalog {

/// A logo file is at most this long.
inline constexpr std::size_t maximum_logo_bytes = 64 * 1024;

/// The media type of a logo, told from its bytes, or nothing with the reason in `refusal` (a part of a sentence: "it is
/// longer than 64 KiB"). PNG and WebP of at most 2,048 by 2,048, and SVG through svg_refusal.
std::optional<std::string_view> logo_media_type(std::span<const std::byte> content, std::string& refusal);

/// A colour as sRGB.
struct Colour {
    unsigned char red, green, blue;
};

/// The background of an integration's tile: from the name only, so that it is the same everywhere and always. White on
/// it has a contrast of at least 4.5 (WCAG 2.2, 1.4.3).
Colour tile_colour(std::string_view name);

/// The contrast of two colours by WCAG 2.2, from 1 to 21.
double contrast(Colour left, Colour right);

/// One or two letters of a display name: the capitals of its words ("GitHub" gives GH), else the first letters.
std::string initials(std::string_view display_name);

/// The neutral picture of an integration without a logo: an SVG that svg_refusal accepts.
std::string make_tile(std::string_view name, std::string_view display_name);

} // namespace integration_gallery::catalog
