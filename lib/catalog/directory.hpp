#pragma once

#include <integration_gallery/error.hpp>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace integration_gallery::catalog {

class Definitions;
class ManifestEntry;

/// What one file of a directory gave: an entry, or an error, or both, where the name is known but the rest is damaged.
struct LoadedFile {
    std::string file; ///< relative to the directory
    std::shared_ptr<const ManifestEntry> entry;
    std::optional<Error> error;
};

/// Reads `<name>/manifest.json` and `<name>.json` of a directory in the order of the file names. Links are followed; a
/// logo is read from the manifest's own folder only. Of two files with one name the second is refused. Throws Error
/// (invalid_argument, "directory-unreadable").
std::vector<LoadedFile> load_directory(const Definitions& definitions, const std::filesystem::path& directory);

} // namespace integration_gallery::catalog
