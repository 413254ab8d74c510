#include "storage/fault.hpp"

#include <algorithm>
#include <string>

namespace integration_gallery::storage {
namespace {

struct Sentence {
    Status status;
    std::string_view code;
    std::string_view text;
};

Sentence sentence_of(Fault fault) noexcept {
    switch (fault) {
    case Fault::retry:
        return {Status::timeout, "storage-busy",
                "others kept the database busy for longer than the time limit; try again"};
    case Fault::connection:
        return {Status::storage, "storage-unavailable",
                "there is no connection; check that the server runs, and the address, the user, the "
                "password and the name of the database"};
    case Fault::crowded:
        return {Status::storage, "storage-unavailable",
                "the server takes no more connections; raise its limit, or close others"};
    case Fault::no_writer:
        return {Status::storage, "storage-read-only",
                "the server takes no changes: it is a standby, or was set to read only; promote it, make it writable, "
                "or name the primary among the hosts of the URL"};
    case Fault::no_quorum:
        return {Status::storage, "storage-unavailable",
                "the node is cut off from the majority of its cluster and takes no statements; bring the other nodes "
                "back, or name them among the hosts of the URL"};
    case Fault::unique:
        return {Status::storage, "storage-duplicate", "a row with the same key was there every time it was tried"};
    case Fault::constraint:
        return {Status::storage, "storage-constraint", "a rule of the tables refused the change"};
    case Fault::too_large:
        return {Status::storage, "storage-too-large", "a value is longer than the database takes"};
    case Fault::denied:
        return {Status::storage, "storage-denied",
                "the database refused us; check the user, the password, the name of the database, the certificates, "
                "and that the user may create and change tables"};
    case Fault::timeout:
        return {Status::timeout, "storage-busy", "the server gave up after its own time limit; try again"};
    case Fault::cannot_open:
        return {Status::storage, "storage-cannot-open",
                "the file cannot be opened; its folder must exist, and both must be readable and writable for this "
                "user"};
    case Fault::read_only:
        return {Status::storage, "storage-read-only",
                "the database cannot be written; make the file, its folder and the medium writable"};
    case Fault::full:
        return {Status::storage, "storage-full", "the disk is full; nothing was changed; make room and try again"};
    case Fault::not_a_database:
        return {Status::storage, "not-a-database", "the file is not an SQLite database; give another path"};
    case Fault::damaged:
        return {Status::storage, "storage-damaged",
                "the database file is damaged; restore it from a backup and check the disk"};
    case Fault::io:
        return {Status::storage, "storage-io", "reading or writing the disk failed; check the disk"};
    case Fault::unreplicated:
        return {Status::storage, "commit-unreplicated",
                "the change was saved on the primary, but somebody ended the wait for the synchronous standby; it is "
                "lost if "
                "the primary is lost before the standby has it"};
    case Fault::already_there:
    case Fault::other:
        break;
    }
    return {Status::storage, "storage-failed", "the database refused a statement"};
}

} // namespace

Failure::Failure(Fault fault, long code, std::string_view sqlstate) noexcept : m_fault(fault), m_code(code) {
    std::copy_n(sqlstate.begin(), std::min(sqlstate.size(), m_sqlstate.size() - 1), m_sqlstate.begin());
}

Error to_error(const Failure& failure, const DatabaseUrl& url) {
    const Sentence sentence = sentence_of(failure.fault());
    std::string detail = "the database " + url.text() + ": " + std::string(sentence.text);
    if (!failure.sqlstate().empty())
        detail += " (SQLSTATE " + std::string(failure.sqlstate()) + ")";
    else if (failure.code() != 0)
        detail += " (" + std::string(engine_name(url.engine())) + " " + std::to_string(failure.code()) + ")";
    return {sentence.status, std::string(sentence.code), std::move(detail)};
}

} // namespace integration_gallery::storage
