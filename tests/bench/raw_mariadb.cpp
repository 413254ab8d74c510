#include "bench/raw_client.hpp"
#include "storage/url.hpp"

#include <array>
#include <deque>
#include <stdexcept>
#include <variant>

#include <mysql.h>

using namespace integration_gallery::storage;

namespace {

using Parameter = std::variant<std::string_view, std::int64_t>;

/// A server-side prepared statement, its parameters and the columns of its result.
class Prepared {
public:
    /// `columns`: 't' for text, 'i' for an integer.
    Prepared(MYSQL* connection, const std::string& sql, std::string_view columns) : m_columns(columns) {
        m_statement = mysql_stmt_init(connection);
        if (mysql_stmt_prepare(m_statement, sql.data(), sql.size()) != 0)
            fail();
        for (std::size_t i = 0; i < columns.size(); ++i) {
            Column& column = m_results.emplace_back();
            MYSQL_BIND& bind = m_bound.emplace_back();
            bind.length = &column.length;
            if (columns[i] == 'i') {
                bind.buffer_type = MYSQL_TYPE_LONGLONG;
                bind.buffer = &column.integer;
            } else {
                column.text.resize(64 * 1024);
                bind.buffer_type = MYSQL_TYPE_STRING;
                bind.buffer = column.text.data();
                bind.buffer_length = column.text.size();
            }
        }
        if (!m_bound.empty() && mysql_stmt_bind_result(m_statement, m_bound.data()) != 0)
            fail();
    }
    ~Prepared() { mysql_stmt_close(m_statement); }
    Prepared(const Prepared&) = delete;
    Prepared& operator=(const Prepared&) = delete;

    void run(std::initializer_list<Parameter> values) {
        std::array<MYSQL_BIND, 13> bound{};
        std::array<long long, 13> integers{};
        std::size_t count = 0;
        for (const Parameter& value : values) {
            MYSQL_BIND& bind = bound.at(count);
            if (const auto* text = std::get_if<std::string_view>(&value)) {
                bind.buffer_type = MYSQL_TYPE_STRING;
                bind.buffer = const_cast<char*>(text->data());
                bind.buffer_length = text->size();
            } else {
                integers.at(count) = std::get<std::int64_t>(value);
                bind.buffer_type = MYSQL_TYPE_LONGLONG;
                bind.buffer = &integers.at(count);
            }
            ++count;
        }
        if ((count > 0 && mysql_stmt_bind_param(m_statement, bound.data()) != 0) ||
            mysql_stmt_execute(m_statement) != 0)
            fail();
        if (!m_columns.empty() && mysql_stmt_store_result(m_statement) != 0)
            fail();
    }
    bool fetch() { return mysql_stmt_fetch(m_statement) == 0; }
    void finish() { mysql_stmt_free_result(m_statement); }
    std::string text(std::size_t column) const { return m_results[column].text.substr(0, m_results[column].length); }
    std::int64_t integer(std::size_t column) const { return m_results[column].integer; }
    unsigned long long affected() const { return mysql_stmt_affected_rows(m_statement); }

private:
    struct Column {
        std::string text;
        long long integer = 0;
        unsigned long length = 0;
    };
    [[noreturn]] void fail() { throw std::runtime_error(mysql_stmt_error(m_statement)); }

    std::string_view m_columns;
    MYSQL_STMT* m_statement = nullptr;
    std::deque<Column> m_results;
    std::vector<MYSQL_BIND> m_bound;
};

SettingsRow to_row(const Prepared& statement, std::size_t first) {
    SettingsRow row;
    row.enabled = statement.integer(first) != 0;
    row.document = statement.text(first + 1);
    row.secrets = statement.text(first + 2);
    row.manifest_version = statement.text(first + 3);
    row.revision = statement.integer(first + 4);
    row.updated_us = statement.integer(first + 5);
    row.updated_by = statement.text(first + 6);
    return row;
}

struct Connection {
    explicit Connection(const std::string& text) : handle(mysql_init(nullptr)) {
        const auto url = DatabaseUrl::parse(text);
        mysql_options(handle, MYSQL_SET_CHARSET_NAME, "utf8mb4");
        if (mysql_real_connect(handle, url.hosts()[0].name.c_str(), std::string(url.user()).c_str(),
                               std::string(url.password()).c_str(), std::string(url.database()).c_str(),
                               url.hosts()[0].port, nullptr, CLIENT_FOUND_ROWS) == nullptr)
            throw std::runtime_error(mysql_error(handle));
        // As the library sets it.
        execute("set names utf8mb4 collate utf8mb4_bin");
        execute("set session transaction isolation level read committed");
    }
    ~Connection() { mysql_close(handle); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void execute(std::string_view sql) {
        if (mysql_real_query(handle, sql.data(), sql.size()) != 0)
            throw std::runtime_error(mysql_error(handle));
    }

    MYSQL* handle;
};

class MariadbClient final : public RawClient {
public:
    explicit MariadbClient(const std::string& url)
        : m_connection(url), m_read(m_connection.handle, statements.read(), "itttiit"),
          m_list(m_connection.handle, statements.list(), "titttiit"),
          m_update(m_connection.handle, statements.update(), ""),
          m_advance(m_connection.handle, statements.advance(), ""),
          m_head(m_connection.handle, statements.head(), "it"), m_insert(m_connection.handle, statements.insert(), "") {
    }

    SettingsRow read(const std::string& project, const std::string& integration) override {
        m_read.run({project, integration});
        if (!m_read.fetch())
            throw std::runtime_error("no such row");
        SettingsRow row = to_row(m_read, 0);
        row.project = project;
        row.integration = integration;
        m_read.finish();
        return row;
    }

    std::vector<SettingsRow> list(const std::string& project) override {
        std::vector<SettingsRow> rows;
        m_list.run({project});
        while (m_list.fetch()) {
            rows.push_back(to_row(m_list, 1));
            rows.back().project = project;
            rows.back().integration = m_list.text(0);
        }
        m_list.finish();
        return rows;
    }

    void update(const SettingsRow& row, HistoryRow& version) override {
        m_connection.execute("start transaction");
        m_update.run({std::int64_t{row.enabled}, row.document, row.secrets, row.manifest_version, row.revision,
                      row.updated_us, row.updated_by, row.project, row.integration, row.revision - 1});
        if (m_update.affected() != 1)
            throw std::runtime_error("the revision is another one");
        m_advance.run({row.updated_us, row.project});
        m_head.run({row.project});
        m_head.fetch();
        version.sequence = m_head.integer(0);
        const std::string previous = m_head.text(1);
        m_head.finish();
        m_insert.run({version.project, version.sequence, version.integration, version.revision, version.kind,
                      std::int64_t{version.enabled}, version.document, version.secrets, version.manifest_version,
                      version.restored_from, version.at_us, version.actor, version.hash});
        m_connection.execute("commit");
    }

private:
    static std::string mark(int) { return "?"; }
    static constexpr raw::Statements<std::string (*)(int)> statements{mark};

    Connection m_connection;
    Prepared m_read;
    Prepared m_list;
    Prepared m_update;
    Prepared m_advance;
    Prepared m_head;
    Prepared m_insert;
};

} // namespace

std::unique_ptr<RawClient> raw::mariadb(const std::string& url) {
    return std::make_unique<MariadbClient>(url);
}
