#pragma once

#include "storage/query.hpp"
#include "storage/url.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <span>

namespace integration_gallery::storage {

class Session;

/// What a transaction is for.
enum class Access {
    single, ///< one statement that reads; needs no BEGIN
    read,   ///< statements that read, all of one snapshot
    write,  ///< statements that read and write, READ COMMITTED; on SQLite one writer at a time from the start
};

/// How a row that is read is locked until the end of the transaction. SQLite has one writer anyway.
enum class Lock {
    none,
    share,  ///< nobody else may change it
    update, ///< nobody else may change it or lock it
};

/// A transaction on one session of a Store, which makes it, commits it and repeats it: see Store::read and
/// Store::write.
///
/// It ends with its first failure: whatever a statement throws passes through the body, and if the body swallows it,
/// every later statement and the commit fail as well. One thread.
class Transaction {
public:
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    Engine engine() const noexcept;
    Access access() const noexcept { return m_access; }

    /// Runs a statement that writes; the number of rows it found (also those that had the values already).
    std::int64_t run(const Query& query, std::initializer_list<Value> values);
    std::int64_t run(const Query& query, std::span<const Value> values);
    std::int64_t run(Query&&, std::initializer_list<Value>) = delete;

    /// Runs a statement that reads and hands over each row. The result is read to its end, whatever happens.
    void each(const Query& query, std::initializer_list<Value> values, const std::function<void(Row&)>& visit);
    void each(const Query& query, std::span<const Value> values, const std::function<void(Row&)>& visit);
    void each(Query&&, std::initializer_list<Value>, const std::function<void(Row&)>&) = delete;

    /// Runs a statement without values or result, given as text with the tokens of the migrations: for DDL only.
    void execute(std::string_view text);

private:
    friend class Store;
    Transaction(Session& session, Access access, std::chrono::milliseconds limit); // begins
    ~Transaction();                                                                // rolls back what was not committed
    void commit();

    class Step;
    Session& m_session;
    Access m_access;
    bool m_open = false;
    bool m_failed = false;
    bool m_used = false;
};

} // namespace integration_gallery::storage
