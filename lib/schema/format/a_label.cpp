#include "schema/format/characters.hpp"
#include "schema/format/checks.hpp"
#include "schema/format/punycode.hpp"
#include "schema/pattern.hpp"

#include <algorithm>
#include <string>

namespace integration_gallery::schema::format {
namespace {

// RFC 5892, section 2: the categories of LetterDigits without upper case, section 2.6's exceptions, and what appendix A
// allows in context. What is unstable under NFKC (section 2.2) is let through, and so is what breaks the Bidi rule
// (RFC 5893): both need tables that differ between the versions of Unicode.
constexpr std::string_view allowed = "^[\\p{Ll}\\p{Lo}\\p{Lm}\\p{Mn}\\p{Mc}\\p{Nd}\\-"
                                     "\\u06FD\\u06FE\\u0F0B\\u3007\\u00B7\\u0375\\u05F3\\u05F4\\u30FB\\u200C\\u200D]+$";
constexpr std::string_view forbidden = "^\\p{M}|^-|-$|^..--|[\\u0640\\u07FA\\u302E\\u302F\\u3031-\\u3035\\u303B]";
// Appendix A.3 to A.6, as what breaks them
constexpr std::string_view out_of_context = "(?:^|[^l])\\u00B7|\\u00B7(?:[^l]|$)|\\u0375(?:\\P{Script=Greek}|$)|"
                                            "(?:^|\\P{Script=Hebrew})[\\u05F3\\u05F4]";
// Appendix A.7 to A.9
constexpr std::string_view katakana_dot = "\\u30FB";
constexpr std::string_view japanese = "[\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Han}]";
constexpr std::string_view arabic_digit = "[\\u0660-\\u0669]";
constexpr std::string_view extended_arabic_digit = "[\\u06F0-\\u06F9]";
// Appendix A.1 and A.2: characters of the canonical combining class Virama
constexpr std::string_view virama =
    "[\\u094D\\u09CD\\u0A4D\\u0ACD\\u0B4D\\u0BCD\\u0C4D\\u0CCD\\u0D3B\\u0D3C\\u0D4D\\u0DCA\\u0E3A\\u0EBA\\u0F84\\u1039"
    "\\u103A\\u1714\\u1715\\u1734\\u17D2\\u1A60\\u1B44\\u1BAA\\u1BAB\\u1BF2\\u1BF3\\u2D7F\\uA806\\uA82C\\uA8C4\\uA953"
    "\\uA9C0\\uAAF6\\uABED\\u{10A3F}\\u{11046}\\u{11070}\\u{1107F}\\u{110B9}\\u{11133}\\u{11134}\\u{111C0}\\u{11235}"
    "\\u{112EA}\\u{1134D}\\u{11442}\\u{114C2}\\u{115BF}\\u{1163F}\\u{116B6}\\u{1172B}\\u{11839}\\u{1193D}\\u{1193E}"
    "\\u{119E0}\\u{11A34}\\u{11A47}\\u{11A99}\\u{11C3F}\\u{11D44}\\u{11D45}\\u{11D97}]$";
// Letters that join to their left neighbour (Joining_Type D or L), and any that join (D, R or L). The exact values are
// written out for Arabic; of the other joining scripts every letter is taken.
constexpr std::string_view joins_onwards =
    "[\\u0620\\u0626\\u0628\\u062A-\\u062E\\u0633-\\u063F\\u0641-\\u0647\\u0649\\u064A\\u066E\\u066F\\u0678-\\u0687"
    "\\u069A-\\u06BF\\u06C1\\u06C2\\u06CC\\u06CE\\u06D0\\u06D1\\u06FA-\\u06FC\\u06FF\\u0750-\\u0758\\u075C-\\u076A"
    "\\u076D-\\u0770\\u0772\\u0775-\\u0777\\u077A-\\u077F\\u08A0-\\u08C7\\p{Script=Syriac}\\p{Script=Mandaic}"
    "\\p{Script=Nko}\\p{Script=Mongolian}\\p{Script=Phags_Pa}]\\p{Mn}*$";
constexpr std::string_view joins_backwards = "^\\p{Mn}*[\\u0620-\\u064A\\u066E-\\u06D5\\u06EE\\u06EF\\u06FA-\\u06FF"
                                             "\\u0750-\\u077F\\u08A0-\\u08C7\\p{Script=Syriac}\\p{Script=Mandaic}"
                                             "\\p{Script=Nko}\\p{Script=Mongolian}\\p{Script=Phags_Pa}]";

class Rule {
public:
    explicit Rule(std::string_view pattern) : m_pattern(Pattern::compile(pattern, m_error)) {}
    bool operator()(std::string_view text) const noexcept { return m_pattern.matches(text); }

private:
    std::string m_error; // stays empty: the patterns are constants, and the tests pass through all of them
    Pattern m_pattern;
};

struct Rules {
    Rule is_allowed{allowed};
    Rule is_forbidden{forbidden};
    Rule is_out_of_context{out_of_context};
    Rule has_katakana_dot{katakana_dot};
    Rule has_japanese{japanese};
    Rule has_arabic_digit{arabic_digit};
    Rule has_extended_arabic_digit{extended_arabic_digit};
    Rule ends_with_virama{virama};
    Rule ends_joining{joins_onwards};
    Rule begins_joining{joins_backwards};
};

void append_utf8(std::string& out, char32_t c) {
    const auto put = [&](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (c < 0x80)
        return put(c);
    if (c >= 0x10000)
        put(0xF0 | c >> 18), put(0x80 | (c >> 12 & 0x3F));
    else if (c >= 0x800)
        put(0xE0 | c >> 12);
    if (c < 0x800)
        put(0xC0 | c >> 6);
    else
        put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
}

/// Are all zero-width joiners and non-joiners where they change how letters join?
bool joiners_fit(std::string_view label, const Rules& rules) noexcept {
    constexpr std::string_view non_joiner = "\xE2\x80\x8C";
    constexpr std::string_view joiner = "\xE2\x80\x8D";
    for (std::size_t at = label.find("\xE2\x80"); at != std::string_view::npos; at = label.find("\xE2\x80", at + 1)) {
        const bool joins = label.substr(at).starts_with(joiner);
        if ((!joins && !label.substr(at).starts_with(non_joiner)) || rules.ends_with_virama(label.substr(0, at)))
            continue;
        if (joins || !rules.ends_joining(label.substr(0, at)) || !rules.begins_joining(label.substr(at + 3)))
            return false;
    }
    return true;
}

bool is_u_label(std::string_view label) noexcept {
    static const Rules rules;
    return rules.is_allowed(label) && !rules.is_forbidden(label) && !rules.is_out_of_context(label) &&
           (!rules.has_katakana_dot(label) || rules.has_japanese(label)) &&
           (!rules.has_arabic_digit(label) || !rules.has_extended_arabic_digit(label)) && joiners_fit(label, rules);
}

} // namespace

bool is_a_label(std::string_view label) noexcept {
    std::string lower(label.substr(std::min<std::size_t>(label.size(), 4)));
    std::transform(lower.begin(), lower.end(), lower.begin(), to_lower);
    const auto code_points = decode_punycode(lower);
    if (std::all_of(code_points.begin(), code_points.end(), [](char32_t c) { return c < 0x80; }))
        return false;
    std::string text;
    for (const char32_t c : code_points)
        append_utf8(text, c);
    return is_u_label(text);
}

} // namespace integration_gallery::schema::format
