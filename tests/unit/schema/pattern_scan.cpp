// Plain patterns are decided without RE2. What RE2 says of the same pattern is what has to come out.
#include "schema/pattern.hpp"
#include "schema/pattern/scan.hpp"
#include "support/test_data.hpp"

#include <boost/test/unit_test.hpp>

#include <iostream>
#include <random>
#include <string>

using integration_gallery::schema::Pattern;
using integration_gallery::schema::Scan;

namespace {

class RandomPattern {
public:
    explicit RandomPattern(unsigned seed) : m_random(seed) {}

    std::string pattern() {
        const bool several = below(8) == 0;
        return std::string(!several && below(4) != 0 ? "^" : "") + alternatives(2, several) +
               (!several && below(4) != 0 ? "$" : "");
    }

    std::string text() {
        static constexpr std::string_view characters[] = {"a", "b", "a", "b",        "-", "0",
                                                          "A", "_", ".", "\xC3\xA9", "\n"};
        std::string out;
        for (auto left = below(9); left > 0; --left)
            out += characters[below(std::size(characters))];
        return out;
    }

private:
    std::size_t below(std::size_t limit) { return m_random() % limit; }

    std::string alternatives(int depth, bool several) {
        std::string out = sequence(depth);
        for (auto more = several ? 1 + below(2) : 0; more > 0; --more)
            out += "|" + sequence(depth);
        return out;
    }

    std::string sequence(int depth) {
        std::string out;
        for (auto left = 1 + below(3); left > 0; --left)
            out += atom(depth) + quantifier();
        return out;
    }

    std::string atom(int depth) {
        static constexpr std::string_view plain[] = {
            "a", "b", "-", "[ab]", "[a-z0-9-]", "[A-Za-z]", "\\d", "\\.", "[0-9_]", "\\w", "[a-z0-9.-]", "[b\\-]", "0"};
        if (depth == 0 || below(3) != 0)
            return std::string(plain[below(std::size(plain))]);
        return (below(2) == 0 ? "(" : "(?:") + alternatives(depth - 1, below(2) == 0) + ")";
    }

    std::string quantifier() {
        static constexpr std::string_view all[] = {"",    "",      "",      "*",    "+",    "?",
                                                   "{2}", "{1,3}", "{0,2}", "{2,}", "{0,}", "{3,4}"};
        return std::string(all[below(std::size(all))]);
    }

    std::mt19937 m_random;
};

Pattern re2_for(const std::string& text) {
    std::string error;
    const auto out = Pattern::compile(text, error);
    BOOST_REQUIRE_MESSAGE(error.empty(), text << ": " << error);
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(schema)
BOOST_AUTO_TEST_SUITE(pattern_scan)

BOOST_AUTO_TEST_CASE(says_what_re2_says) {
    const unsigned patterns = integration_gallery::test::long_run() ? 100'000 : 2'000;
    std::size_t scanned = 0;
    std::size_t matched = 0;
    std::size_t asked = 0;
    for (unsigned seed = 1; seed <= patterns; ++seed) {
        RandomPattern random(seed);
        const auto pattern = random.pattern();
        const auto scan = Scan::compile(pattern);
        if (!scan)
            continue;
        ++scanned;
        const auto other = "[]|" + pattern; // matches the same, and is RE2's matter
        BOOST_REQUIRE(!Scan::compile(other));
        const auto re2 = re2_for(other);
        for (int i = 0; i < 30; ++i) {
            const auto text = random.text();
            const bool expected = re2.matches(text);
            ++asked;
            matched += expected ? 1u : 0u;
            BOOST_REQUIRE_MESSAGE(scan->matches(text) == expected, pattern << " with \"" << text << "\": " << expected);
        }
    }
    std::cout << "plain patterns: " << scanned << " of " << patterns << ", " << asked << " texts, " << matched
              << " match\n";
    BOOST_TEST(scanned > patterns / 2);
    BOOST_TEST(matched > asked / 10);
    BOOST_TEST(matched < asked - asked / 10);
}

BOOST_AUTO_TEST_CASE(takes_the_patterns_of_manifests) {
    for (const std::string pattern : {"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$", "^[0-9]+$", "^[a-z]{2,4}[0-9]{1,3}$",
                                      "^[a-z0-9-]+[.]wrike[.]com$", "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
                                      "^[a-z][a-z0-9-]{0,62}$", "^([01][0-9]|2[0-3]):[0-5][0-9]$", "^(?:sk|rk)_"}) {
        const auto scan = Scan::compile(pattern);
        BOOST_REQUIRE_MESSAGE(scan.has_value(), pattern);
        const auto re2 = re2_for("[]|" + pattern);
        for (const std::string text : {"",
                                       "a",
                                       "7",
                                       "a-",
                                       "-a",
                                       "a-b",
                                       "us21",
                                       "usa1234",
                                       "app-eu.wrike.com",
                                       "app-eu.wrikexcom",
                                       "de",
                                       "de-DE",
                                       "de-",
                                       "23:59",
                                       "24:00",
                                       "9:30",
                                       "09:30",
                                       "sk_live",
                                       "x_sk_",
                                       "a\n",
                                       "\xC3\xA9"})
            BOOST_TEST(scan->matches(text) == re2.matches(text), pattern << " with " << text);
        for (std::size_t size = 55; size < 70; ++size)
            BOOST_TEST(scan->matches(std::string(size, 'a')) == re2.matches(std::string(size, 'a')), pattern << size);
    }
}

BOOST_AUTO_TEST_CASE(leaves_to_re2_what_is_not_plain) {
    for (const std::string pattern :
         {"",       "^",       "$",     "^a|b$",   "a.b",  "[^a]",      "\\s",     "\\bfoo", "a*?",
          "(?=a)b", "(?<n>a)", "(a",    "a)",      "a{2",  "a{3,2}",    "a**",     "[a",     "[z-a]",
          "a\\",    "^*",      "a{70}", "(a*){2}", "(|a)", "\xC3\xA9+", "[\\w-.]", "a{0}",   "\\x41"})
        BOOST_TEST(!Scan::compile(pattern).has_value(), pattern);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
