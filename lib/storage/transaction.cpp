#include "storage/transaction.hpp"

#include "storage/session.hpp"

#include <exception>

namespace integration_gallery::storage {
namespace {

[[noreturn]] void refuse(const char* sentence) {
    throw Error(Status::internal, "internal", sentence);
}

} // namespace

/// Around one statement: it is refused after a failure, and marks the transaction when it fails itself.
class Transaction::Step {
public:
    explicit Step(Transaction& transaction) : m_transaction(transaction), m_exceptions(std::uncaught_exceptions()) {
        if (transaction.m_failed)
            refuse("a transaction of the library was used after its first failure");
        if (transaction.m_access == Access::single && transaction.m_used)
            refuse("a call that was to run one statement ran a second one");
        transaction.m_used = true;
    }
    ~Step() {
        if (std::uncaught_exceptions() > m_exceptions)
            m_transaction.m_failed = true;
    }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;

private:
    Transaction& m_transaction;
    int m_exceptions;
};

Transaction::Transaction(Session& session, Access access, std::chrono::milliseconds limit)
    : m_session(session), m_access(access) {
    m_session.begin(access, limit);
    m_open = access != Access::single;
}

Transaction::~Transaction() {
    if (m_open)
        m_session.rollback();
}

void Transaction::commit() {
    if (m_failed)
        refuse("a transaction of the library was to be committed after a failure in it");
    if (!m_open)
        return;
    m_session.commit();
    m_open = false;
}

Engine Transaction::engine() const noexcept {
    return m_session.dialect().engine();
}

std::int64_t Transaction::run(const Query& query, std::initializer_list<Value> values) {
    return run(query, std::span<const Value>(values.begin(), values.size()));
}

std::int64_t Transaction::run(const Query& query, std::span<const Value> values) {
    const Step step(*this);
    if (m_access != Access::write)
        refuse("a transaction of the library that only reads was used to write");
    return m_session.run(query, values);
}

void Transaction::each(const Query& query, std::initializer_list<Value> values,
                       const std::function<void(Row&)>& visit) {
    each(query, std::span<const Value>(values.begin(), values.size()), visit);
}

void Transaction::each(const Query& query, std::span<const Value> values, const std::function<void(Row&)>& visit) {
    const Step step(*this);
    m_session.each(query, values, visit);
}

void Transaction::execute(std::string_view text) {
    const Step step(*this);
    m_session.execute(text);
}

} // namespace integration_gallery::storage
