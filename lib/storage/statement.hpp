#pragma once

#include "storage/query.hpp"

#include <soci/soci.h>

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace integration_gallery::storage {

/// A prepared statement of one session, and the place for the row that it reads. It dies before the session. Throws
/// Failure or soci::soci_error; after either it is only to be destroyed.
class Statement {
public:
    virtual ~Statement() = default;
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    /// Runs it; the number of rows that it found to change.
    virtual std::int64_t run(std::span<const Value> values) = 0;
    /// Runs it, and shows each row of the result.
    virtual void each(std::span<const Value> values, const std::function<void(Row&)>& visit) = 0;

protected:
    explicit Statement(std::string_view columns) : m_row(columns) {}

    /// Throws Error unless as many values come as the statement has places.
    static void expect(std::size_t places, std::span<const Value> values);

    std::string& text(std::size_t column) noexcept { return m_row.m_texts[column]; }
    long long& integer(std::size_t column) noexcept { return m_row.m_integers[column]; }

    Row m_row;
};

/// A statement as SOCI prepares it, for every engine.
class SociStatement final : public Statement {
public:
    SociStatement(soci::session& session, const std::string& text, std::string_view columns,
                  std::span<const Value> values);

    std::int64_t run(std::span<const Value> values) override;
    void each(std::span<const Value> values, const std::function<void(Row&)>& visit) override;

private:
    void bind(std::span<const Value> values);

    std::vector<std::string> m_texts; // never resized: SOCI keeps their addresses
    std::vector<long long> m_integers;
    soci::statement m_statement; // dies first
};

} // namespace integration_gallery::storage
