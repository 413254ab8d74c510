#pragma once

#include "support/common.hpp"

#include <filesystem>
#include <string>

namespace command {

/// What the file of an export is sealed to; neither: a passphrase from the terminal.
struct SealArguments {
    std::filesystem::path key_file;
    std::filesystem::path passphrase_file;
};

/// `export FILE`
struct ExportArguments {
    std::filesystem::path file;
    SealArguments seal;
    bool all = false; ///< every project, not that of --project
    bool skip_unreadable = false;
};
int export_store(const ExportArguments& arguments, const Common& common);

/// `import-store FILE`
struct ImportStoreArguments {
    std::filesystem::path file;
    SealArguments seal;
    bool skip = false;
    bool overwrite = false;
    bool create = false; ///< a SQLite file that is not there
    bool dry_run = false;
};
int import_store(const ImportStoreArguments& arguments, const Common& common);

/// `migrate-to [URL]`
struct MigrateArguments {
    std::string url;
    std::filesystem::path url_file; ///< a file with it, in its place
};
int migrate_to(const MigrateArguments& arguments, const Common& common);

/// `backup FILE`
struct BackupArguments {
    std::filesystem::path file;
};
int back_up(const BackupArguments& arguments, const Common& common);

} // namespace command
