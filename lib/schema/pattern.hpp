#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace integration_gallery::schema {

/// A compiled regular expression of the JSON Schema dialect: ECMA-262 with the flag `u`, matched in linear time.
///
/// Taken: all of ECMA-262's syntax but what cannot be matched in linear time. Look-aheads are taken after a leading `^`
/// and single characters (`^(?=.*\d)(?!admin)\w+$`) and refused elsewhere; back-references and look-behinds are
/// refused. More than the flag `u` allows: a backslash in front of any ASCII punctuation, and `-` beside a class such
/// as `[\w-.]`. Bounded: 4 KiB of text, 64 nested groups, counts up to 1,000, 16 MiB of memory for each compiled part.
///
/// Immutable, cheap to copy, safe in any number of threads.
class Pattern {
public:
    /// Compiles `ecma_pattern` (UTF-8). On success `error` becomes empty. Otherwise it says in one sentence what is
    /// wrong and at which character, and the pattern that is returned matches nothing.
    static Pattern compile(std::string_view ecma_pattern, std::string& error);

    /// The memory that it takes, about, in bytes.
    std::size_t bytes() const noexcept;

    /// Is there a match anywhere in `text` (UTF-8, U+0000 included)? Linear in the length of the text. Throws
    /// std::bad_alloc.
    bool matches(std::string_view text) const;

private:
    struct Program;
    explicit Pattern(std::shared_ptr<const Program> program) noexcept : m_program(std::move(program)) {}

    std::shared_ptr<const Program> m_program;
};

} // namespace integration_gallery::schema
