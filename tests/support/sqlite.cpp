#include "support/sqlite.hpp"

#include <stdexcept>

#include <sqlite3.h>

namespace integration_gallery::test {
namespace {

class SqliteFile {
public:
    explicit SqliteFile(const std::filesystem::path& path) {
        if (sqlite3_open(path.c_str(), &m_handle) != SQLITE_OK)
            throw std::runtime_error("cannot open " + path.string());
        sqlite3_busy_timeout(m_handle, 5000);
    }
    ~SqliteFile() { sqlite3_close(m_handle); }
    SqliteFile(const SqliteFile&) = delete;
    SqliteFile& operator=(const SqliteFile&) = delete;

    std::string run(const std::string& text) {
        std::string first;
        const auto keep = [](void* out, int count, char** values, char**) {
            auto& kept = *static_cast<std::string*>(out);
            if (!kept.empty())
                return 0;
            for (int i = 0; i < count; ++i)
                kept += (i > 0 ? " " : "") + std::string(values[i] != nullptr ? values[i] : "null");
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

std::string run_sql(const std::filesystem::path& database, const std::string& statements) {
    return SqliteFile(database).run(statements);
}

} // namespace integration_gallery::test
