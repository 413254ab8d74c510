#pragma once

#include "storage/store.hpp"
#include "storage/url.hpp"

#include <memory>
#include <string>

namespace integration_gallery::test {

class Server;

/// An empty database that is removed at the end of the test.
class Database {
public:
    virtual ~Database() = default;
    virtual storage::Engine engine() const = 0;
    virtual std::string url() const = 0;
    /// The server that it is on; nullptr for SQLite.
    virtual Server* server() const { return nullptr; }

    storage::StoreOptions options() const;
    /// A store on it, migrated.
    std::unique_ptr<storage::Store> open() const;
    /// On a server: the URL of the same database through another port, such as a proxy's.
    std::string url_through(const std::string& port) const;
    /// Everything that stands in it, for comparisons.
    std::string dump() const;
};

/// An empty database of an engine; nullptr, and a message, if the engine cannot be had here.
std::unique_ptr<Database> make_database(storage::Engine engine);

/// Registers a case for every engine of the build, or for those that are servers: storage/<engine>/<group>/<name>.
enum class Engines { all, servers };
class Registration {
public:
    Registration(const char* group, const char* name, void (*body)(Database&), const char* file, std::size_t line,
                 Engines engines);
};

} // namespace integration_gallery::test

#define IG_CONFORMANCE_ON(group, name, engines)                                                                        \
    static void name(integration_gallery::test::Database& database);                                                   \
    static const integration_gallery::test::Registration register_##name(#group, #name, name, __FILE__, __LINE__,      \
                                                                         integration_gallery::test::Engines::engines); \
    static void name([[maybe_unused]] integration_gallery::test::Database& database)

/// `IG_CONFORMANCE(group, name) { … database … }`
#define IG_CONFORMANCE(group, name) IG_CONFORMANCE_ON(group, name, all)
/// The same for what can happen to a server only: database.server() is there.
#define IG_SERVER_CONFORMANCE(group, name) IG_CONFORMANCE_ON(group, name, servers)
