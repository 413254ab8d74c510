#include "schema/format/characters.hpp"
#include "schema/format/checks.hpp"

namespace integration_gallery::schema::format {

bool is_uuid(std::string_view text) noexcept {
    if (text.size() != 36)
        return false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool hyphen = at == 8 || at == 13 || at == 18 || at == 23;
        if (hyphen ? text[at] != '-' : !is_hex(text[at]))
            return false;
    }
    return true;
}

bool is_json_pointer(std::string_view text) noexcept {
    if (!text.empty() && text.front() != '/')
        return false;
    for (std::size_t at = 0; at < text.size(); ++at)
        if (text[at] == '~' && (at + 1 == text.size() || (text[at + 1] != '0' && text[at + 1] != '1')))
            return false;
    return true;
}

bool is_relative_json_pointer(std::string_view text) noexcept {
    std::size_t digits = 0;
    while (digits < text.size() && is_digit(text[digits]))
        ++digits;
    if (digits == 0 || (digits > 1 && text.front() == '0'))
        return false;
    text.remove_prefix(digits);
    return text == "#" || is_json_pointer(text);
}

} // namespace integration_gallery::schema::format
