#include "catalog/importers/yaml_scalar.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace integration_gallery::catalog {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::size_t count_digits(std::string_view text) {
    return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
}

/// A decimal number without leading zeros, as JSON has them; with them it is rather an identifier.
bool is_number(std::string_view text, bool& whole) {
    if (text.starts_with('-'))
        text.remove_prefix(1);
    const auto digits = count_digits(text);
    if (digits == 0 || (digits > 1 && text.front() == '0'))
        return false;
    text.remove_prefix(digits);
    whole = text.empty();
    if (text.starts_with('.')) {
        const auto fraction = count_digits(text.substr(1));
        if (fraction == 0)
            return false;
        text.remove_prefix(fraction + 1);
    }
    if (!text.empty() && (text.front() == 'e' || text.front() == 'E')) {
        text.remove_prefix(1);
        if (!text.empty() && (text.front() == '+' || text.front() == '-'))
            text.remove_prefix(1);
        const auto exponent = count_digits(text);
        if (exponent == 0)
            return false;
        text.remove_prefix(exponent);
    }
    return text.empty();
}

void append_utf8(std::string& out, std::uint32_t c) {
    const auto put = [&](std::uint32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (c < 0x80)
        return put(c);
    if (c < 0x800) {
        put(0xC0 | c >> 6);
    } else {
        if (c < 0x10000) {
            put(0xE0 | c >> 12);
        } else {
            put(0xF0 | c >> 18);
            put(0x80 | (c >> 12 & 0x3F));
        }
        put(0x80 | (c >> 6 & 0x3F));
    }
    put(0x80 | (c & 0x3F));
}

/// The escape behind a backslash at `at`, which moves behind it (YAML 1.2, section 5.7).
void append_escape(std::string& out, std::string_view text, std::size_t& at) {
    constexpr std::string_view letters = "0abtnvfre\"/\\ ";
    constexpr std::string_view meanings{"\0\a\b\t\n\v\f\r\x1B\"/\\ ", 13};
    const auto start = at;
    const char c = at < text.size() ? text[at++] : '\0';
    if (const auto found = letters.find(c); c != '\0' && found != std::string_view::npos) {
        out += meanings[found];
        return;
    }
    const std::size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    std::uint32_t value = 0;
    const auto number = text.substr(std::min(at, text.size()), digits);
    const auto [end, problem] = std::from_chars(number.data(), number.data() + number.size(), value, 16);
    if (digits == 0 || number.size() != digits || problem != std::errc{} || end != number.data() + digits ||
        value == 0 || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        throw YamlFault{"there is no such escape", start};
    append_utf8(out, value);
    at += digits;
}

} // namespace

boost::json::value plain_scalar(std::string_view text) {
    for (const auto word : {"", "~", "null", "Null", "NULL"})
        if (text == word)
            return nullptr;
    for (const auto word : {"true", "True", "TRUE"})
        if (text == word)
            return true;
    for (const auto word : {"false", "False", "FALSE"})
        if (text == word)
            return false;
    bool whole = false;
    if (is_number(text, whole)) {
        if (std::int64_t number = 0;
            whole && std::from_chars(text.data(), text.data() + text.size(), number).ec == std::errc{})
            return number;
        double number = 0;
        if (std::from_chars(text.data(), text.data() + text.size(), number).ec == std::errc{})
            return number;
    }
    return boost::json::value(text);
}

std::size_t plain_length(std::string_view text, bool flow) {
    std::size_t end = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        const bool after_space = at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t');
        if ((c == '#' && after_space) || (flow && std::string_view(",[]{}").find(c) != std::string_view::npos))
            break;
        if (c == ':' && (at + 1 == text.size() || text[at + 1] == ' ' ||
                         (flow && std::string_view(",[]{}").find(text[at + 1]) != std::string_view::npos)))
            break;
        if (c != ' ' && c != '\t')
            end = at + 1;
    }
    return end;
}

std::string quoted_scalar(std::string_view text, std::size_t& length) {
    const char mark = text.front();
    std::string out;
    for (std::size_t at = 1; at < text.size();) {
        const char c = text[at++];
        if (c == mark && mark == '\'' && at < text.size() && text[at] == mark) {
            out += mark;
            ++at;
        } else if (c == mark) {
            length = at;
            return out;
        } else if (c == '\\' && mark == '"') {
            append_escape(out, text, at);
        } else {
            out += c;
        }
    }
    throw YamlFault{"the quotation mark is not closed on its line", 0};
}

} // namespace integration_gallery::catalog
