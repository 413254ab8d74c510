#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace integration_gallery::http {

/// A request target below the mount, taken apart and decoded once.
struct Target {
    /// The path's segments, each decoded after splitting: "/a/b%2Dc/" is {"a", "b-c", ""}.
    std::vector<std::string> segments;
    /// The query's parameters in order, decoded, with "+" as a space; "a" and "a=" are the same.
    std::vector<std::pair<std::string, std::string>> query;
};

/// How a target can fail to be read.
enum class TargetError {
    syntax,  ///< Not an origin-form target, or something in it is not allowed: see parse_target.
    outside, ///< It does not lie under the mount.
};

/// What parse_target gives: a target, or why there is none.
struct ParsedTarget {
    std::optional<Target> target;
    TargetError error = TargetError::syntax;
};

/// Reads the origin-form `target` that lies under `mount` on the border of a segment. The mount's own text is the
/// host's, and is only compared.
///
/// The path holds RFC 3986's pchar; a segment may not decode to what holds a control character, space, "/", "\" or bad
/// UTF-8, nor be "." or "..". The query holds visible ASCII but "#", and may not decode to control characters or bad
/// UTF-8.
ParsedTarget parse_target(std::string_view target, std::string_view mount);

/// The value of the query parameter `name`; nothing if it is not there. A parameter given twice is a Problem (400,
/// "invalid-parameter").
std::optional<std::string_view> parameter(const Target& target, std::string_view name);

} // namespace integration_gallery::http
