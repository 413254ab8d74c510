#include "conformance/storage/database.hpp"

#include "support/servers/mariadb.hpp"
#include "support/servers/postgresql.hpp"
#include "support/servers/tools.hpp"
#include "support/temporary_folder.hpp"
#include "support/test_data.hpp"

#include <boost/test/unit_test.hpp>

#include <exception>
#include <vector>

namespace integration_gallery::test {
namespace {

using storage::Engine;

class SqliteDatabase final : public Database {
public:
    Engine engine() const override { return Engine::sqlite; }
    std::string url() const override { return "sqlite://" + (m_folder.path() / "gallery.db").string(); }

private:
    TemporaryFolder m_folder;
};

class ServerDatabase final : public Database {
public:
    ServerDatabase(Engine engine, Server& server) : m_engine(engine), m_server(server), m_url(server.make_database()) {}
    ~ServerDatabase() override {
        try {
            m_server.drop_database(m_url);
        } catch (const std::exception& error) {
            BOOST_TEST_MESSAGE(error.what());
        }
    }
    Engine engine() const override { return m_engine; }
    std::string url() const override { return m_url; }
    Server* server() const override { return &m_server; }

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

} // namespace

storage::StoreOptions Database::options() const {
    storage::StoreOptions options;
    options.url = url();
    return options;
}

std::unique_ptr<storage::Store> Database::open() const {
    auto store = std::make_unique<storage::Store>(options());
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

Registration::Registration(const char* group, const char* name, void (*body)(Database&), const char* file,
                           std::size_t line, Engines wanted) {
    namespace ut = boost::unit_test;
    using Registrar = ut::ut_detail::auto_test_unit_registrar;
    auto& decorators = ut::decorator::collector_t::instance();
    for (const Engine engine : engines()) {
        if (wanted == Engines::servers && engine == Engine::sqlite)
            continue;
        const auto run = [engine, body] {
            const auto database = make_database(engine);
            if (database != nullptr)
                body(*database);
        };
        const std::string engine_suite(storage::engine_name(engine));
        const Registrar in_storage("storage", file, line, decorators);
        const Registrar in_engine(engine_suite, file, line, decorators);
        const Registrar in_group(group, file, line, decorators);
        const Registrar test(ut::make_test_case(run, name, file, line), decorators);
        for (int level = 0; level < 3; ++level)
            const Registrar out(1);
    }
}

} // namespace integration_gallery::test
