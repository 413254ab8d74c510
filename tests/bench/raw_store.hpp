#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

struct sqlite3;
struct sqlite3_stmt;

/// What a host would write by hand: the same rows as the library's, with prepared statements on one connection, JSON
/// text in and out, and nothing checked, sealed or cached.
class RawStore {
public:
    explicit RawStore(const std::string& file);
    ~RawStore();
    RawStore(const RawStore&) = delete;
    RawStore& operator=(const RawStore&) = delete;

    /// Stores a row for an integration of the project.
    void insert(const std::string& integration, const std::string& document, const std::string& secret);

    /// The list of all as JSON text; descriptions come from memory.
    std::string list(const std::map<std::string, std::string>& descriptions);
    /// One document, read, parsed, masked and written as text.
    std::string read(const std::string& integration);
    /// Reads, parses, changes and writes one document in one transaction, which also counts the project's revision up
    /// and adds a version to the history, chained to the one before.
    void update(const std::string& integration, std::int64_t minutes);
    /// One document, parsed, and the text of its secret.
    std::string credentials(const std::string& integration);

private:
    sqlite3_stmt* prepare(const char* text);
    void run(sqlite3_stmt* statement);

    sqlite3* m_database = nullptr;
    sqlite3_stmt* m_begin = nullptr;
    sqlite3_stmt* m_commit = nullptr;
    sqlite3_stmt* m_insert = nullptr;
    sqlite3_stmt* m_insert_secret = nullptr;
    sqlite3_stmt* m_list = nullptr;
    sqlite3_stmt* m_find = nullptr;
    sqlite3_stmt* m_find_secret = nullptr;
    sqlite3_stmt* m_update = nullptr;
    sqlite3_stmt* m_head = nullptr;
    sqlite3_stmt* m_bump = nullptr;
    sqlite3_stmt* m_insert_version = nullptr;
};
