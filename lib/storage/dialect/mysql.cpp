#include "storage/dialect/connection_text.hpp"
#include "storage/dialect/dialect.hpp"
#include "storage/dialect/mysql_handle.hpp"
#include "storage/dialect/mysql_statement.hpp"

#include <algorithm>
#include <optional>

namespace integration_gallery::storage {
namespace {

using mysql::fault_of;
using mysql::handle_of;

constexpr Query count_tables_query{
    "select count(*) from information_schema.tables where table_schema=database() and table_name=:name", "i"};

/// The server's bit for "inside a transaction" (SERVER_STATUS_IN_TRANS of the protocol).
constexpr unsigned in_transaction = 1;

/// The host, and TLS with a check of the server's name: SOCI hands on neither, but MariaDB's client library reads a
/// host that holds '=' as a list of options. Hosts come from a DatabaseUrl, which allows no '=' and no ';' in them.
void append_host(std::string& text, const DatabaseUrl& url, const DatabaseHost& host) {
    const std::string authority(url.option("ssl-ca"));
    // The client library takes exactly this word for the socket of the machine; who gives a port means the network.
    const std::string name = host.name == "localhost" && host.port != 0 ? "LOCALHOST" : host.name;
    if (authority.empty()) {
        append_mysql(text, "host", name);
        return;
    }
    if (authority.find_first_of(";=") != std::string::npos)
        throw Error(Status::invalid_argument, "database-url",
                    "the database URL has a path for ssl-ca with ';' or '=', which the client library cannot take");
#if defined(MARIADB_PACKAGE_VERSION_ID)
    const char* verify = url.option("ssl-verify") == "off" ? "0" : "1";
    append_mysql(text, "host", "host=" + name + ";ssl-verify-server-cert=" + verify + ";ssl-ca=" + authority);
#else
    append_mysql(text, "host", name);
    append_mysql(text, "ssl_mode", url.option("ssl-verify") == "off" ? "VERIFY_CA" : "VERIFY_IDENTITY");
#endif
    append_mysql(text, "sslca", authority);
}

std::string connection_text(const DatabaseUrl& url, const DatabaseHost& host, const StoreOptions& options) {
    std::string text;
    append_host(text, url, host);
    if (host.port != 0)
        text += " port=" + std::to_string(host.port);
    append_mysql(text, "dbname", url.database());
    if (!url.user().empty())
        append_mysql(text, "user", url.user());
    if (!url.password().empty())
        append_mysql(text, "password", url.password());
    if (!url.option("socket").empty())
        append_mysql(text, "unix_socket", url.option("socket"));
    if (!url.option("ssl-cert").empty())
        append_mysql(text, "sslcert", url.option("ssl-cert"));
    if (!url.option("ssl-key").empty())
        append_mysql(text, "sslkey", url.option("ssl-key"));
    const std::string seconds(url.option("connect_timeout"));
    const bool digits = !seconds.empty() && seconds.size() < 6 &&
                        std::all_of(seconds.begin(), seconds.end(), [](char c) { return c >= '0' && c <= '9'; });
    const std::string limit = std::to_string(options.time_limit.count() / 1000 + 2);
    return text + " charset='utf8mb4' connect_timeout=" + (digits ? seconds : "5") + " read_timeout=" + limit +
           " write_timeout=" + limit;
}

void run(soci::session& session, const std::string& statement) {
    MYSQL* handle = handle_of(session);
    if (mysql_real_query(handle, statement.data(), static_cast<unsigned long>(statement.size())) != 0)
        throw Failure(fault_of(mysql_errno(handle)), static_cast<long>(mysql_errno(handle)));
}

/// The last column of the one row that a question has, in upper case; "" if the server knows no such thing.
std::string ask(soci::session& session, const std::string& question) {
    MYSQL* handle = handle_of(session);
    if (mysql_real_query(handle, question.data(), static_cast<unsigned long>(question.size())) != 0)
        return "";
    const std::unique_ptr<MYSQL_RES, void (*)(MYSQL_RES*)> result(mysql_store_result(handle), mysql_free_result);
    const MYSQL_ROW row = result ? mysql_fetch_row(result.get()) : nullptr;
    const char* text = row != nullptr ? row[mysql_num_fields(result.get()) - 1] : nullptr;
    std::string answer = text != nullptr ? text : "";
    for (char& c : answer)
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return answer;
}

/// Is the server a node of Galera that is cut off from the majority? It answers, but to nothing that reads a table;
/// with wsrep_sync_wait it lets one wait for that.
bool lacks_quorum(soci::session& session) {
    return ask(session, "select @@wsrep_on") == "1" && ask(session, "show status like 'wsrep_ready'") == "OFF";
}

bool is_read_only(soci::session& session) {
    const std::string answer = ask(session, "select @@global.read_only");
    return !answer.empty() && answer != "0" && answer != "OFF";
}

/// The first host that takes changes: in the same order everywhere, so that a Galera cluster has one writer. If there
/// is none, the first that can be read.
std::unique_ptr<soci::session> open(const DatabaseUrl& url, const StoreOptions& options) {
    std::unique_ptr<soci::session> readable;
    std::optional<Failure> why;
    for (const auto& host : url.hosts()) {
        try {
            auto session = std::make_unique<soci::session>(soci::mysql, connection_text(url, host, options));
            if (lacks_quorum(*session))
                why.emplace(Fault::no_quorum);
            else if (url.hosts().size() == 1 || !is_read_only(*session))
                return session;
            else if (!readable)
                readable = std::move(session);
        } catch (const soci::mysql_soci_error& error) {
            const Failure failure(fault_of(error.err_num_), static_cast<long>(error.err_num_));
            if (!needs_new_session(failure.fault()))
                throw failure;
            if (!why)
                why = failure;
        }
    }
    if (!readable)
        throw why.value_or(Failure(Fault::connection));
    return readable;
}

/// `text` with `?` for each `:name`.
std::string with_marks(std::string_view text) {
    const auto of_name = [](char c) { return c == '_' || (c >= 'a' && c <= 'z'); };
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != ':' || i + 1 == text.size() || !of_name(text[i + 1])) {
            out += text[i];
            continue;
        }
        out += '?';
        while (i + 1 < text.size() && of_name(text[i + 1]))
            ++i;
    }
    return out;
}

class MysqlDialect final : public Dialect {
public:
    Engine engine() const noexcept override { return Engine::mysql; }

    const Words& words() const noexcept override {
        static constexpr Words words{
            .key = "varchar(191) character set utf8mb4 collate utf8mb4_bin",
            .ascii = "varchar(64) character set ascii collate ascii_bin",
            .text = "longtext character set utf8mb4 collate utf8mb4_bin",
            .end = ") engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin",
            .share = " lock in share mode",
            .update = " for update",
            .make_index = "create index"};
        return words;
    }

    std::unique_ptr<soci::session> connect(const DatabaseUrl& url, const StoreOptions& options) const override {
        auto session = open(url, options);
        const auto seconds = std::to_string(std::max<std::int64_t>(1, options.time_limit.count() / 1000));
        run(*session, "set names utf8mb4 collate utf8mb4_bin");
        run(*session, "set session sql_mode='STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO',"
                      "time_zone='+00:00',autocommit=1,innodb_lock_wait_timeout=" +
                          seconds);
        run(*session, "set session transaction isolation level read committed");
        // On Galera a read sees what any node has acknowledged. A server that knows no Galera refuses, and needs not.
        ask(*session, "set session wsrep_sync_wait=1");
        return session;
    }

    bool inspect(const DatabaseUrl& url, const StoreOptions& options,
                 const std::function<void(std::unique_ptr<soci::session>)>& body) const override {
        body(connect(url, options));
        return true;
    }

    std::unique_ptr<Statement> prepare(soci::session& session, const std::string& text, std::string_view columns,
                                       std::span<const Value> values) const override {
        auto prepared = mysql::PreparedStatement::make(handle_of(session), with_marks(text), columns);
        return prepared ? std::move(prepared) : Dialect::prepare(session, text, columns, values);
    }

    const Query* begin(soci::session& session, Access access, std::chrono::milliseconds) const override {
        if (access == Access::write) {
            run(session, "start transaction");
        } else if (access == Access::read) {
            run(session, "set transaction isolation level repeatable read");
            run(session, "start transaction with consistent snapshot, read only");
        }
        return nullptr;
    }

    const Query* commit(soci::session& session, std::chrono::milliseconds) const override {
        run(session, "commit");
        return nullptr;
    }
    void rollback(soci::session& session) const override { run(session, "rollback"); }

    bool at_rest(soci::session& session) const noexcept override {
        return (handle_of(session)->server_status & in_transaction) == 0;
    }

    Failure classify(const soci::soci_error& error) const noexcept override {
        const auto* own = dynamic_cast<const soci::mysql_soci_error*>(&error);
        return own != nullptr ? Failure(fault_of(own->err_num_), static_cast<long>(own->err_num_))
                              : Failure(Fault::other);
    }

    const Query& count_tables() const noexcept override { return count_tables_query; }
    bool has_transactional_definitions() const noexcept override { return false; }
    void lock_definitions(Transaction&) const override {} // a lease in ig_schema does it
    bool has_one_writer() const noexcept override { return false; }
};

} // namespace

const Dialect& mysql_dialect() {
    static const MysqlDialect dialect;
    return dialect;
}

} // namespace integration_gallery::storage
