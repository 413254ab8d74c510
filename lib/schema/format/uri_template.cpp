#include "schema/format/characters.hpp"
#include "schema/format/checks.hpp"

namespace integration_gallery::schema::format {
namespace {

bool is_encoded(std::string_view text) noexcept {
    return text.size() >= 3 && text[0] == '%' && is_hex(text[1]) && is_hex(text[2]);
}

// RFC 6570, section 2.3
bool take_name(std::string_view& text) noexcept {
    bool after_dot = true;
    while (!text.empty()) {
        const char c = text.front();
        if (is_encoded(text))
            text.remove_prefix(3);
        else if (is_letter_or_digit(c) || c == '_' || (c == '.' && !after_dot))
            text.remove_prefix(1);
        else
            break;
        after_dot = c == '.';
    }
    return !after_dot;
}

// Section 2.4: `*`, or `:` and a number from 1 to 9999
bool take_modifier(std::string_view& text) noexcept {
    if (text.starts_with('*')) {
        text.remove_prefix(1);
        return true;
    }
    if (!text.starts_with(':'))
        return true;
    text.remove_prefix(1);
    std::size_t digits = 0;
    while (digits < text.size() && is_digit(text[digits]))
        ++digits;
    const bool good = digits >= 1 && digits <= 4 && text.front() != '0';
    text.remove_prefix(digits);
    return good;
}

bool is_expression(std::string_view text) noexcept {
    if (!text.empty() && std::string_view("+#./;?&").find(text.front()) != std::string_view::npos)
        text.remove_prefix(1);
    while (take_name(text) && take_modifier(text)) {
        if (text.empty())
            return true;
        if (text.front() != ',')
            return false;
        text.remove_prefix(1);
    }
    return false;
}

} // namespace

bool is_uri_template(std::string_view text) noexcept {
    while (!text.empty()) {
        const char c = text.front();
        if (c == '{') {
            const auto end = text.find('}');
            if (end == std::string_view::npos || !is_expression(text.substr(1, end - 1)))
                return false;
            text.remove_prefix(end + 1);
        } else if (c == '%') {
            if (!is_encoded(text))
                return false;
            text.remove_prefix(3);
        } else {
            // Section 2.1; the apostrophe is allowed by erratum 6937.
            const auto code_point = take_code_point(text);
            if (code_point <= ' ' || (code_point >= 0x7F && code_point < 0xA0) ||
                (code_point < 0x80 && std::string_view("\"<>\\^`|}").find(c) != std::string_view::npos))
                return false;
        }
    }
    return true;
}

} // namespace integration_gallery::schema::format
