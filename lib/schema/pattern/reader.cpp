#include "schema/pattern/reader.hpp"

#include "schema/pattern/property.hpp"

#include <algorithm>
#include <charconv>

namespace integration_gallery::schema {
namespace {

constexpr char32_t highest = 0x10FFFF;

// ECMA-262 22.2.2.9, WhiteSpace and LineTerminator; RE2's \s knows five of them.
constexpr std::string_view white_space =
    "\\t\\n\\v\\f\\r \\x{A0}\\x{1680}\\x{2000}-\\x{200A}\\x{2028}\\x{2029}\\x{202F}\\x{205F}"
    "\\x{3000}\\x{FEFF}";
constexpr std::string_view no_white_space =
    "\\x{0}-\\x{8}\\x{E}-\\x{1F}!-\\x{9F}\\x{A1}-\\x{167F}\\x{1681}-\\x{1FFF}\\x{200B}-\\x{2027}\\x{202A}-\\x{202E}"
    "\\x{2030}-\\x{205E}\\x{2060}-\\x{2FFF}\\x{3001}-\\x{FEFE}\\x{FF00}-\\x{10FFFF}";

/// One character, or (with `set`) a piece of a class that holds several.
struct ClassItem {
    char32_t code_point = 0;
    std::string set;
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

void append_code_point(std::string& out, char32_t code_point) {
    if (code_point < 0x80 && (is_letter(static_cast<char>(code_point)) || is_digit(static_cast<char>(code_point)))) {
        out += static_cast<char>(code_point);
        return;
    }
    char digits[8];
    const auto end = std::to_chars(digits, digits + sizeof digits, static_cast<unsigned>(code_point), 16).ptr;
    out.append("\\x{").append(digits, end).append("}");
}

char32_t read_unicode_escape(PatternReader& in) {
    if (in.take('{')) {
        const auto digits = in.take_until('}');
        unsigned value = 0;
        const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
        if (digits.empty() || problem != std::errc{} || end != digits.data() + digits.size() || value > highest)
            in.fail("\\u{…} takes a hexadecimal number up to 10FFFF");
        return value;
    }
    const char32_t first = in.take_hex(4);
    if (first < 0xD800 || first > 0xDBFF || !in.next_are("\\u") || in.next_are("\\u{"))
        return first;
    auto ahead = in;
    ahead.skip(2);
    const char32_t second = ahead.take_hex(4);
    if (second < 0xDC00 || second > 0xDFFF)
        return first;
    in = ahead;
    return 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
}

std::string read_property(PatternReader& in, bool negated) {
    if (!in.take('{'))
        in.fail("\\p is followed by a property in braces, such as \\p{Letter}");
    auto found = property_class(in.take_until('}'), negated);
    if (found.empty())
        in.fail("this Unicode property is not known; general categories such as \\p{Letter} and scripts such as "
                "\\p{Script=Greek} are");
    return found;
}

/// Reads what follows a backslash.
ClassItem read_escape(PatternReader& in) {
    if (in.at_end())
        in.fail("a backslash stands at the end; write \\\\ for the character");
    if (in.next_is_one_of("123456789") || in.next_are("k<"))
        in.fail("back-references are not possible here, because they cannot be matched in linear time");
    const char c = in.take_any();
    switch (c) {
    case 'd':
    case 'D':
    case 'w':
    case 'W':
        return {0, std::string("\\") + c};
    case 's':
        return {0, std::string(white_space)};
    case 'S':
        return {0, std::string(no_white_space)};
    case 'p':
    case 'P':
        return {0, read_property(in, c == 'P')};
    case 't':
        return {U'\t', {}};
    case 'n':
        return {U'\n', {}};
    case 'v':
        return {U'\v', {}};
    case 'f':
        return {U'\f', {}};
    case 'r':
        return {U'\r', {}};
    case '0':
        if (in.next_is_one_of("0123456789"))
            in.fail("\\0 stands for U+0000 and no digit may follow it");
        return {0, {}};
    case 'c': {
        const char letter = in.take_any();
        if (!is_letter(letter))
            in.fail("\\c is followed by a letter from A to Z");
        return {static_cast<char32_t>(letter % 32), {}};
    }
    case 'x':
        return {in.take_hex(2), {}};
    case 'u':
        return {read_unicode_escape(in), {}};
    default:
        // The flag u allows syntax characters only. Any other ASCII punctuation is meant literally in real manifests,
        // too; letters are not, because other languages give them meanings (\A, \Z, \Q).
        if (c > ' ' && c < 0x7F && !is_letter(c) && c != '_')
            return {static_cast<char32_t>(c), {}};
        in.fail("this character has no meaning behind a backslash; leave the backslash out");
    }
}

ClassItem read_class_item(PatternReader& in) {
    if (in.at_end())
        in.fail("a `[` is not closed; write \\[ for the character");
    if (!in.take('\\'))
        return {in.take_code_point(), {}};
    if (in.take('b'))
        return {U'\b', {}};
    return read_escape(in);
}

} // namespace

std::string_view PatternReader::take_digits() noexcept {
    const auto begin = m_at;
    while (!at_end() && is_digit(m_text[m_at]))
        ++m_at;
    return m_text.substr(begin, m_at - begin);
}

std::string_view PatternReader::take_until(char end) {
    const auto found = m_text.find(end, m_at);
    if (found == std::string_view::npos)
        fail(std::string("a `") + end + "` is missing");
    const auto text = m_text.substr(m_at, found - m_at);
    m_at = found + 1;
    return text;
}

char32_t PatternReader::take_code_point() {
    const auto lead = static_cast<unsigned char>(take_any());
    if (lead < 0x80)
        return lead;
    const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    char32_t value = lead & (0x3Fu >> more);
    for (int i = 0; i < more; ++i)
        value = (value << 6) | (static_cast<unsigned char>(take_any()) & 0x3Fu);
    if (value > highest)
        fail("this is not UTF-8");
    return value;
}

char32_t PatternReader::take_hex(std::size_t digits) {
    const auto text = m_text.substr(std::min(m_at, m_text.size()), digits);
    unsigned value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
    if (text.size() != digits || problem != std::errc{} || end != text.data() + text.size())
        fail("hexadecimal digits are missing: \\x takes two, \\u four or a number in braces");
    m_at += digits;
    return value;
}

void PatternReader::fail(std::string_view what) const {
    const auto before = m_text.substr(0, std::min(m_at, m_text.size()));
    const auto characters = std::count_if(before.begin(), before.end(),
                                          [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
    throw PatternFault{"The pattern is refused at character " + std::to_string(characters + 1) + ": " +
                       std::string(what) + "."};
}

void read_character(PatternReader& in, std::string& out) {
    if (!in.take('\\')) {
        append_code_point(out, in.take_code_point());
        return;
    }
    const auto item = read_escape(in);
    if (item.set.empty())
        append_code_point(out, item.code_point);
    else
        out.append("[").append(item.set).append("]");
}

void read_class(PatternReader& in, std::string& out) {
    in.take('[');
    const bool negated = in.take('^');
    std::string items;
    while (!in.take(']')) {
        const auto first = read_class_item(in);
        auto ahead = in;
        const bool is_range = first.set.empty() && ahead.take('-') && !ahead.at_end() && !ahead.next_is(']');
        if (!is_range) {
            if (first.set.empty())
                append_code_point(items, first.code_point);
            else
                items += first.set;
            continue;
        }
        const auto last = read_class_item(ahead);
        if (!last.set.empty()) { // [a-\d]: three members, as without the flag u
            append_code_point(items, first.code_point);
            continue;
        }
        in = ahead;
        if (last.code_point < first.code_point)
            in.fail("the two ends of a range are in the wrong order");
        append_code_point(items, first.code_point);
        items += '-';
        append_code_point(items, last.code_point);
    }
    if (items.empty())
        out += negated ? "[\\x{0}-\\x{10FFFF}]" : "[^\\x{0}-\\x{10FFFF}]";
    else
        out.append(negated ? "[^" : "[").append(items).append("]");
}

} // namespace integration_gallery::schema
