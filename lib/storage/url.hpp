#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace integration_gallery::storage {

/// The databases that the library speaks to. MariaDB and Galera are `mysql`.
enum class Engine { sqlite, postgresql, mysql };

/// "sqlite", "postgresql" or "mysql".
std::string_view engine_name(Engine engine) noexcept;

/// One server of a database URL.
struct DatabaseHost {
    std::string name;       ///< a host name or an address, without the brackets of an IPv6 address
    std::uint16_t port = 0; ///< 0: the engine's usual port
};

/// Where the store is, read from a URL:
///
///     sqlite:///var/lib/app/gallery.db
///     postgresql://user@host1:5432,host2/database?target_session_attrs=read-write
///     mysql://user@host/database?ssl-ca=/etc/ssl/ca.pem
///
/// Also `mariadb://` and `postgres://`. User, password, path and option values may be percent-encoded (RFC 3986, 2.1).
/// On MySQL `localhost` without a port is the socket of the machine. Immutable; any thread.
class DatabaseUrl {
public:
    /// Throws Error with Status::invalid_argument and the code "database-url"; its sentence holds no part of the URL
    /// that could be a password.
    static DatabaseUrl parse(std::string_view text);

    Engine engine() const noexcept { return m_engine; }
    /// SQLite: the absolute path of the file. Otherwise "".
    const std::string& path() const noexcept { return m_path; }
    const std::vector<DatabaseHost>& hosts() const noexcept { return m_hosts; }
    const std::string& user() const noexcept { return m_user; }
    const std::string& database() const noexcept { return m_database; }
    /// Never shown to anybody.
    const std::string& password() const noexcept { return m_password; }
    /// The options after "?", in the order of their names; only known names are accepted.
    const std::map<std::string, std::string>& options() const noexcept { return m_options; }
    /// The value of an option, or "".
    std::string_view option(const std::string& name) const;

    /// For messages: the URL without its password and without its options.
    std::string text() const;

private:
    DatabaseUrl() = default;

    Engine m_engine = Engine::sqlite;
    std::string m_path;
    std::vector<DatabaseHost> m_hosts;
    std::string m_user;
    std::string m_password;
    std::string m_database;
    std::map<std::string, std::string> m_options;
};

} // namespace integration_gallery::storage
