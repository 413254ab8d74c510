#include "schema/format/characters.hpp"
#include "schema/format/checks.hpp"

namespace integration_gallery::schema::format {
namespace {

bool is_beyond_ascii(char c) noexcept {
    return static_cast<unsigned char>(c) >= 0x80;
}

// RFC 5322, section 3.2.3
bool is_atom_character(char c, bool international) noexcept {
    return is_letter_or_digit(c) || std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos ||
           (international && is_beyond_ascii(c));
}

bool is_dot_string(std::string_view text, bool international) noexcept {
    bool after_dot = true;
    for (const char c : text) {
        if (c == '.' ? after_dot : !is_atom_character(c, international))
            return false;
        after_dot = c == '.';
    }
    return !after_dot;
}

/// `text` begins with a quotation mark. The length of the quoted string, with its marks; 0: malformed.
std::size_t quoted_length(std::string_view text, bool international) noexcept {
    for (std::size_t at = 1; at < text.size(); ++at) {
        if (text[at] == '"')
            return at + 1;
        if (text[at] == '\\' && ++at == text.size())
            return 0;
        const char c = text[at];
        if (c < ' ' ? !(international && is_beyond_ascii(c)) : c == 0x7F)
            return 0;
    }
    return 0;
}

/// RFC 5890's U-labels, as far as that goes without tables: labels of letters, digits, hyphens and what is beyond
/// ASCII.
bool is_international_domain(std::string_view text) noexcept {
    bool label_begins = true;
    std::size_t length = 0;
    char last = '.';
    for (const char c : text) {
        if (c == '.' ? label_begins || last == '-'
                     : !(is_letter_or_digit(c) || is_beyond_ascii(c) || (c == '-' && !label_begins)))
            return false;
        length = c == '.' ? 0 : length + 1;
        if (length > 255)
            return false;
        label_begins = c == '.';
        last = c;
    }
    return !label_begins && last != '-' && text.size() <= 1024;
}

bool is_domain(std::string_view text, bool international) noexcept {
    if (text.size() > 2 && text.front() == '[' && text.back() == ']') {
        const auto literal = text.substr(1, text.size() - 2);
        return literal.starts_with("IPv6:") ? is_ipv6(literal.substr(5)) : is_ipv4(literal);
    }
    return is_hostname(text) || (international && is_international_domain(text));
}

bool is_mailbox(std::string_view text, bool international) noexcept {
    const bool quoted = text.starts_with('"');
    const auto at = quoted ? quoted_length(text, international) : text.rfind('@');
    if (at == 0 || at >= text.size() || text[at] != '@' || at > 64) // RFC 5321, section 4.5.3.1.1
        return false;
    return (quoted || is_dot_string(text.substr(0, at), international)) &&
           is_domain(text.substr(at + 1), international);
}

} // namespace

bool is_email(std::string_view text) noexcept {
    return is_mailbox(text, false);
}

bool is_idn_email(std::string_view text) noexcept {
    return is_mailbox(text, true);
}

} // namespace integration_gallery::schema::format
