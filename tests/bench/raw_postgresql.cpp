#include "bench/raw_client.hpp"
#include "storage/url.hpp"

#include <array>
#include <initializer_list>
#include <stdexcept>

#include <libpq-fe.h>

using namespace integration_gallery::storage;

namespace {

using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

std::string text(const Result& result, int row, int column) {
    return {PQgetvalue(result.get(), row, column), static_cast<std::size_t>(PQgetlength(result.get(), row, column))};
}

std::int64_t integer(const Result& result, int row, int column) {
    return std::stoll(PQgetvalue(result.get(), row, column));
}

SettingsRow to_row(const Result& result, int row, int first) {
    SettingsRow out;
    out.enabled = integer(result, row, first) != 0;
    out.document = text(result, row, first + 1);
    out.secrets = text(result, row, first + 2);
    out.manifest_version = text(result, row, first + 3);
    out.revision = integer(result, row, first + 4);
    out.updated_us = integer(result, row, first + 5);
    out.updated_by = text(result, row, first + 6);
    return out;
}

class PostgresqlClient final : public RawClient {
public:
    explicit PostgresqlClient(const std::string& text) {
        const auto url = DatabaseUrl::parse(text);
        const std::string port = std::to_string(url.hosts()[0].port);
        const std::string database(url.database());
        const std::string user(url.user());
        const std::string password(url.password());
        const std::array<const char*, 6> keys{"host", "port", "dbname", "user", "password", nullptr};
        const std::array<const char*, 6> values{
            url.hosts()[0].name.c_str(), port.c_str(), database.c_str(), user.c_str(), password.c_str(), nullptr};
        m_connection = PQconnectdbParams(keys.data(), values.data(), 0);
        if (PQstatus(m_connection) != CONNECTION_OK)
            throw std::runtime_error(PQerrorMessage(m_connection));
        const auto mark = [](int number) { return "$" + std::to_string(number); };
        const raw::Statements<decltype(mark)> statements{mark};
        prepare("read", statements.read());
        prepare("list", statements.list());
        prepare("update", statements.update());
        prepare("advance", statements.advance());
        prepare("head", statements.head());
        prepare("insert", statements.insert());
    }
    ~PostgresqlClient() override { PQfinish(m_connection); }
    PostgresqlClient(const PostgresqlClient&) = delete;
    PostgresqlClient& operator=(const PostgresqlClient&) = delete;

    SettingsRow read(const std::string& project, const std::string& integration) override {
        const Result result = run("read", {project, integration});
        SettingsRow row = to_row(result, 0, 0);
        row.project = project;
        row.integration = integration;
        return row;
    }

    std::vector<SettingsRow> list(const std::string& project) override {
        const Result result = run("list", {project});
        std::vector<SettingsRow> rows;
        for (int i = 0; i < PQntuples(result.get()); ++i) {
            rows.push_back(to_row(result, i, 1));
            rows.back().project = project;
            rows.back().integration = text(result, i, 0);
        }
        return rows;
    }

    void update(const SettingsRow& row, HistoryRow& version) override {
        execute("begin isolation level read committed read write");
        const Result updated =
            run("update", {std::to_string(row.enabled), row.document, row.secrets, row.manifest_version,
                           std::to_string(row.revision), std::to_string(row.updated_us), row.updated_by, row.project,
                           row.integration, std::to_string(row.revision - 1)});
        if (std::string_view(PQcmdTuples(updated.get())) != "1")
            throw std::runtime_error("the revision is another one");
        run("advance", {std::to_string(row.updated_us), row.project});
        const Result head = run("head", {row.project});
        version.sequence = integer(head, 0, 0);
        const std::string previous = text(head, 0, 1);
        run("insert",
            {version.project, std::to_string(version.sequence), version.integration, std::to_string(version.revision),
             version.kind, std::to_string(version.enabled), version.document, version.secrets, version.manifest_version,
             std::to_string(version.restored_from), std::to_string(version.at_us), version.actor, version.hash});
        execute("commit");
    }

private:
    void prepare(const char* name, const std::string& sql) {
        check(Result(PQprepare(m_connection, name, sql.c_str(), 0, nullptr), PQclear));
    }
    Result run(const char* name, std::initializer_list<std::string> values) {
        std::array<const char*, 13> texts{};
        std::size_t count = 0;
        for (const auto& value : values)
            texts.at(count++) = value.c_str();
        return check(Result(
            PQexecPrepared(m_connection, name, static_cast<int>(count), texts.data(), nullptr, nullptr, 0), PQclear));
    }
    void execute(const char* sql) { check(Result(PQexec(m_connection, sql), PQclear)); }
    Result check(Result result) {
        const auto status = PQresultStatus(result.get());
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
            throw std::runtime_error(PQerrorMessage(m_connection));
        return result;
    }

    PGconn* m_connection = nullptr;
};

} // namespace

std::unique_ptr<RawClient> raw::postgresql(const std::string& url) {
    return std::make_unique<PostgresqlClient>(url);
}
