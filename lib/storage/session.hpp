#pragma once

#include "storage/dialect/dialect.hpp"
#include "storage/query.hpp"
#include "storage/statement.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <unordered_map>

namespace integration_gallery::storage {

/// One connection and its prepared statements. One thread at a time. Throws Failure, or Error for a value that no
/// database may see.
class Session {
public:
    /// Takes over a connection that the dialect made.
    Session(const Dialect& dialect, std::unique_ptr<soci::session> session);

    const Dialect& dialect() const noexcept { return m_dialect; }
    std::chrono::steady_clock::time_point opened_at() const noexcept { return m_opened_at; }

    void begin(Access access, std::chrono::milliseconds limit);
    void commit();
    /// Never throws: a session that cannot roll back is not at rest afterwards.
    void rollback() noexcept;

    std::int64_t run(const Query& query, std::span<const Value> values);
    void each(const Query& query, std::span<const Value> values, const std::function<void(Row&)>& visit);
    void execute(std::string_view text);

    /// Dialect::stamp.
    std::string stamp() { return m_dialect.stamp(*m_session); }

    /// May it be used again? Not after a lost connection, and not with an open transaction or snapshot.
    bool at_rest() const noexcept;
    void set_broken() noexcept { m_broken = true; }

private:
    Statement& prepare(const Query& query, std::span<const Value> values);
    template <class Body>
    auto guarded(const Query* query, Body&& body);

    const Dialect& m_dialect;
    std::chrono::steady_clock::time_point m_opened_at = std::chrono::steady_clock::now();
    std::chrono::milliseconds m_limit{}; ///< of the transaction
    bool m_broken = false;
    std::unique_ptr<soci::session> m_session;
    std::unordered_map<const Query*, std::unique_ptr<Statement>> m_statements; // die before the session
};

} // namespace integration_gallery::storage
