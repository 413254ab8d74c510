#pragma once

#include "storage/dialect/sqlite_handle.hpp"

#include <string>

namespace integration_gallery::storage::sqlite {

/// The head of the index of the write-ahead log, which lies in memory that all processes with the database open share:
/// 48 bytes, among them a counter of commits, the log's length, its salts and its checksum. They are the first thing
/// that a reader of SQLite's looks at, and where they are those of its last look, it takes what it has read for right;
/// so does whoever compares what this returns. Empty if a commit is being made known, or if the index has not the
/// format that this was written for (the same since 3.7.0: processes with different versions of SQLite share it).
///
/// The connection is in WAL mode, and has read. Takes no lock, and makes no system call.
std::string log_stamp(Handle* handle);

} // namespace integration_gallery::storage::sqlite
