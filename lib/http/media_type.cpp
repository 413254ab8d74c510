#include "http/media_type.hpp"

#include "http/fields.hpp"

#include <algorithm>

namespace integration_gallery::http {
namespace {

/// Takes what stands before the next ";" that is not inside quotes.
std::string_view next_part(std::string_view& text) noexcept {
    bool quoted = false;
    std::size_t end = 0;
    for (; end < text.size(); ++end) {
        if (text[end] == '"')
            quoted = !quoted;
        else if (text[end] == ';' && !quoted)
            break;
    }
    const std::string_view part = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    return part;
}

/// Is it the weight zero: "0", "0.", "0.0" to "0.000"?
bool is_zero(std::string_view weight) noexcept {
    return weight.size() <= 5 && weight.starts_with('0') &&
           (weight.size() == 1 || (weight[1] == '.' && weight.find_first_not_of('0', 2) == std::string_view::npos));
}

/// How closely `range` names `type`: 3 exactly, 2 as "application/*", 1 as "*/*", 0 not at all.
int match(std::string_view range, std::string_view type) noexcept {
    if (equal_ignoring_case(range, type))
        return 3;
    if (range == "*/*")
        return 1;
    const auto slash = type.find('/') + 1;
    return range.size() == slash + 1 && range.back() == '*' &&
                   equal_ignoring_case(range.substr(0, slash), type.substr(0, slash))
               ? 2
               : 0;
}

} // namespace

bool is_media_type(std::string_view content_type, std::string_view expected) noexcept {
    std::string_view rest = content_type;
    if (!equal_ignoring_case(next_part(rest), expected))
        return false;
    bool charset_seen = false;
    while (!rest.empty()) {
        const std::string_view part = next_part(rest);
        if (part.empty())
            continue;
        const auto equals = part.find('=');
        if (charset_seen || equals == std::string_view::npos || !equal_ignoring_case(part.substr(0, equals), "charset"))
            return false;
        const std::string_view value = part.substr(equals + 1);
        if (!equal_ignoring_case(value, "utf-8") && !equal_ignoring_case(value, "\"utf-8\""))
            return false;
        charset_seen = true;
    }
    return true;
}

bool accepts(std::string_view accept, std::span<const std::string_view> offered) noexcept {
    if (trim(accept).empty())
        return true;
    return std::any_of(offered.begin(), offered.end(), [accept](std::string_view type) {
        int best = 0;
        bool allowed = false;
        std::string_view list = accept;
        while (auto element = next_element(list)) {
            const int closeness = match(next_part(*element), type);
            bool zero = false;
            while (!element->empty()) {
                const std::string_view part = next_part(*element);
                if (part.size() > 2 && (part[0] == 'q' || part[0] == 'Q') && part[1] == '=')
                    zero = is_zero(part.substr(2));
            }
            if (closeness > best) {
                best = closeness;
                allowed = !zero;
            } else if (closeness == best && closeness > 0) {
                allowed = allowed || !zero;
            }
        }
        return allowed;
    });
}

} // namespace integration_gallery::http
