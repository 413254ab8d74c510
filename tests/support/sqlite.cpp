#include "support/sqlite.hpp"

#include <stdexcept>

#include <sqlite3.h>

namespace integration_gallery::test {
namespace {

class Database {
public:
    explicit Database(const std::filesystem::path& path) {
        if (sqlite3_open(path.c_str(), &m_handle) != SQLITE_OK)
            throw std::runtime_error("cannot open " + path.string());
        sqlite3_busy_timeout(m_handle, 5000);
    }
    ~Database() { sqlite3_close(m_handle); }
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    std::string run(const std::string& text) {
        std::string first;
        const auto keep = [](void* out, int count, char** values, char**) {
            auto& kept = *static_cast<std::string*>(out);
            if (count > 0 && values[0] != nullptr && kept.empty())
                kept = values[0];
            return 0;
        };
        if (sqlite3_exec(m_handle, text.c_str(), keep, &first, nullptr) != SQLITE_OK)
            throw std::runtime_error("cannot run " + text + ": " + sqlite3_errmsg(m_handle));
        return first;
    }

private:
    sqlite3* m_handle = nullptr;
};

} // namespace

void run_sql(const std::filesystem::path& database, const std::string& statements) {
    Database(database).run(statements);
}

std::string query_sql(const std::filesystem::path& database, const std::string& statement) {
    return Database(database).run(statement);
}

} // namespace integration_gallery::test
