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
};

/// An empty database of an engine; nullptr, and a message, if the engine cannot be had here.
std::unique_ptr<Database> make_database(storage::Engine engine);

/// Registers a case for every engine of the build: storage/<engine>/<group>/<name>.
class Registration {
public:
    Registration(const char* group, const char* name, void (*body)(Database&), const char* file, std::size_t line);
};

} // namespace integration_gallery::test

/// `IG_CONFORMANCE(group, name) { … database … }`
#define IG_CONFORMANCE(group, name)                                                                                    \
    static void name(integration_gallery::test::Database& database);                                                   \
    static const integration_gallery::test::Registration register_##name(#group, #name, name, __FILE__, __LINE__);     \
    static void name([[maybe_unused]] integration_gallery::test::Database& database)
