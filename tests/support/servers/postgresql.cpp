#include "support/servers/postgresql.hpp"

#include "support/servers/certificates.hpp"
#include "support/servers/tools.hpp"

#include <algorithm>
#include <csignal>
#include <fstream>
#include <sstream>

namespace integration_gallery::test {
namespace {

constexpr const char* user = "postgres";

std::string name_of(const std::string& url) {
    const std::string path = url.substr(0, url.find('?'));
    return path.substr(path.rfind('/') + 1);
}

} // namespace

std::unique_ptr<PostgresqlServer> PostgresqlServer::make(std::vector<std::string> settings) {
    const auto program = find_program("postgres", "/usr/lib/postgresql");
    if (!program)
        return nullptr;
    std::unique_ptr<PostgresqlServer> server(new PostgresqlServer(program->parent_path(), std::move(settings)));
    run_program(as_user(user, {server->m_programs / "initdb", "-D", server->m_data, "-U", "postgres", "-A", "trust",
                               "--auth-host=scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"}));
    const std::string rules = server->m_data + "/pg_hba.conf";
    std::stringstream others;
    others << std::ifstream(rules).rdbuf();
    std::ofstream(rules) << "hostssl all localhost 127.0.0.1/32 cert\n" << others.str();
    server->start();
    server->sql("postgres", "create role ig login password 'pass ''word\\=%'");
    server->sql("postgres", "create role localhost login"); // who has the certificate of that name
    return server;
}

PostgresqlServer::PostgresqlServer(std::filesystem::path programs, std::vector<std::string> settings)
    : m_programs(std::move(programs)), m_port(free_port()) {
    give_to(m_folder.path(), user);
    make_flag(m_flag);
    const Certificates made(m_folder.path(), user);
    m_settings = {"listen_addresses=127.0.0.1",
                  "max_connections=200",
                  "deadlock_timeout=50ms",
                  "log_min_messages=panic",
                  "restart_after_crash=off",
                  "shared_memory_type=mmap",
                  "fsync=off",
                  "ssl=on",
                  "unix_socket_directories=" + m_folder.path().string(),
                  "ssl_ca_file=" + made.authority().string(),
                  "ssl_cert_file=" + made.certificate().string(),
                  "ssl_key_file=" + made.key().string()};
    m_settings.insert(m_settings.end(), settings.begin(), settings.end()); // the last one counts
}

void PostgresqlServer::start() {
    Arguments command{m_programs / "postgres", "-D", m_data, "-p", m_port};
    for (const auto& setting : m_settings)
        command.insert(command.end(), {"-c", setting});
    m_server.emplace(as_user(user, with_full_disk(m_flag, "", command)));
    wait_until(*m_server, [&] {
        Process probe(
            {m_programs / "psql", "-X", "-h", m_folder.path(), "-p", m_port, "-U", "postgres", "-qAtc", "select 1"});
        return probe.wait() == 0;
    });
}

void PostgresqlServer::kill() {
    m_server->kill(SIGKILL);
    m_server->wait(); // also until its children have closed their output
}

std::string PostgresqlServer::sql(const std::string& database, const std::string& statement) {
    std::string out = run_program({m_programs / "psql", "-X", "-h", m_folder.path(), "-p", m_port, "-U", "postgres",
                                   "-d", database, "-v", "ON_ERROR_STOP=1", "-qAtc", statement});
    while (!out.empty() && out.back() == '\n')
        out.pop_back();
    return out;
}

std::string PostgresqlServer::make_database() {
    const std::string name = "ig" + std::to_string(++m_count);
    sql("postgres", "create database " + name + " owner ig");
    return "postgresql://ig:pass%20'word%5C=%25@127.0.0.1:" + m_port + "/" + name + "?sslmode=disable";
}

void PostgresqlServer::drop_database(const std::string& url) {
    sql("postgres", "drop database " + name_of(url) + " with (force)");
}

std::string PostgresqlServer::sql_in(const std::string& url, const std::string& statements) {
    const std::string rows = sql(name_of(url), statements);
    std::string first = rows.substr(0, rows.find('\n'));
    std::replace(first.begin(), first.end(), '|', ' '); // between columns
    return first;
}

std::string PostgresqlServer::dump(const std::string& url) {
    // By tables: a whole dump holds a random word of its own.
    const std::string database = name_of(url);
    std::istringstream tables(sql(database, "select relname from pg_class where relkind='r' and "
                                            "relnamespace='public'::regnamespace"));
    std::string all;
    for (std::string table; std::getline(tables, table);)
        all += (all.empty() ? "select '" : " union all select '") + table + "',t::text from " + table + " t";
    return all.empty() ? "" : sql(database, all + " order by 1,2");
}

void PostgresqlServer::drop_connections() {
    sql("postgres", "select pg_terminate_backend(pid) from pg_stat_activity where usename='ig'");
}

void PostgresqlServer::set_read_only(bool on) {
    sql("postgres", std::string("alter role ig set default_transaction_read_only=") + (on ? "on" : "off"));
    drop_connections();
}

void PostgresqlServer::set_disk_full(bool on) {
    if (on)
        sql("postgres", "select pg_switch_wal()"); // its log has room, so that it need not stop itself
    set_flag(m_flag, on);
}

std::unique_ptr<PostgresqlServer> PostgresqlServer::make_standby() {
    std::unique_ptr<PostgresqlServer> standby(new PostgresqlServer(m_programs, {}));
    run_program(as_user(user, {m_programs / "pg_basebackup", "-h", m_folder.path().string(), "-p", m_port, "-U",
                               "postgres", "-D", standby->m_data, "-R", "-X", "stream", "-c", "fast", "--no-sync"}));
    standby->m_settings.push_back("primary_conninfo=host=" + m_folder.path().string() + " port=" + m_port +
                                  " user=postgres application_name=standby");
    standby->start();
    sql("postgres", "alter system set synchronous_standby_names='standby'");
    sql("postgres", "select pg_reload_conf()");
    wait_until(*standby->m_server,
               [&] { return sql("postgres", "select sync_state from pg_stat_replication") == "sync"; });
    return standby;
}

void PostgresqlServer::promote() {
    sql("postgres", "select pg_promote(true, 30)");
}

} // namespace integration_gallery::test
