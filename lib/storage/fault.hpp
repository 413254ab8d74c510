#pragma once

#include "storage/url.hpp"

#include <integration_gallery/error.hpp>

#include <array>
#include <exception>
#include <string_view>

namespace integration_gallery::storage {

/// What a database's failure means to us.
enum class Fault {
    retry,          ///< the transaction was in another's way: repeat it from the start
    connection,     ///< the session is gone: take a new one and repeat
    crowded,        ///< the server takes no more sessions: the same
    no_writer,      ///< a standby, or a server that was set to read only: the same, perhaps with another server
    no_quorum,      ///< a node of Galera that is cut off from the majority: the same
    unique,         ///< a row with that key is there
    constraint,     ///< another rule of the tables
    too_large,      ///< a value is longer than its column, or than the server takes
    denied,         ///< signing in failed, or a right is missing
    timeout,        ///< the server gave up
    cannot_open,    ///< SQLite: the file or its folder
    read_only,      ///< SQLite: the file or the medium
    full,           ///< the medium
    not_a_database, ///< SQLite: the file is something else
    damaged,        ///< SQLite: the file contradicts itself
    io,             ///< reading or writing the medium failed
    unreplicated,   ///< PostgreSQL: committed here, but the synchronous standby has not confirmed it
    already_there,  ///< what a definition makes; no failure
    other,
};

/// Is a fresh session needed, perhaps with another server?
constexpr bool needs_new_session(Fault fault) noexcept {
    return fault == Fault::connection || fault == Fault::crowded || fault == Fault::no_writer ||
           fault == Fault::no_quorum;
}

/// A failure on its way from a database to Store, which repeats or turns it into an Error. Holds codes only: the text
/// of the database may hold values.
class Failure final : public std::exception {
public:
    explicit Failure(Fault fault, long code = 0, std::string_view sqlstate = {}) noexcept;

    Fault fault() const noexcept { return m_fault; }
    /// The engine's own number; 0 if it has none.
    long code() const noexcept { return m_code; }
    /// Five characters of PostgreSQL, or "".
    std::string_view sqlstate() const noexcept { return m_sqlstate.data(); }
    const char* what() const noexcept override { return "the database failed"; }

private:
    Fault m_fault;
    long m_code;
    std::array<char, 6> m_sqlstate{};
};

/// The public error of a failure: which database, what happened, what to do.
Error to_error(const Failure& failure, const DatabaseUrl& url);

} // namespace integration_gallery::storage
