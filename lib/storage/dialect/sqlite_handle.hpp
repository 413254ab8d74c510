#pragma once

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <soci/version.h>
#if SOCI_VERSION >= 400100
#include <sqlite3.h>
#endif

/// The C API of SQLite beneath SOCI, and all in which SOCI 4.0 and 4.1 differ for this library, but for the connection
/// strings of the servers (connection_text). SOCI 4.0 includes <sqlite3.h> itself, inside a namespace, so that a second
/// include does not compile; 4.1 only declares two types there.
namespace integration_gallery::storage::sqlite {

#if SOCI_VERSION < 400100
using namespace sqlite_api;
#else
using ::sqlite3_busy_timeout;
using ::sqlite3_db_config;
using ::sqlite3_db_readonly;
using ::sqlite3_exec;
using ::sqlite3_extended_errcode;
using ::sqlite3_extended_result_codes;
using ::sqlite3_file;
using ::sqlite3_file_control;
using ::sqlite3_get_autocommit;
using ::sqlite3_open_v2;
using ::sqlite3_txn_state;
#endif

using Handle = sqlite3;

/// The extended result code of an error: connections ask for these, and 4.0 keeps what it gets.
inline int code_of(const soci::sqlite3_soci_error& error) {
#if SOCI_VERSION < 400100
    return error.result();
#else
    return error.extended_result();
#endif
}

// SOCI does not export the type information of its sessions, which the sanitizer of virtual calls would ask for.
#if defined(__GNUC__)
#define IG_NO_VPTR_CHECK __attribute__((no_sanitize("vptr")))
#else
#define IG_NO_VPTR_CHECK
#endif

/// The connection inside a session.
IG_NO_VPTR_CHECK inline Handle* handle_of(soci::session& session) noexcept {
    return reinterpret_cast<Handle*>(static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_);
}

/// Gives a session another connection, which it then owns; the one before is closed.
IG_NO_VPTR_CHECK inline void replace_handle(soci::session& session, Handle* handle) noexcept {
    auto* backend = static_cast<soci::sqlite3_session_backend*>(session.get_backend());
    sqlite3_close(reinterpret_cast<Handle*>(backend->conn_));
    backend->conn_ = reinterpret_cast<decltype(backend->conn_)>(handle);
}

} // namespace integration_gallery::storage::sqlite
