#pragma once

#include <stdexcept>
#include <string>

#include <sqlite3.h>

namespace integration_gallery::test {

/// A connection beside the library's own: what another program would see.
class RawSqlite {
public:
    explicit RawSqlite(const std::string& path) {
        if (sqlite3_open(path.c_str(), &m_handle) != SQLITE_OK)
            throw std::runtime_error("cannot open " + path);
    }
    ~RawSqlite() { sqlite3_close(m_handle); }
    RawSqlite(const RawSqlite&) = delete;
    RawSqlite& operator=(const RawSqlite&) = delete;

    /// Runs statements; the columns of the last row, joined with spaces.
    std::string run(const std::string& statements) {
        std::string out;
        const auto keep = [](void* text, int count, char** values, char**) {
            auto& line = *static_cast<std::string*>(text);
            line.clear();
            for (int i = 0; i < count; ++i)
                line += (i > 0 ? " " : "") + std::string(values[i] != nullptr ? values[i] : "null");
            return 0;
        };
        char* message = nullptr;
        if (sqlite3_exec(m_handle, statements.c_str(), keep, &out, &message) != SQLITE_OK) {
            const std::string copy = message != nullptr ? message : "failed";
            sqlite3_free(message);
            throw std::runtime_error(copy);
        }
        return out;
    }

private:
    sqlite3* m_handle = nullptr;
};

} // namespace integration_gallery::test
