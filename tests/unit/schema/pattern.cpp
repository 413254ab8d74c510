#include "schema/pattern.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

using integration_gallery::schema::Pattern;
using namespace std::string_view_literals;

namespace {

bool match(std::string_view pattern, std::string_view text) {
    std::string error = "not emptied";
    const auto compiled = Pattern::compile(pattern, error);
    BOOST_TEST(error == "", pattern << ": " << error);
    return compiled.matches(text);
}

std::string refusal(std::string_view pattern) {
    std::string error;
    const auto compiled = Pattern::compile(pattern, error);
    BOOST_TEST(!error.empty(), "taken: " << pattern);
    BOOST_TEST((error.starts_with("The pattern is refused") && error.ends_with('.')), error);
    BOOST_TEST(!compiled.matches(""));
    return error;
}

struct Row {
    std::string_view pattern;
    std::string_view text;
    bool matches;
};

void check(std::initializer_list<Row> rows) {
    for (const auto& row : rows)
        BOOST_TEST(match(row.pattern, row.text) == row.matches, row.pattern << " with " << row.text);
}

} // namespace

BOOST_AUTO_TEST_SUITE(schema)
BOOST_AUTO_TEST_SUITE(pattern)

BOOST_AUTO_TEST_CASE(means_what_ecma_262_means) {
    check({
        {"", "", true},
        {"b", "abc", true},
        {"^b", "abc", false},
        {"^a$", "a\n", false},
        {"^.$", "\n", false},
        {"^.$", "\r", false},
        {"^.$", "\xE2\x80\xA8", false}, // U+2028
        {"^.$", "\xF0\x9F\x90\xB2", true},
        {"^[^]$", "\n", true},
        {"[]", "a", false},
        {"^[^]*$", "", true},
        {"a|[]", "a", true},
        {"^\\x41\\u0042\\u{43}\\u{1F432}$", "ABC\xF0\x9F\x90\xB2", true},
        {"^\\uD83D\\uDC32$", "\xF0\x9F\x90\xB2", true},
        {"\\uD83D", "\xF0\x9F\x90\xB2", false},
        {"^[\\uD83D\\uDC32-\\uD83D\\uDC34]$", "\xF0\x9F\x90\xB3", true},
        {"^\\0$", "\0"sv, true},
        {"^[\\b]$", "\b", true},
        {"\\bfoo\\b", "a foo b", true},
        {"\\bfoo\\b", "afoob", false},
        {"^\\Bx", "x", false},
        {"^[\\s]$", "\xE3\x80\x80", true}, // U+3000
        {"^[^\\s]$", "\xE3\x80\x80", false},
        {"^[\\S\\d]$", "\xE3\x80\x80", false},
        {"^[\\S ]$", " ", true},
        {"^(?<year>\\d{4})-(?<month>\\d\\d)$", "2026-11", true},
        {"^(?:a|b)+?c{2,}d{0}$", "abcc", true},
        {"^\\p{Lu}\\P{Lu}$", "Aa", true},
        {"^\\p{Script=Greek}+$", "\xCE\xB1\xCE\xB2", true},
        {"^[\\p{gc=Uppercase_Letter}\\p{sc=Cyrillic}]+$", "A\xD0\x96", true},
        {"^\\p{ASCII}+$", "a\xC3\xA9", false},
        {"^\\p{Any}$", "\xF0\x9F\x90\xB2", true},
        {"\xC3\xA9+", "\xC3\xA9\xC3\xA9", true},
        {"^\xC3\xA9{2}$", "\xC3\xA9\xC3\xA9", true},
        {"(|a)", "", true},
        {"^(a|)$", "", true},
    });
}

BOOST_AUTO_TEST_CASE(takes_what_real_manifests_write) {
    check({
        {"^([A-Za-z0-9-_]+)$", "a-_", true},
        {"^https?\\:\\/\\/[\\w-.]+$", "https://a-b.example", true},
        {"^[\\w.+-]+@x$", "a.b+c-d@x", true},
        {"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$", "2021-01-01T00:00:00Z", true},
        {"^(?!https?://).*$", "example.com", true},
        {"^(?!https?://).*$", "https://example.com", false},
        {"^https://(?!-)[a-z-]+\\.example\\.com$", "https://a.example.com", true},
        {"^https://(?!-)[a-z-]+\\.example\\.com$", "https://-a.example.com", false},
        {"[!@#$%^&*()\\-+=]", "-", true},
    });
}

BOOST_AUTO_TEST_CASE(turns_leading_look_aheads_into_conditions) {
    check({
        {"^(?=.*[a-z])(?=.*\\d).{4,}$", "abc1", true},
        {"^(?=.*[a-z])(?=.*\\d).{4,}$", "abcd", false},
        {"^(?=.*[a-z])(?=.*\\d).{4,}$", "1a", false},
        {"^(?!admin$)\\w+$", "admin", false},
        {"^(?!admin$)\\w+$", "administrator", true},
        {"^(?!a|b)", "c", true},
        {"^(?!a|b)", "b", false},
        {"^(?!.*--)[a-z-]+$", "a-b", true},
        {"^(?!.*--)[a-z-]+$", "a--b", false},
        {"^x{2}(?=y)..$", "xxyz", true},
        {"^x{2}(?=y)..$", "xxzy", false},
        {"^(?!a)x|^(?!b)y", "y", true},
        {"^(?!a)x|^(?!y)y|z", "y", false},
        {"^(?!a)x|^(?!y)y|z", "z", true},
        {"^(?=a)", "\0a"sv, false},
    });
}

BOOST_AUTO_TEST_CASE(refuses_what_is_not_linear_and_says_so) {
    BOOST_TEST(refusal("(a)\\1").find("back-reference") != std::string::npos);
    BOOST_TEST(refusal("(?<n>a)\\k<n>").find("back-reference") != std::string::npos);
    BOOST_TEST(refusal("(?<=a)b").find("look-behind") != std::string::npos);
    BOOST_TEST(refusal("(?<!a)b").find("look-behind") != std::string::npos);
    for (const auto pattern : {"(?=a)b", "a(?=b)", "^a+(?=b)", "^(?:x(?=y))", "^(?=a(?=b))c", "^((?!a).)*$", "(?!a)"})
        BOOST_TEST(refusal(pattern).find("look-ahead") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(refuses_what_ecma_262_refuses) {
    for (const auto pattern : {"(",
                               ")",
                               "a)",
                               "(a",
                               "[a",
                               "[",
                               "]",
                               "}",
                               "{",
                               "a{",
                               "a{1",
                               "a{1,",
                               "a{,2}",
                               "a{2,1}",
                               "*",
                               "+a",
                               "a**",
                               "a{1}{2}",
                               "^*",
                               "$+",
                               "\\b?",
                               "^(?=a)*",
                               "(?",
                               "(?a)",
                               "(?i)a",
                               "(?P<n>a)",
                               "(?#x)",
                               "(?<>a)",
                               "(?<1>a)",
                               "(?<n a)",
                               "(?<n>a)(?<n>b)",
                               "\\",
                               "\\a",
                               "\\A",
                               "\\Z",
                               "\\z",
                               "\\Q",
                               "\\e",
                               "\\_",
                               "\\01",
                               "\\c",
                               "\\c1",
                               "\\x4",
                               "\\xg0",
                               "\\u12",
                               "\\u{}",
                               "\\u{110000}",
                               "\\u{x}",
                               "\\p",
                               "\\pL",
                               "\\p{",
                               "\\p{}",
                               "\\p{Nope}",
                               "\\p{Greek}",
                               "\\p{Script=Nope}",
                               "\\p{Script=Lu}",
                               "\\p{Foo=Bar}",
                               "[b-a]",
                               "[\\u{2}-\\u{1}]",
                               "a\\"})
        refusal(pattern);
}

BOOST_AUTO_TEST_CASE(counts_characters_in_its_messages) {
    BOOST_TEST(refusal("\xC3\xA9\xC3\xA9**").find("at character 4") != std::string::npos);
    BOOST_TEST(refusal("ab(").find("at character 4") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(never_repeats_a_submitted_pattern_in_a_message) {
    BOOST_TEST(refusal("hunter2**").find("hunter2") == std::string::npos);
    BOOST_TEST(refusal("\\p{Script=Hunter}").find("Hunter") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(is_bounded) {
    refusal(std::string(4097, 'a'));
    refusal(std::string(65, '(') + "a" + std::string(65, ')'));
    BOOST_TEST(match(std::string(64, '(') + "a" + std::string(64, ')'), "a"));
    refusal(std::string(2000, '('));
    refusal("a{1001}");
    refusal("a{99999999999999999999}");
    refusal("(?:a{100}){100}");
    refusal("(?:[\\p{L}\\p{N}]{1,900}x){1}(?:[\\p{L}\\p{S}]{1,900}){1}");
    BOOST_TEST(match("^[\\p{L}\\d ]{1,255}$", std::string(255, 'x')));
    BOOST_TEST(match("^.{1,1000}$", std::string(1000, 'x')));
    std::string many;
    for (int i = 0; i < 40; ++i)
        many += "^(?!a)b|";
    refusal(many);
}

BOOST_AUTO_TEST_CASE(sees_what_stands_behind_a_nul) {
    BOOST_TEST(!match("^a$", "a\0b"sv));
    BOOST_TEST(match("b$", "a\0b"sv));
    BOOST_TEST(match("^a.b$", "a\0b"sv));
}

BOOST_AUTO_TEST_CASE(takes_linear_time_on_hostile_texts) {
    const auto start = std::chrono::steady_clock::now();
    std::string text(1'000'000, 'a');
    BOOST_TEST(match("^[a-z]*$", text));
    BOOST_TEST(match("^(a|b)*$", text));
    text += '!';
    for (const auto pattern : {"^(a+)+$", "^(a|a)*$", "^(a*)*b$", "^(.*a){20}$x", "^(?!.*(a+)+b)(?!a)x"})
        BOOST_TEST(!match(pattern, text), pattern);
    BOOST_TEST((std::chrono::steady_clock::now() - start < std::chrono::seconds(20)));
}

BOOST_AUTO_TEST_CASE(survives_every_prefix_and_every_changed_byte) {
    const std::string pattern = "^(?=.*\\d)(?<n>[\\w-.\\u{1F432}]{2,3}|\\p{Letter}\\cA\\x41)+?[^]\\/$";
    std::vector<std::string> all;
    for (std::size_t i = 0; i <= pattern.size(); ++i)
        all.push_back(pattern.substr(0, i));
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        for (const char c : "()[]{}\\^$|?*+-,0\xC3"sv) {
            all.push_back(pattern);
            all.back()[i] = c;
        }
    }
    std::size_t taken = 0;
    for (const auto& one : all) {
        const std::vector<char> block(one.begin(), one.end()); // ASan sees a read behind it
        std::string error;
        const auto compiled = Pattern::compile({block.data(), block.size()}, error);
        taken += error.empty() ? 1u : 0u;
        compiled.matches("12-abc/");
    }
    BOOST_TEST_MESSAGE(all.size() << " patterns, " << taken << " taken");
    BOOST_TEST(taken > 0u);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
