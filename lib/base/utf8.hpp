#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace integration_gallery::base {

/// Is it well-formed UTF-8 (Unicode 15, table 3-7): no overlong forms, no surrogates, nothing above U+10FFFF?
bool is_utf8(std::string_view text) noexcept;

/// The number of code points of well-formed UTF-8.
std::size_t count_code_points(std::string_view text) noexcept;

} // namespace integration_gallery::base
