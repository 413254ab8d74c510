#include "header/identifier.hpp"

#include "support/output.hpp"

#include <algorithm>
#include <array>

namespace command::header {
namespace {

// Keywords of C++, the words that std headers have as macros, and those of the generated code.
constexpr std::array reserved{
    "alignas",      "alignof",      "and",      "and_eq",     "asm",       "assert",    "auto",
    "bitand",       "bitor",        "bool",     "break",      "case",      "catch",     "char",
    "char16_t",     "char32_t",     "char8_t",  "class",      "co_await",  "co_return", "co_yield",
    "compl",        "concept",      "const",    "const_cast", "consteval", "constexpr", "constinit",
    "continue",     "decltype",     "default",  "delete",     "detail",    "do",        "double",
    "dynamic_cast", "else",         "enum",     "errno",      "explicit",  "export",    "extern",
    "false",        "float",        "for",      "friend",     "from_json", "goto",      "if",
    "inline",       "int",          "linux",    "long",       "major",     "minor",     "mutable",
    "namespace",    "new",          "noexcept", "not",        "not_eq",    "nullptr",   "operator",
    "or",           "or_eq",        "private",  "protected",  "public",    "register",  "reinterpret_cast",
    "requires",     "return",       "short",    "signed",     "sizeof",    "static",    "static_assert",
    "static_cast",  "stderr",       "stdin",    "stdout",     "struct",    "switch",    "template",
    "this",         "thread_local", "throw",    "true",       "try",       "typedef",   "typeid",
    "typename",     "union",        "unix",     "unsigned",   "using",     "virtual",   "void",
    "volatile",     "wchar_t",      "while",    "xor",        "xor_eq"};

bool is_lower(char character) {
    return character >= 'a' && character <= 'z';
}
bool is_upper(char character) {
    return character >= 'A' && character <= 'Z';
}
bool is_digit(char character) {
    return character >= '0' && character <= '9';
}
char to_lower(char character) {
    return is_upper(character) ? static_cast<char>(character - 'A' + 'a') : character;
}
char to_upper(char character) {
    return is_lower(character) ? static_cast<char>(character - 'a' + 'A') : character;
}

} // namespace

std::string snake_case(std::string_view name) {
    std::string out;
    for (std::size_t index = 0; index < name.size(); ++index) {
        const char here = name[index];
        if (!is_lower(here) && !is_upper(here) && !is_digit(here)) {
            if (!out.empty() && out.back() != '_')
                out += '_';
            continue;
        }
        const char before = index > 0 ? name[index - 1] : '\0';
        const char after = index + 1 < name.size() ? name[index + 1] : '\0';
        const bool begins =
            is_upper(here) && (is_lower(before) || is_digit(before) || (is_upper(before) && is_lower(after)));
        if (begins && !out.empty() && out.back() != '_')
            out += '_';
        out += to_lower(here);
    }
    while (!out.empty() && out.back() == '_')
        out.pop_back();
    if (out.empty())
        out = "empty";
    if (is_digit(out.front()))
        out.insert(0, "n");
    if (std::ranges::find(reserved, out) != reserved.end())
        out += '_';
    return out;
}

std::string pascal_case(std::string_view name) {
    std::string out;
    bool begins = true;
    for (const char here : name) {
        if (is_lower(here) || is_upper(here) || is_digit(here)) {
            out += begins ? to_upper(here) : here;
            begins = false;
        } else {
            begins = true;
        }
    }
    return out.empty() ? "Empty" : out;
}

std::string namespace_name(std::string_view integration) {
    return snake_case(integration);
}

std::string unique(const std::string& name, std::set<std::string>& taken) {
    std::string out = name;
    for (int number = 2; !taken.insert(out).second; ++number)
        out = name + (name.back() == '_' ? "" : "_") + std::to_string(number);
    return out;
}

std::string literal(std::string_view text) {
    std::string out = "\"";
    for (const char character : text) {
        const auto byte = static_cast<unsigned char>(character);
        if (byte < 0x20 || byte >= 0x7f) {
            out += '\\';
            out += static_cast<char>('0' + (byte >> 6U));
            out += static_cast<char>('0' + ((byte >> 3U) & 7U));
            out += static_cast<char>('0' + (byte & 7U));
        } else {
            if (character == '"' || character == '\\')
                out += '\\';
            out += character;
        }
    }
    return out + '"';
}

std::string comment(std::string_view text) {
    std::string out = printable(text);
    // A backslash at the end would take the next line into the comment.
    while (!out.empty() && (out.back() == '\\' || out.back() == ' '))
        out.pop_back();
    return out;
}

} // namespace command::header
