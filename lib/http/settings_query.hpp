#pragma once

#include "http/target.hpp"

#include <string>
#include <string_view>

namespace integration_gallery::http {

/// Which representation a request asks for.
struct View {
    std::string_view part; ///< "status" or "credentials"; empty: the settings themselves, plain or full
    bool full = false;
    std::string language = "en"; ///< of a full view's texts

    /// How it stands in a tag and in a key of the cache: "plain", "full-de", "status".
    std::string text() const { return !part.empty() ? std::string(part) : full ? "full-" + language : "plain"; }
};

/// Reads `view` ("plain", the default, or "full") and `language` (a BCP 47 tag of at most 35 characters). What is
/// neither is a Problem (400, "invalid-parameter").
View read_view(const Target& target);

/// Reads `language` alone.
std::string read_language(const Target& target);

/// Reads a parameter that is "true" or "false"; false if it is not there.
bool read_flag(const Target& target, std::string_view name);

} // namespace integration_gallery::http
