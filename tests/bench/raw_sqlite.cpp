#include "bench/raw_client.hpp"
#include "storage/url.hpp"

#include <stdexcept>

#include <sqlite3.h>

using namespace integration_gallery::storage;

namespace {

class SqliteClient final : public RawClient {
public:
    explicit SqliteClient(const std::string& url) {
        if (sqlite3_open(DatabaseUrl::parse(url).path().c_str(), &m_database) != SQLITE_OK)
            throw std::runtime_error("the raw database cannot be opened");
        // As the library sets it.
        sqlite3_exec(m_database, "pragma synchronous=full;pragma secure_delete=on;pragma trusted_schema=off;", nullptr,
                     nullptr, nullptr);
        const auto mark = [](int number) { return "?" + std::to_string(number); };
        const raw::Statements<decltype(mark)> statements{mark};
        m_begin = prepare("begin immediate");
        m_commit = prepare("commit");
        m_read = prepare(statements.read());
        m_list = prepare(statements.list());
        m_update = prepare(statements.update());
        m_advance = prepare(statements.advance());
        m_head = prepare(statements.head());
        m_insert = prepare(statements.insert());
    }
    ~SqliteClient() override {
        for (sqlite3_stmt* statement : {m_begin, m_commit, m_read, m_list, m_update, m_advance, m_head, m_insert})
            sqlite3_finalize(statement);
        sqlite3_close(m_database);
    }
    SqliteClient(const SqliteClient&) = delete;
    SqliteClient& operator=(const SqliteClient&) = delete;

    SettingsRow read(const std::string& project, const std::string& integration) override {
        bind(m_read, 1, project);
        bind(m_read, 2, integration);
        step(m_read, SQLITE_ROW);
        SettingsRow row = to_row(m_read, 0);
        row.project = project;
        row.integration = integration;
        step(m_read, SQLITE_DONE);
        sqlite3_reset(m_read);
        return row;
    }

    std::vector<SettingsRow> list(const std::string& project) override {
        std::vector<SettingsRow> rows;
        bind(m_list, 1, project);
        while (sqlite3_step(m_list) == SQLITE_ROW) {
            rows.push_back(to_row(m_list, 1));
            rows.back().project = project;
            rows.back().integration = text(m_list, 0);
        }
        sqlite3_reset(m_list);
        return rows;
    }

    void update(const SettingsRow& row, HistoryRow& version) override {
        run(m_begin);
        bind(m_update, 1, std::int64_t{row.enabled});
        bind(m_update, 2, row.document);
        bind(m_update, 3, row.secrets);
        bind(m_update, 4, row.manifest_version);
        bind(m_update, 5, row.revision);
        bind(m_update, 6, row.updated_us);
        bind(m_update, 7, row.updated_by);
        bind(m_update, 8, row.project);
        bind(m_update, 9, row.integration);
        bind(m_update, 10, row.revision - 1);
        run(m_update);
        if (sqlite3_changes(m_database) != 1)
            throw std::runtime_error("the revision is another one");
        bind(m_advance, 1, row.updated_us);
        bind(m_advance, 2, row.project);
        run(m_advance);
        bind(m_head, 1, row.project);
        step(m_head, SQLITE_ROW);
        version.sequence = sqlite3_column_int64(m_head, 0);
        const std::string previous = text(m_head, 1);
        sqlite3_reset(m_head);
        bind(m_insert, 1, version.project);
        bind(m_insert, 2, version.sequence);
        bind(m_insert, 3, version.integration);
        bind(m_insert, 4, version.revision);
        bind(m_insert, 5, version.kind);
        bind(m_insert, 6, std::int64_t{version.enabled});
        bind(m_insert, 7, version.document);
        bind(m_insert, 8, version.secrets);
        bind(m_insert, 9, version.manifest_version);
        bind(m_insert, 10, version.restored_from);
        bind(m_insert, 11, version.at_us);
        bind(m_insert, 12, version.actor);
        bind(m_insert, 13, version.hash);
        run(m_insert);
        run(m_commit);
    }

private:
    sqlite3_stmt* prepare(const std::string& sql) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v3(m_database, sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) !=
            SQLITE_OK)
            throw std::runtime_error(sqlite3_errmsg(m_database));
        return statement;
    }
    void step(sqlite3_stmt* statement, int expected) {
        if (sqlite3_step(statement) != expected)
            throw std::runtime_error(sqlite3_errmsg(m_database));
    }
    void run(sqlite3_stmt* statement) {
        step(statement, SQLITE_DONE);
        sqlite3_reset(statement);
    }
    static void bind(sqlite3_stmt* statement, int position, const std::string& value) {
        sqlite3_bind_text(statement, position, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
    }
    static void bind(sqlite3_stmt* statement, int position, std::int64_t value) {
        sqlite3_bind_int64(statement, position, value);
    }
    static std::string text(sqlite3_stmt* statement, int column) {
        const auto* first = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
        return {first, static_cast<std::size_t>(sqlite3_column_bytes(statement, column))};
    }
    static SettingsRow to_row(sqlite3_stmt* statement, int first) {
        SettingsRow row;
        row.enabled = sqlite3_column_int64(statement, first) != 0;
        row.document = text(statement, first + 1);
        row.secrets = text(statement, first + 2);
        row.manifest_version = text(statement, first + 3);
        row.revision = sqlite3_column_int64(statement, first + 4);
        row.updated_us = sqlite3_column_int64(statement, first + 5);
        row.updated_by = text(statement, first + 6);
        return row;
    }

    sqlite3* m_database = nullptr;
    sqlite3_stmt* m_begin = nullptr;
    sqlite3_stmt* m_commit = nullptr;
    sqlite3_stmt* m_read = nullptr;
    sqlite3_stmt* m_list = nullptr;
    sqlite3_stmt* m_update = nullptr;
    sqlite3_stmt* m_advance = nullptr;
    sqlite3_stmt* m_head = nullptr;
    sqlite3_stmt* m_insert = nullptr;
};

} // namespace

std::unique_ptr<RawClient> raw::sqlite(const std::string& url) {
    return std::make_unique<SqliteClient>(url);
}
