#include "support/servers/database.hpp"

#include "support/servers/mariadb.hpp"
#include "support/servers/postgresql.hpp"
#include "support/servers/tools.hpp"
#include "support/sqlite.hpp"
#include "support/temporary_folder.hpp"
#include "support/test_data.hpp"

#include <cstdlib>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <vector>

namespace integration_gallery::test {
namespace {

using storage::Engine;

class SqliteDatabase final : public Database {
public:
    Engine engine() const override { return Engine::sqlite; }
    std::string url() const override { return "sqlite://" + file().string(); }
    std::string sql(const std::string& statements) const override { return run_sql(file(), statements); }
    void settle() const override { run_sql(file(), "vacuum; pragma wal_checkpoint(truncate)"); }

private:
    std::filesystem::path file() const { return m_folder.path() / "gallery.db"; }

    TemporaryFolder m_folder;
};

class ServerDatabase final : public Database {
public:
    ServerDatabase(Engine engine, Server& server) : m_engine(engine), m_server(server), m_url(server.make_database()) {}
    ~ServerDatabase() override {
        try {
            m_server.drop_database(m_url);
        } catch (const std::exception& error) {
            std::cerr << error.what() << "\n";
        }
    }
    Engine engine() const override { return m_engine; }
    std::string url() const override { return m_url; }
    Server* server() const override { return &m_server; }
    std::string sql(const std::string& statements) const override { return m_server.sql_in(m_url, statements); }

private:
    Engine m_engine;
    Server& m_server;
    std::string m_url;
};

/// Started when the first case needs it.
Server* server_of(Engine engine) {
    if (engine == Engine::postgresql) {
        static const auto server = PostgresqlServer::make();
        return server.get();
    }
    static const auto server = MariadbServer::make();
    return server.get();
}

} // namespace

std::vector<Engine> engines() {
    return {
#if defined(IG_WITH_SQLITE3)
        Engine::sqlite,
#endif
#if defined(IG_WITH_POSTGRESQL)
            Engine::postgresql,
#endif
#if defined(IG_WITH_MYSQL)
            Engine::mysql,
#endif
    };
}

storage::StoreOptions Database::options() const {
    storage::StoreOptions options;
    options.url = url();
    return options;
}

std::unique_ptr<storage::Store> Database::open(const storage::StoreOptions& options) {
    auto store = std::make_unique<storage::Store>(options);
    store->migrate();
    return store;
}

std::string Database::url_through(const std::string& port) const {
    return replaced(url(), ":" + server()->port() + "/", ":" + port + "/");
}

std::string Database::dump() const {
    if (server() != nullptr)
        return server()->dump(url());
    std::string all;
    const std::string path = storage::DatabaseUrl::parse(url()).path();
    for (const char* suffix : {"", "-wal"})
        if (std::filesystem::exists(path + suffix))
            all += read_file(path + suffix);
    return all;
}

std::unique_ptr<Database> make_database(Engine engine) {
    if (engine == Engine::sqlite)
        return std::make_unique<SqliteDatabase>();
    Server* server = server_of(engine);
    return server != nullptr ? std::make_unique<ServerDatabase>(engine, *server) : nullptr;
}

Engine engine_of_run() {
    static const Engine engine = [] {
        const char* const wanted = std::getenv("IG_TEST_ENGINE");
        for (const Engine one : engines())
            if (wanted != nullptr && wanted == storage::engine_name(one))
                return one;
        if (wanted != nullptr)
            throw std::runtime_error(std::string("IG_TEST_ENGINE: there is no engine ") + wanted + " in this build");
        return Engine::sqlite;
    }();
    return engine;
}

std::unique_ptr<Database> make_database() {
    auto database = make_database(engine_of_run());
    if (!database)
        throw std::runtime_error("the server of IG_TEST_ENGINE cannot be had here");
    return database;
}

} // namespace integration_gallery::test
