#pragma once

#include <memory>
#include <string>

namespace integration_gallery::test {

/// A database server of our own, on 127.0.0.1 and a free port, in a temporary folder; as root it runs as the server's
/// usual user. It ends with the object, or with the test program. It does not wait for the disk: what a killed server
/// has written is in the cache of the system.
class Server {
public:
    virtual ~Server() = default;

    /// Makes an empty database; its URL, with a user that owns it and can do nothing else, and a password.
    virtual std::string make_database() = 0;
    virtual void drop_database(const std::string& url) = 0;
    /// Runs statements in a database as the administrator; the columns of the first row found, with spaces between
    /// them.
    /// `||` joins texts.
    virtual std::string sql_in(const std::string& url, const std::string& statements) = 0;
    /// Everything that stands in a database, as text.
    virtual std::string dump(const std::string& url) = 0;
    /// Ends what the server does for others right now: their connections are lost.
    virtual void drop_connections() = 0;
    virtual void kill() = 0;
    virtual void start() = 0;
    /// The server takes no changes from ordinary users, or does again.
    virtual void set_read_only(bool on) = 0;
    /// No file of the server can grow, or can again.
    virtual void set_disk_full(bool on) = 0;
    virtual const std::string& port() const = 0;
    /// A file with the certificate of the authority that the server's certificate is from; that one is for "localhost".
    virtual std::string authority() const = 0;

    /// Kills the server and starts it again on the same data.
    void crash_and_restart() {
        kill();
        start();
    }
};

} // namespace integration_gallery::test
