#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace integration_gallery::storage {

/// One SQL statement, written once as a constant of static storage duration: its address is its name in the cache of
/// prepared statements.
///
/// Placeholders are `:name`, each name once, bound by position. `{SHARE}` and `{UPDATE}` become the engine's words for
/// locking the rows read. No comments and no second statement: the engines treat both differently.
struct Query {
    std::string_view text;
    std::string_view columns = {}; ///< a letter for each column of the result: 't' text, 'i' integer; none is NULL
};

/// A value to bind: text, or a 64-bit integer. A view: the text must live until the call returns.
class Value {
public:
    Value(std::string_view text) noexcept : m_value(text) {}
    Value(const std::string& text) noexcept : m_value(std::string_view(text)) {}
    Value(const char* text) noexcept : m_value(std::string_view(text)) {}
    template <std::integral Integer>
    Value(Integer integer) noexcept : m_value(static_cast<std::int64_t>(integer)) {}

    const std::variant<std::string_view, std::int64_t>& get() const noexcept { return m_value; }

private:
    std::variant<std::string_view, std::int64_t> m_value;
};

/// One row of a result, valid during the call that it is handed to.
class Row {
public:
    explicit Row(std::string_view columns) : m_texts(columns.size()), m_integers(columns.size()) {}

    /// The text in a column, counted from 0. It may be moved from.
    std::string& text(std::size_t column) { return m_texts[column]; }
    std::int64_t integer(std::size_t column) const { return m_integers[column]; }
    bool flag(std::size_t column) const { return m_integers[column] != 0; }

private:
    friend class Statement;
    std::vector<std::string> m_texts;
    std::vector<long long> m_integers;
};

} // namespace integration_gallery::storage
