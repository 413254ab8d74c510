#pragma once

#include "transfer/exporter.hpp"

#include <integration_gallery/transfer.hpp>

#include <filesystem>
#include <iosfwd>

namespace integration_gallery::transfer {

/// Reads the file of an export twice: once to check all of it against the store, then to write it in one transaction.
/// What goes wrong before the second reading leaves no trace; after it, at most keys of projects that nothing is sealed
/// with. Throws Error as SealedReader and RecordReader say, and Status::conflict "project-exists".
ImportResult import_from_file(const Parts& parts, const std::filesystem::path& path, const ExportKey& key,
                              const ImportOptions& options);

/// The same from a stream that can be read again from its beginning.
ImportResult import_from(const Parts& parts, std::istream& file, const ExportKey& key, const ImportOptions& options);

} // namespace integration_gallery::transfer
