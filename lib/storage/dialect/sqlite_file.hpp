#pragma once

#include <string>

/// The files of an SQLite database, as far as SQLite does not see to them itself. All throw Failure.
namespace integration_gallery::storage::sqlite {

/// What stands on disk.
struct Files {
    bool database = false;    ///< a file that is not empty
    bool log = false;         ///< a -wal file that is not empty
    bool index = false;       ///< a -shm file
    long long size = 0;       ///< of the database
    long long changed_ns = 0; ///< when it was written last
    bool operator==(const Files&) const = default;
};

/// Looks at the files of the database at `path`; its folder must be there.
Files look(const std::string& path);

/// Makes an empty database file of mode 0600, which the -wal and -shm files inherit. Does nothing if it is there.
void make_private(const std::string& path);

} // namespace integration_gallery::storage::sqlite
