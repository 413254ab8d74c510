#pragma once

#include "storage/store.hpp"
#include "storage/url.hpp"

#include <memory>
#include <string>
#include <vector>

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
    /// Runs statements behind the library's back; the columns of the first row found, with spaces between them. `||`
    /// joins texts on every engine.
    virtual std::string sql(const std::string& statements) const = 0;

    /// Of SQLite: makes the file hold what its tables hold and nothing that was deleted, and empties the log.
    virtual void settle() const {}

    storage::StoreOptions options() const;
    /// A store on it, migrated.
    std::unique_ptr<storage::Store> open() const { return open(options()); }
    static std::unique_ptr<storage::Store> open(const storage::StoreOptions& options);
    /// On a server: the URL of the same database through another port, such as a proxy's.
    std::string url_through(const std::string& port) const;
    /// Everything that stands in it, for comparisons. Of SQLite the bytes of the file and its write-ahead log: readers
    /// change the third file, -shm.
    std::string dump() const;
};

/// The engines of this build.
std::vector<storage::Engine> engines();

/// An empty database of an engine; nullptr, and a message, if the engine cannot be had here.
std::unique_ptr<Database> make_database(storage::Engine engine);

/// The engine of the tests that any of them will do for: SQLite, or what IG_TEST_ENGINE in the environment names.
storage::Engine engine_of_run();
/// An empty database of that engine. Throws if it cannot be had.
std::unique_ptr<Database> make_database();

} // namespace integration_gallery::test
