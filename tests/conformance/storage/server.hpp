#pragma once

#include "support/process.hpp"
#include "support/temporary_folder.hpp"

#include <memory>
#include <string>

namespace integration_gallery::test {

/// A database server of our own, on 127.0.0.1 and a free port, in a temporary folder; as root it runs as the server's
/// usual user. It ends with the object, or with the test program.
class Server {
public:
    virtual ~Server() = default;
    /// Makes an empty database; its URL, with user and password.
    virtual std::string make_database() = 0;
    virtual void drop_database(const std::string& url) = 0;
    /// Ends what the server does for others right now: their connections are lost.
    virtual void drop_connections() = 0;
    /// Kills the server and starts it again on the same data.
    virtual void crash_and_restart() = 0;
};

/// Nullptr, and a message, if the program is not installed. Throws if CI=true.
std::unique_ptr<Server> start_postgresql();
std::unique_ptr<Server> start_mariadb();

} // namespace integration_gallery::test
