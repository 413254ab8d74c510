#include "schema/format/characters.hpp"
#include "schema/format/checks.hpp"

#include <algorithm>

namespace integration_gallery::schema::format {
namespace {

constexpr std::string_view sub_delimiters = "!$&'()*+,;=";

bool is_one_of(char c, std::string_view set) noexcept {
    return set.find(c) != std::string_view::npos;
}

// RFC 3986, section 2.3
bool is_unreserved(char c) noexcept {
    return is_letter_or_digit(c) || is_one_of(c, "-._~");
}

// RFC 3987, section 2.2
bool is_private(char32_t c) noexcept {
    return (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xF0000 && c <= 0xFFFFD) || (c >= 0x100000 && c <= 0x10FFFD);
}

bool is_ucs_character(char32_t c) noexcept {
    if (c < 0x10000)
        return (c >= 0xA0 && c <= 0xD7FF) || (c >= 0xF900 && c <= 0xFDCF) || (c >= 0xFDF0 && c <= 0xFFEF);
    return c < 0xF0000 && (c & 0xFFFF) <= 0xFFFD && (c < 0xE0000 || c >= 0xE1000);
}

enum class Characters { uri, iri };

/// Only unreserved and sub-delimiter characters, percent-encoded octets, `more`, and what an IRI adds?
bool is_made_of(std::string_view text, std::string_view more, Characters characters, bool query = false) noexcept {
    while (!text.empty()) {
        const char c = text.front();
        if (c == '%') {
            if (text.size() < 3 || !is_hex(text[1]) || !is_hex(text[2]))
                return false;
            text.remove_prefix(3);
        } else if (static_cast<unsigned char>(c) < 0x80) {
            if (!is_unreserved(c) && !is_one_of(c, sub_delimiters) && !is_one_of(c, more))
                return false;
            text.remove_prefix(1);
        } else {
            const auto code_point = take_code_point(text);
            if (characters == Characters::uri || !(is_ucs_character(code_point) || (query && is_private(code_point))))
                return false;
        }
    }
    return true;
}

// "v" 1*HEXDIG "." 1*( unreserved / sub-delims / ":" )
bool is_future_address(std::string_view text) noexcept {
    const auto dot = text.find('.');
    if (text.empty() || to_lower(text.front()) != 'v' || dot == std::string_view::npos || dot < 2)
        return false;
    const auto version = text.substr(1, dot - 1);
    const auto rest = text.substr(dot + 1);
    return std::all_of(version.begin(), version.end(), is_hex) && !rest.empty() &&
           std::all_of(rest.begin(), rest.end(),
                       [](char c) { return is_unreserved(c) || is_one_of(c, sub_delimiters) || c == ':'; });
}

bool is_port(std::string_view text) noexcept {
    return text.empty() ||
           (text.front() == ':' && std::all_of(text.begin() + 1, text.end(), [](char c) { return is_digit(c); }));
}

bool is_authority(std::string_view text, Characters characters) noexcept {
    if (const auto at = text.find('@'); at != std::string_view::npos) {
        if (!is_made_of(text.substr(0, at), ":", characters))
            return false;
        text.remove_prefix(at + 1);
    }
    if (text.starts_with('[')) {
        const auto end = text.find(']');
        if (end == std::string_view::npos)
            return false;
        const auto address = text.substr(1, end - 1);
        return (is_ipv6(address) || is_future_address(address)) && is_port(text.substr(end + 1));
    }
    const auto colon = text.find(':');
    return is_made_of(text.substr(0, colon), "", characters) &&
           (colon == std::string_view::npos || is_port(text.substr(colon)));
}

/// Takes everything from `mark` on off the end; is that well formed?
bool take_tail(std::string_view& text, char mark, Characters characters) noexcept {
    const auto at = text.find(mark);
    if (at == std::string_view::npos)
        return true;
    const auto tail = text.substr(at + 1);
    text = text.substr(0, at);
    return is_made_of(tail, ":@/?", characters, mark == '?');
}

/// The length of `scheme ":"` at the front; 0: there is none.
std::size_t scheme_length(std::string_view text) noexcept {
    if (text.empty() || !is_letter(text.front()))
        return 0;
    for (std::size_t at = 1; at < text.size(); ++at) {
        if (text[at] == ':')
            return at + 1;
        if (!is_letter_or_digit(text[at]) && !is_one_of(text[at], "+-."))
            return 0;
    }
    return 0;
}

bool is_reference(std::string_view text, Characters characters, bool absolute) noexcept {
    if (!take_tail(text, '#', characters) || !take_tail(text, '?', characters))
        return false;
    const auto scheme = scheme_length(text);
    if (absolute && scheme == 0)
        return false;
    text.remove_prefix(scheme);
    if (text.starts_with("//")) {
        text.remove_prefix(2);
        const auto slash = std::min(text.find('/'), text.size());
        return is_authority(text.substr(0, slash), characters) && is_made_of(text.substr(slash), ":@/", characters);
    }
    // Section 4.2: the first segment of a relative path holds no colon, or it would read as a scheme.
    if (scheme == 0 && text.substr(0, text.find('/')).find(':') != std::string_view::npos)
        return false;
    return is_made_of(text, ":@/", characters);
}

} // namespace

bool is_uri(std::string_view text) noexcept {
    return is_reference(text, Characters::uri, true);
}

bool is_uri_reference(std::string_view text) noexcept {
    return is_reference(text, Characters::uri, false);
}

bool is_iri(std::string_view text) noexcept {
    return is_reference(text, Characters::iri, true);
}

bool is_iri_reference(std::string_view text) noexcept {
    return is_reference(text, Characters::iri, false);
}

} // namespace integration_gallery::schema::format
