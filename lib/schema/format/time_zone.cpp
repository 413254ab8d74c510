#include "schema/format/characters.hpp"
#include "schema/format/checks.hpp"

#include <algorithm>

namespace integration_gallery::schema::format {
namespace {

// The areas of the database's Theory file, and "Etc" with its zones of fixed distance. A list of the zones themselves
// would be out of date on one host or the other.
constexpr std::string_view areas[] = {"Africa",    "America", "Antarctica", "Arctic",  "Asia", "Atlantic",
                                      "Australia", "Europe",  "Indian",     "Pacific", "Etc"};

/// One part of a name: begins with a letter, at most 14 characters (the database's own rule), and no "." or "-" first.
bool is_part(std::string_view part) noexcept {
    return !part.empty() && part.size() <= 14 && is_letter(part.front()) &&
           std::all_of(part.begin(), part.end(),
                       [](char c) { return is_letter_or_digit(c) || c == '_' || c == '-' || c == '+'; });
}

} // namespace

bool is_iana_time_zone(std::string_view text) noexcept {
    if (text == "UTC")
        return true;
    auto slash = text.find('/');
    if (slash == std::string_view::npos ||
        std::find(std::begin(areas), std::end(areas), text.substr(0, slash)) == std::end(areas))
        return false;
    for (int parts = 0; slash != std::string_view::npos; ++parts) {
        text.remove_prefix(slash + 1);
        slash = text.find('/');
        if (parts == 2 || !is_part(text.substr(0, slash)))
            return false;
    }
    return true;
}

} // namespace integration_gallery::schema::format
