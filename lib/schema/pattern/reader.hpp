#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace integration_gallery::schema {

/// Ends a translation; never leaves translate_pattern.
struct PatternFault {
    std::string sentence;
};

/// A pattern and the place that is read next.
class PatternReader {
public:
    explicit PatternReader(std::string_view text) noexcept : m_text(text) {}

    bool at_end() const noexcept { return m_at == m_text.size(); }
    bool next_is(char c) const noexcept { return !at_end() && m_text[m_at] == c; }
    bool next_are(std::string_view word) const noexcept { return m_text.substr(m_at).starts_with(word); }
    bool next_is_one_of(std::string_view set) const noexcept {
        return !at_end() && set.find(m_text[m_at]) != std::string_view::npos;
    }
    bool take(char c) noexcept {
        const bool there = next_is(c);
        m_at += there ? 1 : 0;
        return there;
    }
    char take_any() {
        if (at_end())
            fail("the pattern ends too early");
        return m_text[m_at++];
    }
    void skip(std::size_t bytes) noexcept { m_at += bytes; }
    std::string_view take_digits() noexcept;
    /// What stands in front of `end`, which is read, too.
    std::string_view take_until(char end);
    /// One character of UTF-8.
    char32_t take_code_point();
    /// `digits` hexadecimal digits.
    char32_t take_hex(std::size_t digits);

    /// Throws PatternFault: `what` is the second half of a sentence that begins with the place.
    [[noreturn]] void fail(std::string_view what) const;

private:
    std::string_view m_text;
    std::size_t m_at = 0;
};

/// Reads one literal character or escape outside brackets and appends RE2's word for it.
void read_character(PatternReader& in, std::string& out);

/// Reads a class with its brackets.
void read_class(PatternReader& in, std::string& out);

} // namespace integration_gallery::schema
