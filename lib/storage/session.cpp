#include "storage/session.hpp"

#include "base/utf8.hpp"

#include <soci/soci.h>

#include <utility>

namespace integration_gallery::storage {
namespace {

constexpr std::size_t text_limit = 4 * 1024 * 1024;

/// What the engines disagree on: PostgreSQL cuts a text at NUL, SQLite stores bad UTF-8, MariaDB hangs up on a long
/// one.
void check(std::span<const Value> values) {
    for (const auto& value : values) {
        const auto* text = std::get_if<std::string_view>(&value.get());
        if (text == nullptr)
            continue;
        if (text->size() > text_limit)
            throw Error(Status::limit, "too-large", "a value for the database is longer than 4 MiB");
        if (text->find('\0') != std::string_view::npos || !base::is_utf8(*text))
            throw Error(Status::invalid_argument, "invalid-text",
                        "a value for the database is no well-formed UTF-8, or holds U+0000");
    }
}

} // namespace

Session::Session(const Dialect& dialect, std::unique_ptr<soci::session> session)
    : m_dialect(dialect), m_session(std::move(session)) {}

/// Runs a body that calls SOCI. A statement that failed, or whose result was not read to its end, is thrown away: it
/// could pin a snapshot.
template <class Body>
auto Session::guarded(const Query* query, Body&& body) {
    const auto forget = [&] {
        if (query != nullptr)
            m_statements.erase(query);
    };
    try {
        return body();
    } catch (const soci::soci_error& error) {
        const Failure failure = m_dialect.classify(error);
        m_broken = m_broken || needs_new_session(failure.fault());
        forget();
        throw failure;
    } catch (const Failure& failure) {
        m_broken = m_broken || needs_new_session(failure.fault());
        forget();
        throw;
    } catch (...) {
        forget();
        throw;
    }
}

void Session::begin(Access access, std::chrono::milliseconds limit) {
    m_limit = limit;
    const Query* rest = nullptr;
    guarded(nullptr, [&] { rest = m_dialect.begin(*m_session, access, limit); });
    if (rest != nullptr)
        run(*rest, {});
}

void Session::commit() {
    const Query* rest = nullptr;
    guarded(nullptr, [&] { rest = m_dialect.commit(*m_session, m_limit); });
    if (rest != nullptr)
        run(*rest, {});
}

void Session::rollback() noexcept {
    try {
        if (!m_broken)
            guarded(nullptr, [&] { m_dialect.rollback(*m_session); });
    } catch (...) {
        m_broken = true;
    }
}

Statement& Session::prepare(const Query& query, std::span<const Value> values) {
    const auto found = m_statements.find(&query);
    if (found != m_statements.end())
        return *found->second;
    const std::string text = expand(query.text, m_dialect.words());
    return *m_statements.emplace(&query, m_dialect.prepare(*m_session, text, query.columns, values)).first->second;
}

std::int64_t Session::run(const Query& query, std::span<const Value> values) {
    check(values);
    return guarded(&query, [&] { return prepare(query, values).run(values); });
}

void Session::each(const Query& query, std::span<const Value> values, const std::function<void(Row&)>& visit) {
    check(values);
    guarded(&query, [&] { prepare(query, values).each(values, visit); });
}

void Session::execute(std::string_view text) {
    const std::string statement = expand(text, m_dialect.words());
    try {
        // Not through SOCI's stream, which cuts the text off and goes on where memory runs out.
        guarded(nullptr, [&] { SociStatement(*m_session, statement, {}, {}).run({}); });
    } catch (const Failure& failure) {
        if (failure.fault() != Fault::already_there)
            throw;
    }
}

bool Session::at_rest() const noexcept {
    return !m_broken && m_dialect.at_rest(*m_session);
}

} // namespace integration_gallery::storage
