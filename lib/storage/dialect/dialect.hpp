#pragma once

#include "storage/fault.hpp"
#include "storage/statement.hpp"
#include "storage/store.hpp"

#include <soci/soci.h>

#include <chrono>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace integration_gallery::storage {

/// The words of SQL that differ between the engines: what the tokens of queries and migrations become.
struct Words {
    std::string_view key;        ///< {KEY}: the type of an id, compared byte by byte
    std::string_view ascii;      ///< {ASCII}: the type of a short ASCII word
    std::string_view text;       ///< {TEXT}: the type of a document
    std::string_view end;        ///< {END}: closes a table
    std::string_view share;      ///< {SHARE}: locks the rows read against changes
    std::string_view update;     ///< {UPDATE}: locks the rows read
    std::string_view make_index; ///< {INDEX}: makes an index, or does nothing if it is there
};

/// What is particular to one engine. Stateless; any thread.
class Dialect {
public:
    virtual ~Dialect() = default;

    virtual Engine engine() const noexcept = 0;
    virtual const Words& words() const noexcept = 0;

    /// Opens a session and sets it up. Throws Failure or soci::soci_error.
    virtual std::unique_ptr<soci::session> connect(const DatabaseUrl& url, const StoreOptions& options) const = 0;

    /// Opens a session that writes nothing, and hands it to `body`, again if the database changed meanwhile. False:
    /// there is no database yet.
    virtual bool inspect(const DatabaseUrl& url, const StoreOptions& options,
                         const std::function<void(std::unique_ptr<soci::session>)>& body) const = 0;

    /// Prepares a statement with `:name` placeholders, one for each of `values`, which give the types only.
    virtual std::unique_ptr<Statement> prepare(soci::session& session, const std::string& text,
                                               std::string_view columns, std::span<const Value> values) const;

    /// Begins a transaction, waiting for others for at most `limit` where the session alone can tell the database so.
    /// What it returns is still to be run, as a statement that stays prepared; nullptr if all is done.
    virtual const Query* begin(soci::session& session, Access access, std::chrono::milliseconds limit) const = 0;
    /// Waits for the answer for at most about `limit`, where the session alone can tell. Returns what begin() does.
    virtual const Query* commit(soci::session& session, std::chrono::milliseconds limit) const = 0;
    virtual void rollback(soci::session& session) const = 0;

    /// Has the session no transaction and no snapshot? Asks the client library only.
    virtual bool at_rest(soci::session& session) const noexcept = 0;

    /// Bytes that are others after every commit of whatever process, found without a statement and without a lock;
    /// empty where the engine has none, or none now. The session has read before, and is at rest.
    virtual std::string stamp(soci::session&) const { return {}; }
    virtual bool has_stamp() const noexcept { return false; }

    /// What a failure of a session that is open means.
    virtual Failure classify(const soci::soci_error& error) const noexcept = 0;
    /// What a failure while opening a session means.
    virtual Failure classify_opening(const soci::soci_error& error) const noexcept { return classify(error); }

    /// Counts the tables called `:name` in our part of the database.
    virtual const Query& count_tables() const noexcept = 0;

    /// Can a transaction take back CREATE and ALTER?
    virtual bool has_transactional_definitions() const noexcept = 0;

    /// In a transaction: waits until no other process changes the tables.
    virtual void lock_definitions(Transaction& transaction) const = 0;

    /// One writer at a time in the whole database?
    virtual bool has_one_writer() const noexcept = 0;
};

/// The dialect of an engine. Throws Error with Status::unsupported and the code "engine-not-built".
const Dialect& dialect_of(Engine engine);

/// `text` with its tokens replaced.
std::string expand(std::string_view text, const Words& words);

/// One of each engine that is in this build.
const Dialect& sqlite_dialect();
const Dialect& postgresql_dialect();
const Dialect& mysql_dialect();

} // namespace integration_gallery::storage
