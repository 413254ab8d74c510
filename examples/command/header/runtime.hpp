#pragma once

#include <string_view>

namespace command::header {

/// What a generated header begins with: includes, up to the opening of its namespace.
extern const std::string_view includes_text;

/// Mismatch and detail::Place: what the declarations need.
extern const std::string_view declarations_text;

/// The readers of types that are not generated, in namespace detail.
extern const std::string_view readers_text;

} // namespace command::header
