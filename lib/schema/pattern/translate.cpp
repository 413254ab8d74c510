#include "schema/pattern/translate.hpp"

#include "schema/pattern/reader.hpp"

#include <algorithm>

namespace integration_gallery::schema {
namespace {

constexpr int deepest_group = 64;
constexpr unsigned highest_count = 1000;
constexpr std::string_view dot = "[^\\n\\r\\x{2028}\\x{2029}]"; // ECMA-262 22.2.2.7: all but LineTerminator

/// What was read: how it may be repeated, and whether it takes exactly one character.
enum class Atom { character, group, assertion };

class Translator {
public:
    explicit Translator(std::string_view text) : m_in(text) {}

    PatternAlternatives run() {
        PatternAlternatives alternatives;
        bool conditional = false;
        do {
            std::vector<PatternCondition> conditions;
            std::string text;
            alternative(text, 0, &conditions);
            conditional = conditional || !conditions.empty();
            conditions.push_back({std::move(text), true});
            alternatives.push_back(std::move(conditions));
        } while (m_in.take('|'));
        if (!m_in.at_end())
            m_in.fail("a `)` has no `(`; write \\) for the character");
        if (!conditional)
            return {{{join(alternatives), true}}};
        return alternatives;
    }

private:
    static std::string join(const PatternAlternatives& alternatives) {
        std::string joined;
        for (const auto& conditions : alternatives)
            joined.append(joined.empty() && &conditions == &alternatives.front() ? "" : "|")
                .append(conditions.back().expression);
        return joined;
    }

    void disjunction(std::string& out, int depth) {
        do {
            alternative(out, depth, nullptr);
            if (!m_in.next_is('|'))
                return;
            out += '|';
        } while (m_in.take('|'));
    }

    /// Reads up to `|`, `)` or the end. Look-aheads go to `conditions`, which only the outermost level has.
    void alternative(std::string& out, int depth, std::vector<PatternCondition>* conditions) {
        bool place_is_certain = false;
        while (!m_in.at_end() && !m_in.next_is('|') && !m_in.next_is(')')) {
            if (m_in.next_are("(?=") || m_in.next_are("(?!")) {
                look_ahead(out, depth, place_is_certain ? conditions : nullptr);
                continue;
            }
            const bool first = out.empty();
            const Atom atom = read_atom(out, depth);
            if (first && atom == Atom::assertion && out == "^")
                place_is_certain = true;
            const bool once = quantifier(out, atom);
            if (atom == Atom::group || !once)
                place_is_certain = false;
        }
    }

    void look_ahead(const std::string& before, int depth, std::vector<PatternCondition>* conditions) {
        if (conditions == nullptr)
            m_in.fail("a look-ahead is possible only behind a leading ^ and single characters, such as ^(?=.*[0-9])");
        const bool wanted = m_in.next_are("(?=");
        m_in.skip(3);
        std::string inside;
        group_rest(inside, depth);
        if (m_in.next_is_one_of("*+?{"))
            m_in.fail("a look-ahead cannot be repeated");
        conditions->push_back({before + "(?:" + inside + ")", wanted});
    }

    Atom read_atom(std::string& out, int depth) {
        if (m_in.next_is_one_of("*+?{"))
            m_in.fail("there is nothing to repeat; put a backslash in front if the character itself is meant");
        if (m_in.next_is_one_of("]}"))
            m_in.fail("a bracket has no beginning; put a backslash in front if the character itself is meant");
        if (m_in.take('^')) {
            out += '^';
            return Atom::assertion;
        }
        if (m_in.take('$')) {
            out += '$';
            return Atom::assertion;
        }
        if (m_in.take('.')) {
            out += dot;
            return Atom::character;
        }
        if (m_in.next_is('[')) {
            read_class(m_in, out);
            return Atom::character;
        }
        if (m_in.take('(')) {
            open_group();
            out += "(?:";
            group_rest(out, depth);
            out += ')';
            return Atom::group;
        }
        if (m_in.next_are("\\b") || m_in.next_are("\\B")) {
            out.append(m_in.next_are("\\b") ? "\\b" : "\\B");
            m_in.skip(2);
            return Atom::assertion;
        }
        read_character(m_in, out);
        return Atom::character;
    }

    /// Reads what follows the `(` of a group that takes characters: nothing, `?:` or `?<name>`.
    void open_group() {
        if (!m_in.take('?') || m_in.take(':'))
            return;
        if (m_in.next_are("<=") || m_in.next_are("<!"))
            m_in.fail("look-behinds are not possible here, because they cannot be matched in linear time");
        if (!m_in.take('<'))
            m_in.fail("only (?:…), (?<name>…), (?=…) and (?!…) may follow an opening parenthesis and a question mark");
        const auto name = m_in.take_until('>');
        const auto is_word = [](char c) {
            return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '$' ||
                   static_cast<unsigned char>(c) >= 0x80;
        };
        if (name.empty() || (name.front() >= '0' && name.front() <= '9') ||
            !std::all_of(name.begin(), name.end(), is_word))
            m_in.fail("a group's name has letters, digits and underscores, and does not begin with a digit");
        if (std::find(m_names.begin(), m_names.end(), name) != m_names.end())
            m_in.fail("two groups have the same name");
        m_names.push_back(name);
    }

    void group_rest(std::string& out, int depth) {
        if (depth >= deepest_group)
            m_in.fail("groups are nested more than 64 deep");
        disjunction(out, depth + 1);
        if (!m_in.take(')'))
            m_in.fail("a `(` is not closed; write \\( for the character");
    }

    /// Reads a quantifier, if there is one. Lazy or greedy makes no difference to whether there is a match.
    /// Is what it repeats matched exactly as often in every match?
    bool quantifier(std::string& out, Atom atom) {
        if (!m_in.next_is_one_of("*+?{"))
            return true;
        if (atom == Atom::assertion)
            m_in.fail("^, $, \\b and \\B cannot be repeated");
        bool exact = false;
        if (m_in.take('{'))
            exact = counts(out);
        else
            out += m_in.take_any();
        m_in.take('?');
        return exact;
    }

    bool counts(std::string& out) {
        const unsigned least = count();
        out.append("{").append(std::to_string(least));
        bool exact = true;
        if (m_in.take(',')) {
            out += ',';
            exact = m_in.next_is('}') ? false : more_counts(out, least);
        }
        if (!m_in.take('}'))
            m_in.fail("a count looks like {2}, {2,} or {2,5}; write \\{ for the character");
        out += '}';
        return exact;
    }

    bool more_counts(std::string& out, unsigned least) {
        const unsigned most = count();
        if (most < least)
            m_in.fail("the numbers of a count are in the wrong order");
        out += std::to_string(most);
        return least == most;
    }

    unsigned count() {
        const auto digits = m_in.take_digits();
        if (digits.empty())
            m_in.fail("a count looks like {2}, {2,} or {2,5}; write \\{ for the character");
        unsigned number = 0;
        for (const char digit : digits) {
            number = std::min(number * 10 + static_cast<unsigned>(digit - '0'), highest_count + 1);
            if (number > highest_count)
                m_in.fail("counts go up to 1000");
        }
        return number;
    }

    PatternReader m_in;
    std::vector<std::string_view> m_names;
};

} // namespace

std::optional<PatternAlternatives> translate_pattern(std::string_view ecma_pattern, std::string& error) {
    try {
        error.clear();
        return Translator(ecma_pattern).run();
    } catch (const PatternFault& fault) {
        error = fault.sentence;
        return std::nullopt;
    }
}

} // namespace integration_gallery::schema
