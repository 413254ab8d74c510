#include "storage/dialect/dialect.hpp"
#include "storage/dialect/sqlite_file.hpp"
#include "storage/dialect/sqlite_handle.hpp"
#include "storage/dialect/sqlite_log.hpp"

#include <algorithm>
#include <limits>

namespace integration_gallery::storage {
namespace {

using sqlite::Handle;
using sqlite::handle_of;

constexpr int inspection_attempts = 5;
constexpr Query begin_write_query{"begin immediate"};
constexpr Query begin_read_query{"begin"};
constexpr Query commit_query{"commit"};
constexpr Query count_tables_query{"select count(*) from sqlite_master where type='table' and name=:name", "i"};

Fault fault_of(int code) noexcept {
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return Fault::retry;
    case SQLITE_CONSTRAINT:
        return code == SQLITE_CONSTRAINT_PRIMARYKEY || code == SQLITE_CONSTRAINT_UNIQUE ? Fault::unique
                                                                                        : Fault::constraint;
    case SQLITE_TOOBIG:
        return Fault::too_large;
    case SQLITE_CANTOPEN:
        return Fault::cannot_open;
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return Fault::read_only;
    case SQLITE_FULL:
        return Fault::full;
    case SQLITE_NOTADB:
        return Fault::not_a_database;
    case SQLITE_CORRUPT:
        return Fault::damaged;
    case SQLITE_IOERR:
        return Fault::io;
    default:
        return Fault::other;
    }
}

void check(int code, Handle* handle) {
    if (code == SQLITE_OK)
        return;
    const int extended = handle != nullptr ? sqlite::sqlite3_extended_errcode(handle) : code;
    throw Failure(fault_of(extended), extended);
}

void run(Handle* handle, const char* statement) {
    check(sqlite::sqlite3_exec(handle, statement, nullptr, nullptr, nullptr), handle);
}

void set_time_limit(Handle* handle, std::chrono::milliseconds limit) {
    const auto most = std::chrono::milliseconds(std::numeric_limits<int>::max());
    sqlite::sqlite3_busy_timeout(handle,
                                 static_cast<int>(std::clamp(limit, std::chrono::milliseconds(1), most).count()));
}

/// A session on a connection of our own making: SOCI's connection strings can carry neither every path nor the flags,
/// and it sets pragmas before the busy timeout.
std::unique_ptr<soci::session> open(const char* name, int flags, std::chrono::milliseconds limit) {
    auto session = std::make_unique<soci::session>(soci::sqlite3, "db=:memory:");
    Handle* handle = nullptr;
    const int code =
        sqlite::sqlite3_open_v2(name, &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, nullptr);
    sqlite::replace_handle(*session, handle); // also a failed one has to be closed
    if (handle == nullptr)
        throw std::bad_alloc();
    check(code, handle);
    sqlite::sqlite3_extended_result_codes(handle, 1);
    set_time_limit(handle, limit);
    return session;
}

/// The name as a URI, so that options can be added; every byte that could mean something is escaped.
std::string to_uri(const std::string& path, std::string_view options) {
    static constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out = "file://";
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '/' || c == '.' || c == '-' || c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
            (c >= 'a' && c <= 'z')) {
            out += c;
        } else {
            out += '%';
            out += hex[byte >> 4];
            out += hex[byte & 15];
        }
    }
    return out.append("?").append(options);
}

std::string journal_mode(Handle* handle, const char* statement) {
    std::string mode;
    const auto keep = [](void* out, int, char** values, char**) {
        *static_cast<std::string*>(out) = values[0] != nullptr ? values[0] : "";
        return 0;
    };
    check(sqlite::sqlite3_exec(handle, statement, keep, &mode, nullptr), handle);
    return mode;
}

/// A connection that neither writes nor makes a file.
std::unique_ptr<soci::session> open_to_inspect(const DatabaseUrl& url, const StoreOptions& options,
                                               const sqlite::Files& files) {
    std::unique_ptr<soci::session> session;
    if (!files.log) {
        // Without a log the file is all there is, and an immutable database needs neither -wal nor -shm.
        session =
            open(to_uri(url.path(), "immutable=1").c_str(), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, options.time_limit);
    } else if (files.index) {
        session =
            open(to_uri(url.path(), "mode=ro").c_str(), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, options.time_limit);
    } else {
        // Nobody has it open, and the log must be read: with an exclusive lock its index stays in memory.
        session = open(url.path().c_str(), SQLITE_OPEN_READWRITE, options.time_limit);
        run(handle_of(*session), "pragma locking_mode=exclusive");
    }
    Handle* handle = handle_of(*session);
    // Closing must not move the log into the database.
    check(sqlite::sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr), handle);
    run(handle, "pragma query_only=on");
    return session;
}

class SqliteDialect final : public Dialect {
public:
    Engine engine() const noexcept override { return Engine::sqlite; }

    const Words& words() const noexcept override {
        static constexpr Words words{.key = "varchar(191)",
                                     .ascii = "varchar(64)",
                                     .text = "text",
                                     .end = ")",
                                     .share = "",
                                     .update = "",
                                     .make_index = "create index if not exists"};
        return words;
    }

    std::unique_ptr<soci::session> connect(const DatabaseUrl& url, const StoreOptions& options) const override {
        sqlite::look(url.path());
        sqlite::make_private(url.path());
        auto session = open(url.path().c_str(), SQLITE_OPEN_READWRITE, options.time_limit);
        Handle* handle = handle_of(*session);
        if (sqlite::sqlite3_db_readonly(handle, "main") == 1)
            throw Failure(Fault::read_only);
        // Switching takes an exclusive lock, so it is done once in the life of a file.
        if (journal_mode(handle, "pragma journal_mode") != "wal" &&
            journal_mode(handle, "pragma journal_mode=wal") != "wal")
            throw Failure(Fault::cannot_open);
        run(handle, options.synchronous_full ? "pragma synchronous=full" : "pragma synchronous=normal");
        run(handle, "pragma secure_delete=on");
        run(handle, "pragma trusted_schema=off");
        return session;
    }

    bool inspect(const DatabaseUrl& url, const StoreOptions& options,
                 const std::function<void(std::unique_ptr<soci::session>)>& body) const override {
        for (int attempt = 1;; ++attempt) {
            const sqlite::Files before = sqlite::look(url.path());
            if (!before.database)
                return false;
            const bool last = attempt == inspection_attempts;
            try {
                body(open_to_inspect(url, options, before));
            } catch (const Failure& failure) {
                if (last || (failure.fault() != Fault::retry && before == sqlite::look(url.path())))
                    throw;
                continue;
            }
            // Without a log the file was read as immutable: if somebody wrote it meanwhile, what was read may be torn.
            if (before.log || last || before == sqlite::look(url.path()))
                return true;
        }
    }

    const Query* begin(soci::session& session, Access access, std::chrono::milliseconds limit) const override {
        set_time_limit(handle_of(session), limit);
        switch (access) {
        case Access::write:
            return &begin_write_query;
        case Access::read:
            return &begin_read_query;
        case Access::single:
            break;
        }
        return nullptr;
    }

    const Query* commit(soci::session&, std::chrono::milliseconds) const override { return &commit_query; }

    void rollback(soci::session& session) const override {
        // Some failures, such as a full disk, have rolled back already.
        if (sqlite::sqlite3_get_autocommit(handle_of(session)) == 0)
            run(handle_of(session), "rollback");
    }

    bool at_rest(soci::session& session) const noexcept override {
        Handle* handle = handle_of(session);
        return sqlite::sqlite3_get_autocommit(handle) != 0 &&
               sqlite::sqlite3_txn_state(handle, nullptr) == SQLITE_TXN_NONE;
    }

    bool has_stamp() const noexcept override { return true; }
    std::string stamp(soci::session& session) const override { return sqlite::log_stamp(handle_of(session)); }

    Failure classify(const soci::soci_error& error) const noexcept override {
        const auto* own = dynamic_cast<const soci::sqlite3_soci_error*>(&error);
        return own != nullptr ? Failure(fault_of(sqlite::code_of(*own)), sqlite::code_of(*own)) : Failure(Fault::other);
    }

    const Query& count_tables() const noexcept override { return count_tables_query; }
    bool has_transactional_definitions() const noexcept override { return true; }
    void lock_definitions(Transaction&) const override {} // BEGIN IMMEDIATE did
    bool has_one_writer() const noexcept override { return true; }
};

} // namespace

const Dialect& sqlite_dialect() {
    static const SqliteDialect dialect;
    return dialect;
}

} // namespace integration_gallery::storage
