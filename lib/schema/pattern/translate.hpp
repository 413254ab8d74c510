#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace integration_gallery::schema {

/// A text of RE2's syntax (UTF-8, Perl classes) that has to match, or must not.
struct PatternCondition {
    std::string expression;
    bool wanted = true;
};

/// A pattern matches if all conditions of one of its alternatives hold.
using PatternAlternatives = std::vector<std::vector<PatternCondition>>;

/// Writes an ECMA-262 pattern (flag `u`, no other flags) in RE2's words. A pattern without look-aheads is one
/// alternative with one condition. Nothing, and a sentence in `error`, for what ECMA-262 does not know or RE2 cannot
/// do.
///
/// A look-ahead becomes a condition of its own where the place that it looks from is certain: behind `^` and characters
/// that are matched exactly once. "Both match from here on" is then the same as "both match".
std::optional<PatternAlternatives> translate_pattern(std::string_view ecma_pattern, std::string& error);

} // namespace integration_gallery::schema
