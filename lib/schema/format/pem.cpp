#include "schema/format/characters.hpp"
#include "schema/format/checks.hpp"

namespace integration_gallery::schema::format {
namespace {

constexpr std::string_view begin_mark = "-----BEGIN ";
constexpr std::string_view end_mark = "-----END ";
constexpr std::string_view dashes = "-----";

/// Takes a line off the front, without its end (LF, CR LF or CR) and without spaces and tabs behind it.
std::string_view take_line(std::string_view& text) noexcept {
    const auto end = text.find_first_of("\r\n");
    auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size()
                                                     : end + (text.substr(end).starts_with("\r\n") ? 2 : 1));
    const auto last = line.find_last_not_of(" \t");
    return line.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

/// The label between a mark and dashes; RFC 7468, section 3: printable but hyphens, single spaces or hyphens between.
bool take_label(std::string_view line, std::string_view mark, std::string_view& label) noexcept {
    if (!line.starts_with(mark) || !line.ends_with(dashes) || line.size() <= mark.size() + dashes.size())
        return false;
    label = line.substr(mark.size(), line.size() - mark.size() - dashes.size());
    bool after_separator = true;
    for (const char c : label) {
        const bool separator = c == ' ' || c == '-';
        if (c < ' ' || c == 0x7F || (separator && after_separator))
            return false;
        after_separator = separator;
    }
    return !after_separator;
}

/// Base64 of RFC 4648, section 4, across lines: full groups of four, padding at the end only.
class Base64 {
public:
    bool take(std::string_view line) noexcept {
        for (const char c : line) {
            if (c == '=')
                ++m_padding;
            else if (m_padding != 0 || !(is_letter_or_digit(c) || c == '+' || c == '/'))
                return false;
            ++m_count;
        }
        return true;
    }
    bool is_complete() const noexcept { return m_count > 0 && m_count % 4 == 0 && m_padding <= 2; }

private:
    std::size_t m_count = 0;
    std::size_t m_padding = 0;
};

/// The headers of RFC 1421 that encrypted keys of older tools carry ("Proc-Type: 4,ENCRYPTED").
bool is_header(std::string_view line) noexcept {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0)
        return false;
    for (const char c : line.substr(0, colon))
        if (!is_letter_or_digit(c) && c != '-')
            return false;
    return true;
}

/// Reads a block whose first line was read.
bool take_block(std::string_view& text, std::string_view label) noexcept {
    Base64 base64;
    bool headers = true;
    while (!text.empty()) {
        const auto line = take_line(text);
        std::string_view end_label;
        if (take_label(line, end_mark, end_label))
            return end_label == label && base64.is_complete();
        if (headers && (is_header(line) || line.empty()))
            continue;
        headers = false;
        if (!base64.take(line))
            return false;
    }
    return false;
}

} // namespace

bool is_pem(std::string_view text) noexcept {
    std::size_t blocks = 0;
    while (!text.empty()) {
        const auto line = take_line(text);
        std::string_view label;
        if (line.empty())
            continue;
        if (!take_label(line, begin_mark, label) || !take_block(text, label))
            return false;
        ++blocks;
    }
    return blocks > 0;
}

} // namespace integration_gallery::schema::format
