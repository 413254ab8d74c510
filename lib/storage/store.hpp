#pragma once

#include "storage/repository/keys.hpp"
#include "storage/transaction.hpp"

#include <integration_gallery/host.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace integration_gallery::storage {

/// How to reach a store.
struct StoreOptions {
    std::string url;        ///< see DatabaseUrl
    Clock* clock = nullptr; ///< for the lease of a migration; nullptr: the system's clock. Outlives the store.
    /// How long one call may take in all: waiting for a session or for another writer, and repeating. Beyond it: Error
    /// with Status::timeout and the code "storage-busy".
    std::chrono::milliseconds time_limit{10'000};
    std::size_t session_limit = 16;                ///< sessions open at once
    std::chrono::seconds session_age_limit{1'800}; ///< older sessions are replaced
    /// SQLite: false lets a power cut take back the last acknowledged writes (`synchronous=NORMAL`).
    bool synchronous_full = true;
};

/// What stands in a store, found without writing anything.
struct Inspection {
    bool exists = false;           ///< SQLite: the file is there and is not empty. Otherwise: the database answers.
    bool empty = true;             ///< no table of ours
    std::int64_t version = 0;      ///< the last migration that was applied
    std::optional<StoreRow> store; ///< also nothing in a store that this library is too old for
    std::vector<KekRow> keks;      ///< in the order of their ids
    bool has_sealed = false;       ///< at least one sealed value
};

/// The version that this library migrates to, and the newest that it can use.
std::int64_t latest_version() noexcept;

/// A database with the tables of the gallery, through a pool of its own sessions. Any thread; not across a fork: a
/// child opens sessions of its own.
///
/// Every failure is an Error without a word of the database's own message, which may hold values: Status::storage with
/// "storage-unavailable" (no connection), "storage-cannot-open", "storage-read-only", "storage-full", "not-a-database",
/// "storage-damaged", "storage-io", "storage-denied" (sign-in), "storage-duplicate", "storage-constraint",
/// "storage-too-large", "commit-unknown", "commit-unreplicated", "storage-failed"; Status::timeout with "storage-busy".
class Store {
public:
    /// Looks at a store and writes nothing: on SQLite it leaves no -wal and no -shm file that was not there.
    /// Throws as the class says; a missing SQLite file is no failure, a missing folder is ("storage-cannot-open").
    static Inspection inspect(const StoreOptions& options);

    /// Opens one session. A missing SQLite file is made, readable for its owner only. Does not migrate.
    /// Throws Error with Status::unsupported and the code "engine-not-built" if the engine is not in this build.
    explicit Store(StoreOptions options);
    ~Store();
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    /// Brings the tables to latest_version(). Any number of processes may do so at once: each step runs once. What a
    /// killed process left is finished by the next. Returns how many steps this call ran. Throws Error with
    /// Status::storage and the code "store-too-new", before anything is written, if a newer library was here.
    std::int64_t migrate();

    /// The last migration that was applied; 0 in an empty database.
    std::int64_t version();

    const DatabaseUrl& url() const noexcept;

    /// Runs `body(Transaction&)` on one snapshot and returns its result. The body is repeated after a failure that
    /// passes, so it must not do anything that cannot be repeated.
    template <class Body>
    auto read(Body&& body) {
        return call(Access::read, body, {});
    }

    /// The same for a body that runs one statement: it saves the round trips of BEGIN and COMMIT.
    template <class Body>
    auto read_one(Body&& body) {
        return call(Access::single, body, {});
    }

    /// Bytes that are others as soon as anything was committed, by whatever process, so that what was read after one
    /// was taken still holds while they are the same. Costs no statement; empty where there is none: on PostgreSQL and
    /// MariaDB always, and when the store is too busy to be asked. Throws nothing but std::bad_alloc.
    std::string stamp();

    /// Runs `body(Transaction&)` and commits, or rolls back if it throws. Repeated as read() is, also when an insert
    /// met a row that another transaction made in the meantime.
    ///
    /// A COMMIT whose answer was lost is looked up: `landed(Transaction&)` says whether the change is there. It locks
    /// the row, as the COMMIT may still run; if it cannot look, or is not given, the code is "commit-unknown".
    template <class Body>
    auto write(Body&& body, const std::function<bool(Transaction&)>& landed = {}) {
        return call(Access::write, body, landed);
    }

    /// The same, but for no longer than `limit`: for what may as well be left undone.
    template <class Body>
    void write_within(std::chrono::milliseconds limit, Body&& body, const std::function<bool(Transaction&)>& landed) {
        run(
            Access::write, [&body](Transaction& transaction) { body(transaction); }, landed, limit);
    }

    /// Counters since the store was opened.
    struct Statistics {
        std::uint64_t sessions_opened = 0;
        std::uint64_t sessions_discarded = 0; ///< after a failure, for their age, or because they were not at rest
        std::uint64_t retries = 0;
    };
    Statistics statistics() const;

private:
    class Implementation;

    void run(Access access, const std::function<void(Transaction&)>& body,
             const std::function<bool(Transaction&)>& landed,
             std::chrono::milliseconds limit = std::chrono::milliseconds::max());

    template <class Body>
    auto call(Access access, Body& body, const std::function<bool(Transaction&)>& landed) {
        using Result = std::invoke_result_t<Body&, Transaction&>;
        if constexpr (std::is_void_v<Result>) {
            run(
                access, [&body](Transaction& transaction) { body(transaction); }, landed);
        } else {
            std::optional<Result> result;
            const auto keep = [&](Transaction& transaction) { result.emplace(body(transaction)); };
            run(access, std::ref(keep), landed);
            return *std::move(result);
        }
    }

    std::unique_ptr<Implementation> m_implementation;
};

} // namespace integration_gallery::storage
