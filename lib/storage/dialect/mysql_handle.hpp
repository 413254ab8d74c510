#pragma once

#include "storage/fault.hpp"

#include <soci/mysql/soci-mysql.h>
#include <soci/soci.h>

#include <mysql.h>

/// The client library of MySQL and MariaDB beneath SOCI.
namespace integration_gallery::storage::mysql {

/// The connection inside a session.
// SOCI does not export the type information of its sessions, which the sanitizer of virtual calls would ask for.
#if defined(__GNUC__)
__attribute__((no_sanitize("vptr")))
#endif
inline MYSQL*
handle_of(soci::session& session) noexcept {
    return static_cast<soci::mysql_session_backend*>(session.get_backend())->conn_;
}

/// What an error number of the server or of the client library means.
Fault fault_of(unsigned code) noexcept;

} // namespace integration_gallery::storage::mysql
