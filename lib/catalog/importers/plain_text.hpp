#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace integration_gallery::catalog {

/// Has the text HTML in it: a tag of a known element, or a character reference? `<account>` is none.
bool has_html(std::string_view text);

/// The text without HTML: a link becomes its words with the https URL behind them, list items and line breaks become
/// lines, character references their characters. What is no known element stays.
std::string without_html(std::string_view text);

/// The first `bytes` bytes at most, cut between characters (UTF-8).
std::string shorten(std::string_view text, std::size_t bytes);

/// Lower-case words with hyphens between, at most 48 characters: "Amazon S3 / Glue" is "amazon-s3-glue". Empty if the
/// text has no letter or digit of ASCII.
std::string slug_of(std::string_view text);

} // namespace integration_gallery::catalog
