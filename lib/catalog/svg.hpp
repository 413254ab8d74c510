#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace integration_gallery::catalog {

/// Why a text is not accepted as an SVG picture, or nothing if it is.
///
/// An allow-list in one pass: a single svg element with shapes, groups, gradients, clips, masks and text in it, known
/// attributes, references to ids of the same picture only. There is no script, no style element, no event attribute, no
/// link, no foreign content, no processing instruction, no document type, and no entity but the five of XML. At most
/// 32 levels and 2,000 elements. Linear time, no recursion.
std::optional<std::string> svg_refusal(std::string_view text);

} // namespace integration_gallery::catalog
