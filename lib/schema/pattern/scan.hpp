#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace integration_gallery::schema {

/// A matcher for the patterns that manifests are full of, such as `^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$`: ASCII
/// characters, classes of them, groups, alternatives and counts, with `^` and `$` at the ends at most. It has a place
/// (a bit) for every character that the pattern can take, 64 of them at most, and steps from all active places at once.
///
/// It takes a few instructions a character, where RE2 takes a hundred nanoseconds to start, and is made in a tenth of
/// RE2's time. Matching is linear in the text, without allocation. Immutable.
class Scan {
public:
    /// Nothing, if the pattern is not of that kind or not right at all: then it is RE2's matter.
    static std::optional<Scan> compile(std::string_view ecma_pattern);

    /// Is there a match anywhere in `text`?
    bool matches(std::string_view text) const noexcept;

private:
    struct Table {
        std::array<std::uint64_t, 128> takes{}; ///< the places that take a character
        std::vector<std::uint64_t> follow;      ///< the places that may come behind a place
        std::uint64_t first = 0;
        std::uint64_t last = 0;
        bool nullable = false;
        bool from_start = false; ///< `^`
        bool to_end = false;     ///< `$`
    };
    Table m_table;
};

} // namespace integration_gallery::schema
