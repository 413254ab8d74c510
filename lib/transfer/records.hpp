#pragma once

#include "storage/repository/history.hpp"
#include "storage/repository/secrets.hpp"
#include "storage/repository/settings.hpp"

#include <integration_gallery/secret.hpp>
#include <integration_gallery/transfer.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <variant>

/// What stands in an export, a line of JSON each, with a member "type": for each project its line, then its settings,
/// its secrets and its history, in this order; at the end one line that counts them.
namespace integration_gallery::transfer {

/// {"type":"project","project","revision","updatedUs"}
struct ProjectRecord {
    std::string project;
    std::int64_t revision = 0;
    std::int64_t updated_us = 0;
};

/// {"type":"settings","integration","enabled","document","secrets","manifestVersion","revision","updatedUs","updatedBy"}
struct SettingsRecord {
    storage::SettingsRow row; ///< with the project of the line before it
};

/// {"type":"secret","integration","slot","record","sealRevision","bound","updatedUs","value"}
struct SecretRecord {
    storage::SecretRow row; ///< without key and sealed value
    Secret value;           ///< what was sealed; empty where nothing is
};

/// {"type":"version","sequence","integration","revision","kind","enabled","document","secrets","manifestVersion",
/// "restoredFrom","atUs","actor","hash"}
struct VersionRecord {
    storage::HistoryRow row;
};

/// {"type":"end","projects","integrations","secrets","versions"}
struct EndRecord {
    TransferCounts counts;
};

using Record = std::variant<ProjectRecord, SettingsRecord, SecretRecord, VersionRecord, EndRecord>;

/// Writes a record as a line, in pieces, from memory that is wiped.
void write_record(const Record& record, const std::function<void(std::string_view)>& write);

/// Reads a line, without its end. Throws Error(Status::validation, "export-damaged") if it is no record: a missing or
/// unknown member, a number below what it counts from.
Record read_record(std::string_view line);

/// Reads records from pieces of bytes, in their order, and checks that they come in it: rows after their project, each
/// project and and in the order of the names, the history of a project in its order and not beyond its revision, the
/// counts right, and nothing after the end.
class RecordReader {
public:
    /// `next` gives the next piece; empty at the end. Its pieces need to live until it is called again.
    explicit RecordReader(std::function<std::span<const std::byte>()> next) : m_next(std::move(next)) {}

    /// The next record. After EndRecord it must not be called again.
    Record read();

private:
    std::string_view read_line();
    void check(Record& record);

    std::function<std::span<const std::byte>()> m_next;
    std::span<const std::byte> m_piece;
    Secret m_line; ///< what a line that spans pieces is put together in
    ProjectRecord m_project;
    std::int64_t m_sequence = 0;
    std::string m_integration; ///< of the row before, if it is of the same kind
    std::string m_slot;
    int m_kind = 0; ///< of the record before
    TransferCounts m_counts;
};

} // namespace integration_gallery::transfer
