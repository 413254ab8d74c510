#include "schema/format/characters.hpp"
#include "schema/format/checks.hpp"

namespace integration_gallery::schema::format {
namespace {

/// Takes what stands in front of the next `separator`, or all, off the front.
std::string_view take_part(std::string_view& text, char separator, bool& more) noexcept {
    const auto at = text.find(separator);
    more = at != std::string_view::npos;
    const auto part = text.substr(0, at);
    text.remove_prefix(more ? at + 1 : text.size());
    return part;
}

/// The number of 16-bit groups of one side of `::`, with an IPv4 address at its end if that is allowed; -1: malformed.
int count_groups(std::string_view side, bool ipv4_at_end) noexcept {
    if (side.empty())
        return 0;
    int groups = 0;
    for (bool more = true; more;) {
        const auto part = take_part(side, ':', more);
        if (!more && ipv4_at_end && part.find('.') != std::string_view::npos)
            return is_ipv4(part) ? groups + 2 : -1;
        if (part.empty() || part.size() > 4)
            return -1;
        for (const char c : part)
            if (!is_hex(c))
                return -1;
        if (++groups > 8)
            return -1;
    }
    return groups;
}

bool is_label(std::string_view label) noexcept {
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-')
        return false;
    for (const char c : label)
        if (!is_letter_or_digit(c) && c != '-')
            return false;
    if (label.size() < 4 || label[2] != '-' || label[3] != '-')
        return true;
    // RFC 5890, section 2.3.1: no LDH label has hyphens at the third and fourth place unless it is an A-label.
    return to_lower(label[0]) == 'x' && to_lower(label[1]) == 'n' && is_a_label(label);
}

} // namespace

bool is_ipv4(std::string_view text) noexcept {
    int parts = 0;
    for (bool more = true; more; ++parts) {
        const auto part = take_part(text, '.', more);
        if (part.empty() || part.size() > 3 || (part.size() > 1 && part.front() == '0'))
            return false;
        const int number = fixed_number(part, 0, part.size());
        if (number < 0 || number > 255 || parts == 4)
            return false;
    }
    return parts == 4;
}

bool is_ipv6(std::string_view text) noexcept {
    const auto gap = text.find("::");
    if (gap == std::string_view::npos)
        return count_groups(text, true) == 8;
    const auto left = text.substr(0, gap);
    const auto right = text.substr(gap + 2);
    if (right.find("::") != std::string_view::npos || right.starts_with(':'))
        return false;
    const int before = count_groups(left, false);
    const int after = count_groups(right, true);
    return before >= 0 && after >= 0 && before + after <= 7;
}

bool is_hostname(std::string_view text) noexcept {
    if (text.empty() || text.size() > 253)
        return false;
    for (bool more = true; more;)
        if (!is_label(take_part(text, '.', more)))
            return false;
    return true;
}

} // namespace integration_gallery::schema::format
