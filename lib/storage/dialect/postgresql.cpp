#include "storage/dialect/connection_text.hpp"
#include "storage/dialect/dialect.hpp"

#include <soci/postgresql/soci-postgresql.h>

#include <algorithm>
#include <cstdint>

#include <libpq-fe.h>

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
    // 25006: we talk to a standby. Blank: the server went away in the middle of an answer.
    if (is("08") || is("57P01") || is("57P02") || is("57P03") || is("53300") || is("25006") || state.empty() ||
        state.find_first_not_of(' ') == std::string_view::npos)
        return Fault::connection;
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

/// Runs a statement and throws unless the server answers with this tag: it answers a COMMIT of a transaction that has
/// failed with ROLLBACK, and calls that a success.
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

std::string connection_text(const DatabaseUrl& url) {
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
    auto options = url.options();
    options.emplace("application_name", "integration-gallery");
    options.emplace("connect_timeout", "5");
    options.emplace("tcp_user_timeout", "10000");
    options.emplace("target_session_attrs", "read-write");
    for (const auto& [name, value] : options)
        append_postgresql(text, name, value);
    return text + " client_encoding='UTF8' keepalives_idle='5' keepalives_interval='2' keepalives_count='2'";
}

void ignore_notice(void*, const char*) {}

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
        auto session = std::make_unique<soci::session>(soci::postgresql, connection_text(url));
        PGconn* handle = handle_of(*session);
        PQsetNoticeProcessor(handle, ignore_notice, nullptr); // by default they go to the host's standard error
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

    void begin(soci::session& session, Access access, std::chrono::milliseconds) const override {
        if (access == Access::write)
            run(session, "begin isolation level read committed read write", "BEGIN");
        else if (access == Access::read)
            run(session, "begin isolation level repeatable read read only", "BEGIN");
    }

    void commit(soci::session& session) const override { run(session, "commit", "COMMIT"); }
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
