#include "support/servers/mariadb.hpp"

#include "support/servers/certificates.hpp"
#include "support/servers/tools.hpp"

#include <algorithm>
#include <csignal>

namespace integration_gallery::test {
namespace {

constexpr const char* user = "mysql";

std::string name_of(const std::string& url) {
    const std::string path = url.substr(0, url.find('?'));
    return path.substr(path.rfind('/') + 1);
}

} // namespace

std::unique_ptr<MariadbServer> MariadbServer::make(std::vector<std::string> settings) {
    const auto program = find_program("mariadbd");
    if (!program)
        return nullptr;
    std::unique_ptr<MariadbServer> server(new MariadbServer(*program, std::move(settings)));
    run_program(as_user(user, {"mariadb-install-db", "--no-defaults", "--datadir=" + server->m_data,
                               "--auth-root-authentication-method=normal", "--skip-test-db"}));
    server->start();
    server->sql("create user ig@'127.0.0.1' identified by 'pass \\'word\\\\=%';"
                "create user tls@'127.0.0.1' identified by 'pass' require ssl;"
                "create user tls@'localhost' identified by 'pass' require ssl;"
                "create user certified@'127.0.0.1' require x509;"
                "create user certified@'localhost' require x509");
    return server;
}

MariadbServer::MariadbServer(std::filesystem::path program, std::vector<std::string> settings)
    : m_program(std::move(program)), m_port(free_port()) {
    give_to(m_folder.path(), user);
    make_flag(m_flag);
    const Certificates made(m_folder.path(), user);
    m_settings = {"--bind-address=127.0.0.1",
                  "--innodb-buffer-pool-size=32M",
                  "--max-connections=200",
                  "--innodb-log-file-size=16M",
                  "--innodb-flush-log-at-trx-commit=2",
                  "--debug-no-sync",
                  "--ssl-ca=" + made.authority().string(),
                  "--ssl-cert=" + made.certificate().string(),
                  "--ssl-key=" + made.key().string()};
    m_settings.insert(m_settings.end(), settings.begin(), settings.end()); // the last one counts
}

std::unique_ptr<MariadbServer> MariadbServer::clone() const {
    std::unique_ptr<MariadbServer> other(new MariadbServer(m_program, {}));
    run_program({"cp", "-a", m_data, other->m_data});
    return other;
}

void MariadbServer::start(const std::vector<std::string>& settings, const std::function<bool()>& ready) {
    launch(settings);
    await(ready);
}

void MariadbServer::launch(const std::vector<std::string>& settings) {
    Arguments command{m_program,
                      "--no-defaults",
                      "--datadir=" + m_data,
                      "--port=" + m_port,
                      "--socket=" + m_socket,
                      "--pid-file=" + m_data + "/pid",
                      "--skip-name-resolve"};
    command.insert(command.end(), m_settings.begin(), m_settings.end());
    command.insert(command.end(), settings.begin(), settings.end());
    m_server.emplace(as_user(user, with_full_disk(m_flag, ".ibd", command)));
}

void MariadbServer::await(const std::function<bool()>& ready) {
    wait_until(*m_server, [&] {
        Process probe({"mariadb-admin", "--no-defaults", "-uroot", "-S", m_socket, "ping"});
        return probe.wait() == 0 && (!ready || ready());
    });
}

void MariadbServer::stop() {
    m_server->kill(SIGTERM);
    m_server->wait();
}

void MariadbServer::kill() {
    m_server->kill(SIGKILL);
    m_server->wait();
}

std::string MariadbServer::sql(const std::string& statements) {
    std::string out = run_program({"mariadb", "--no-defaults", "-uroot", "-S", m_socket, "-N", "-e", statements});
    while (!out.empty() && out.back() == '\n')
        out.pop_back();
    return out;
}

std::string MariadbServer::make_database() {
    const std::string name = "ig" + std::to_string(++m_count);
    sql("create database " + name +
        " character set latin1;" // our tables say themselves what they need
        "grant select,insert,update,delete,create,alter,index on " +
        name + ".* to ig@'127.0.0.1',tls@'127.0.0.1',tls@'localhost',certified@'127.0.0.1',certified@'localhost'");
    return "mysql://ig:pass%20'word%5C=%25@127.0.0.1:" + m_port + "/" + name;
}

void MariadbServer::drop_database(const std::string& url) {
    sql("drop database " + name_of(url));
}

std::string MariadbServer::sql_in(const std::string& url, const std::string& statements) {
    const std::string rows =
        sql("use " + name_of(url) + "; set sql_mode=concat(@@sql_mode,',PIPES_AS_CONCAT');" + statements);
    std::string first = rows.substr(0, rows.find('\n'));
    std::replace(first.begin(), first.end(), '\t', ' ');
    return first;
}

std::string MariadbServer::dump(const std::string& url) {
    std::string all =
        run_program({"mariadb-dump", "--no-defaults", "-uroot", "-S", m_socket, "--compact", name_of(url)});
    // The program's guard against files that hold commands of its own is no part of the database.
    if (all.starts_with("/*M!999999"))
        all.erase(0, all.find('\n') + 1);
    return all;
}

void MariadbServer::drop_connections() {
    sql("kill user ig");
}

void MariadbServer::set_read_only(bool on) {
    sql(std::string("set global read_only=") + (on ? "on" : "off"));
}

void MariadbServer::set_disk_full(bool on) {
    set_flag(m_flag, on);
}

} // namespace integration_gallery::test
