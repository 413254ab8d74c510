#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace integration_gallery::test {

/// Stands in every secret that the suites plant; TestStore and OpenedStore look for it when they end, in the database,
/// its write-ahead log, the log and the audit.
inline constexpr std::string_view canary = "canary-5f0e";

/// The forms in which a secret could get out, by name: raw, hex, Base64 in each of its three alignments,
/// percent-escaped, JSON-escaped, reversed, and as UTF-16.
std::vector<std::pair<std::string, std::string>> canary_forms(std::string_view secret);

/// The name of the first form that stands in `text`, or "".
std::string find_canary(std::string_view text, std::string_view secret = canary);

/// Ends the program with a message if the canary stands in `text` in any form.
void refuse_canary(std::string_view text, const char* where);

} // namespace integration_gallery::test
