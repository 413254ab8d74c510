#include "conformance/storage/server.hpp"

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pwd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace integration_gallery::test {
namespace {

using Arguments = std::vector<std::string>;

std::string free_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    const bool good = bind(socket, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                      getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    close(socket);
    if (!good)
        throw std::runtime_error("there is no free port");
    return std::to_string(ntohs(address.sin_port));
}

/// Servers refuse to run as root.
Arguments as_user(const char* user, Arguments arguments) {
    if (geteuid() != 0)
        return arguments;
    Arguments out{"setpriv", std::string("--reuid=") + user, std::string("--regid=") + user, "--clear-groups",
                  "--pdeathsig=KILL"};
    out.insert(out.end(), arguments.begin(), arguments.end());
    return out;
}

void give_to(const std::filesystem::path& path, const char* user) {
    const passwd* found = geteuid() == 0 ? getpwnam(user) : nullptr;
    if (found != nullptr && chown(path.c_str(), found->pw_uid, found->pw_gid) != 0)
        throw std::runtime_error("cannot give the folder away");
}

std::optional<std::filesystem::path> find_program(const char* name, const char* version_folders) {
    if (version_folders != nullptr && std::filesystem::exists(version_folders))
        for (const auto& entry : std::filesystem::directory_iterator(version_folders))
            if (const auto path = entry.path() / "bin" / name; std::filesystem::exists(path))
                return path;
    for (const char* folder : {"/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin", "/usr/libexec"})
        if (const auto path = std::filesystem::path(folder) / name; std::filesystem::exists(path))
            return path;
    const char* ci = std::getenv("CI");
    if (ci != nullptr && std::string_view(ci) == "true")
        throw std::runtime_error(std::string("the program ") + name + " is missing");
    std::cout << "skipped: the program " << name << " is not installed\n";
    return std::nullopt;
}

template <class Ready>
void wait_until(Process& process, const Ready& ready) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (!ready()) {
        if (!process.runs() || std::chrono::steady_clock::now() > deadline)
            throw std::runtime_error("the server did not start");
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
}

class PostgresqlServer final : public Server {
public:
    explicit PostgresqlServer(std::filesystem::path programs) : m_programs(std::move(programs)) {
        give_to(m_folder.path(), "postgres");
        run_program(as_user("postgres", {m_programs / "initdb", "-D", m_data, "-U", "postgres", "-A", "trust",
                                         "--auth-host=scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"}));
        start();
        sql("postgres", "create role ig login superuser password 'pass ''word\\=%'");
    }

    std::string make_database() override {
        const std::string name = "ig" + std::to_string(++m_count);
        sql("postgres", "create database " + name + " owner ig");
        return "postgresql://ig:pass%20'word%5C=%25@127.0.0.1:" + m_port + "/" + name;
    }

    void drop_database(const std::string& url) override {
        sql("postgres", "drop database " + url.substr(url.rfind('/') + 1) + " with (force)");
    }

    void drop_connections() override {
        sql("postgres", "select pg_terminate_backend(pid) from pg_stat_activity where usename='ig'");
    }

    void crash_and_restart() override {
        m_server->kill(SIGKILL);
        m_server->wait(); // also until its children have closed their output
        start();
    }

private:
    void start() {
        m_server.emplace(as_user("postgres", {m_programs / "postgres", "-D", m_data, "-p", m_port, "-k",
                                              m_folder.path(), "-c", "listen_addresses=127.0.0.1", "-c",
                                              "max_connections=200", "-c", "log_min_messages=panic", "-c",
                                              "restart_after_crash=off", "-c", "shared_memory_type=mmap"}));
        wait_until(*m_server, [&] {
            Process probe({m_programs / "psql", "-X", "-h", m_folder.path(), "-p", m_port, "-U", "postgres", "-qAtc",
                           "select 1"});
            return probe.wait() == 0;
        });
    }

    void sql(const std::string& database, const std::string& statement) {
        run_program({m_programs / "psql", "-X", "-h", m_folder.path(), "-p", m_port, "-U", "postgres", "-d", database,
                     "-v", "ON_ERROR_STOP=1", "-qAtc", statement});
    }

    std::filesystem::path m_programs;
    TemporaryFolder m_folder;
    std::string m_data = m_folder.path() / "data";
    std::string m_port = free_port();
    std::optional<Process> m_server;
    int m_count = 0;
};

class MariadbServer final : public Server {
public:
    explicit MariadbServer(std::filesystem::path program) : m_program(std::move(program)) {
        give_to(m_folder.path(), "mysql");
        run_program(as_user("mysql", {"mariadb-install-db", "--no-defaults", "--datadir=" + m_data,
                                      "--auth-root-authentication-method=normal", "--skip-test-db"}));
        start();
        sql("create user ig@'127.0.0.1' identified by 'pass \\'word\\\\=%'; grant all on *.* to ig@'127.0.0.1'");
    }

    std::string make_database() override {
        const std::string name = "ig" + std::to_string(++m_count);
        sql("create database " + name + " character set latin1");
        return "mysql://ig:pass%20'word%5C=%25@127.0.0.1:" + m_port + "/" + name;
    }

    void drop_database(const std::string& url) override { sql("drop database " + url.substr(url.rfind('/') + 1)); }

    void drop_connections() override { sql("kill user ig"); }

    void crash_and_restart() override {
        m_server->kill(SIGKILL);
        m_server->wait();
        start();
    }

private:
    void start() {
        m_server.emplace(
            as_user("mysql", {m_program, "--no-defaults", "--datadir=" + m_data, "--port=" + m_port,
                              "--bind-address=127.0.0.1", "--socket=" + m_socket, "--pid-file=" + m_data + "/pid",
                              "--innodb-buffer-pool-size=32M", "--max-connections=200", "--innodb-log-file-size=16M"}));
        wait_until(*m_server, [&] {
            Process probe({"mariadb-admin", "--no-defaults", "-uroot", "-S", m_socket, "ping"});
            return probe.wait() == 0;
        });
    }

    void sql(const std::string& statements) {
        run_program({"mariadb", "--no-defaults", "-uroot", "-S", m_socket, "-e", statements});
    }

    std::filesystem::path m_program;
    TemporaryFolder m_folder;
    std::string m_data = m_folder.path() / "data";
    std::string m_socket = m_folder.path() / "s";
    std::string m_port = free_port();
    std::optional<Process> m_server;
    int m_count = 0;
};

} // namespace

std::unique_ptr<Server> start_postgresql() {
    const auto program = find_program("postgres", "/usr/lib/postgresql");
    return program ? std::make_unique<PostgresqlServer>(program->parent_path()) : nullptr;
}

std::unique_ptr<Server> start_mariadb() {
    const auto program = find_program("mariadbd", nullptr);
    return program ? std::make_unique<MariadbServer>(*program) : nullptr;
}

} // namespace integration_gallery::test
