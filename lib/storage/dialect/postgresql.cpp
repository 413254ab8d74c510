#include "storage/dialect/connection_text.hpp"
#include "storage/dialect/dialect.hpp"

#include <soci/postgresql/soci-postgresql.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>

#include <libpq-fe.h>
#include <poll.h>
#include <sys/socket.h>

namespace integration_gallery::storage {
namespace {

constexpr Query count_tables_query{
    "select count(*) from pg_catalog.pg_class where relkind='r' and relnamespace=current_schema()::regnamespace and "
    "relname=:name",
    "i"};
/// Any number will do that other users of the database do not take: "ig" and "schema".
constexpr Query lock_query{"select count(*) from (select pg_advisory_xact_lock(1768361827)) as locked", "i"};

// SOCI does not export the type information of its sessions, which the sanitizer of virtual calls would ask for.
#if defined(__GNUC__)
__attribute__((no_sanitize("vptr")))
#endif
PGconn*
handle_of(soci::session& session) noexcept {
    return static_cast<soci::postgresql_session_backend*>(session.get_backend())->conn_;
}

Fault fault_of(std::string_view state) noexcept {
    const auto is = [&](std::string_view prefix) { return state.starts_with(prefix); };
    if (is("40001") || is("40P01") || is("55P03"))
        return Fault::retry;
    // Blank: the server went away in the middle of an answer.
    if (is("08") || is("57P01") || is("57P02") || is("57P03") || state.find_first_not_of(' ') == std::string_view::npos)
        return Fault::connection;
    if (is("53300"))
        return Fault::crowded;
    if (is("25006"))
        return Fault::no_writer;
    if (is("23505"))
        return Fault::unique;
    if (is("23"))
        return Fault::constraint;
    if (is("22001") || is("54"))
        return Fault::too_large;
    if (is("28") || is("42501"))
        return Fault::denied;
    if (is("57014"))
        return Fault::timeout;
    if (is("53100"))
        return Fault::full;
    return is("58030") ? Fault::io : Fault::other;
}

/// Runs a statement and throws unless the server answers with this tag.
void run(soci::session& session, const char* statement, std::string_view tag) {
    PGresult* result = PQexec(handle_of(session), statement);
    const std::string_view found = result != nullptr ? PQcmdStatus(result) : "";
    const bool good = found == tag;
    const char* state = result != nullptr ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
    const std::string kept = state != nullptr ? state : "";
    PQclear(result);
    if (good)
        return;
    if (PQstatus(handle_of(session)) != CONNECTION_OK)
        throw Failure(Fault::connection, 0, kept);
    throw Failure(kept.empty() ? Fault::other : fault_of(kept), 0, kept);
}

/// Keeps that a plain warning came. Others have a state of their own, such as that the server is about to end.
void keep_warning(void* warned, const PGresult* notice) {
    const char* state = PQresultErrorField(notice, PG_DIAG_SQLSTATE);
    if (state != nullptr && std::string_view(state) == "01000")
        *static_cast<bool*>(warned) = true;
}

void ignore_notice(void*, const PGresult*) {}

/// Sends COMMIT and waits for the answer, which a missing synchronous standby can hold up without an end: then its
/// fate is unknown.
std::string await_commit(PGconn* handle, std::chrono::milliseconds limit) {
    const auto deadline = std::chrono::steady_clock::now() + std::max(limit, std::chrono::milliseconds(1'000));
    if (PQsendQuery(handle, "commit") == 0)
        throw Failure(Fault::connection);
    while (PQisBusy(handle) != 0) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        pollfd waiting{PQsocket(handle), POLLIN, 0};
        const int found = left.count() > 0 ? poll(&waiting, 1, static_cast<int>(left.count())) : 0;
        if (found == 0 || (found > 0 && PQconsumeInput(handle) == 0)) {
            shutdown(PQsocket(handle), SHUT_RDWR); // or closing the session would wait for the answer
            throw Failure(Fault::connection);
        }
    }
    PGresult* result = PQgetResult(handle);
    const char* state = result != nullptr ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
    const std::string kept = state != nullptr ? state : "";
    std::string tag = result != nullptr ? PQcmdStatus(result) : "";
    PQclear(result);
    while ((result = PQgetResult(handle)) != nullptr)
        PQclear(result);
    if (tag.empty()) {
        if (PQstatus(handle) != CONNECTION_OK || kept.empty())
            throw Failure(Fault::connection, 0, kept);
        throw Failure(fault_of(kept), 0, kept);
    }
    return tag;
}

/// If somebody tells the server to wait no longer for its synchronous standby, COMMIT succeeds with a warning: the
/// change is not where it was promised to be.
void commit_on_all(soci::session& session, std::chrono::milliseconds limit) {
    PGconn* handle = handle_of(session);
    bool warned = false;
    std::string tag;
    PQsetNoticeReceiver(handle, keep_warning, &warned);
    try {
        tag = await_commit(handle, limit);
    } catch (...) {
        PQsetNoticeReceiver(handle, ignore_notice, nullptr);
        throw;
    }
    PQsetNoticeReceiver(handle, ignore_notice, nullptr);
    if (tag != "COMMIT") // the answer to a COMMIT of a transaction that has failed is ROLLBACK
        throw Failure(Fault::other);
    if (warned)
        throw Failure(Fault::unreplicated);
}

std::string connection_text(const DatabaseUrl& url, const std::map<std::string, std::string>& overriding) {
    std::string names;
    std::string ports;
    for (const auto& host : url.hosts()) {
        names += (names.empty() ? "" : ",") + host.name;
        ports += (ports.empty() ? "" : ",") + std::to_string(host.port != 0 ? host.port : 5432);
    }
    std::string text;
    append_postgresql(text, "host", names);
    append_postgresql(text, "port", ports);
    append_postgresql(text, "dbname", url.database());
    if (!url.user().empty())
        append_postgresql(text, "user", url.user());
    if (!url.password().empty())
        append_postgresql(text, "password", url.password());
    auto options = overriding;
    options.insert(url.options().begin(), url.options().end());
    options.emplace("application_name", "integration-gallery");
    options.emplace("connect_timeout", "5");
    options.emplace("tcp_user_timeout", "10000");
    options.emplace("target_session_attrs", "read-write");
    for (const auto& [name, value] : options)
        append_postgresql(text, name, value);
    return text + " client_encoding='UTF8' keepalives_idle='5' keepalives_interval='2' keepalives_count='2'";
}

/// SOCI does not say why there is no connection. Where servers answer and none of them takes changes, that is said.
std::unique_ptr<soci::session> open(const DatabaseUrl& url) {
    try {
        return std::make_unique<soci::session>(soci::postgresql, connection_text(url, {}));
    } catch (const soci::soci_error&) {
        try {
            const soci::session any(soci::postgresql,
                                    connection_text(url, {{"connect_timeout", "2"}, {"target_session_attrs", "any"}}));
        } catch (const soci::soci_error&) {
            throw Failure(Fault::connection);
        }
        throw Failure(Fault::no_writer);
    }
}

class PostgresqlDialect final : public Dialect {
public:
    Engine engine() const noexcept override { return Engine::postgresql; }

    const Words& words() const noexcept override {
        static constexpr Words words{.key = "varchar(191) collate \"C\"",
                                     .ascii = "varchar(64) collate \"C\"",
                                     .text = "text",
                                     .end = ")",
                                     .share = " for share",
                                     .update = " for update",
                                     .make_index = "create index if not exists"};
        return words;
    }

    std::unique_ptr<soci::session> connect(const DatabaseUrl& url, const StoreOptions& options) const override {
        auto session = open(url);
        PGconn* handle = handle_of(*session);
        PQsetNoticeReceiver(handle, ignore_notice, nullptr); // by default they go to the host's standard error
        PQsetErrorVerbosity(handle, PQERRORS_TERSE);
        const auto limit = std::to_string(std::max<std::int64_t>(1, options.time_limit.count()));
        const std::string settings = "set lock_timeout=" + limit + ";set statement_timeout=" + limit +
                                     ";set idle_in_transaction_session_timeout='60s'"
                                     ";set default_transaction_isolation='read committed'"
                                     ";set standard_conforming_strings=on";
        run(*session, settings.c_str(), "SET");
        return session;
    }

    bool inspect(const DatabaseUrl& url, const StoreOptions& options,
                 const std::function<void(std::unique_ptr<soci::session>)>& body) const override {
        body(connect(url, options));
        return true;
    }

    const Query* begin(soci::session& session, Access access, std::chrono::milliseconds) const override {
        if (access == Access::write)
            run(session, "begin isolation level read committed read write", "BEGIN");
        else if (access == Access::read)
            run(session, "begin isolation level repeatable read read only", "BEGIN");
        return nullptr;
    }

    const Query* commit(soci::session& session, std::chrono::milliseconds limit) const override {
        commit_on_all(session, limit);
        return nullptr;
    }
    void rollback(soci::session& session) const override { run(session, "rollback", "ROLLBACK"); }

    bool at_rest(soci::session& session) const noexcept override {
        PGconn* handle = handle_of(session);
        return PQstatus(handle) == CONNECTION_OK && PQtransactionStatus(handle) == PQTRANS_IDLE;
    }

    Failure classify(const soci::soci_error& error) const noexcept override {
        const auto* own = dynamic_cast<const soci::postgresql_soci_error*>(&error);
        if (own == nullptr)
            return Failure(Fault::other);
        const std::string state = own->sqlstate();
        const bool blank = state.find_first_not_of(' ') == std::string::npos;
        return Failure(fault_of(state), 0, blank ? "" : state);
    }

    /// SOCI says nothing about why there is no connection.
    Failure classify_opening(const soci::soci_error& error) const noexcept override {
        const auto* own = dynamic_cast<const soci::postgresql_soci_error*>(&error);
        return own != nullptr ? classify(error) : Failure(Fault::connection);
    }

    const Query& count_tables() const noexcept override { return count_tables_query; }
    bool has_transactional_definitions() const noexcept override { return true; }

    void lock_definitions(Transaction& transaction) const override {
        transaction.each(lock_query, {}, [](Row&) {}); // CREATE TABLE IF NOT EXISTS races with itself
    }

    bool has_one_writer() const noexcept override { return false; }
};

} // namespace

const Dialect& postgresql_dialect() {
    static const PostgresqlDialect dialect;
    return dialect;
}

} // namespace integration_gallery::storage
