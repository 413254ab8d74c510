#pragma once

#include "transfer/sealed_file.hpp"

#include <integration_gallery/host.hpp>
#include <integration_gallery/transfer.hpp>

#include <filesystem>

namespace integration_gallery::storage {
class Store;
}

namespace integration_gallery::vault {
class Vault;
}

namespace integration_gallery::transfer {

/// What moving a store's content stands on; all must outlive the call.
struct Parts {
    storage::Store& store;
    vault::Vault& vault;
    Clock& clock;
    RandomSource& random;
    AuditSink* audit = nullptr; ///< may be missing
};

/// Writes projects into a new file, each from one snapshot. The audit sink is told of each secret before it is opened.
/// Throws Error: not_found "project-not-found", key "secret-unreadable", and what NewFile throws.
ExportResult export_to_file(const Parts& parts, const std::filesystem::path& path, const ExportKey& key,
                            const ExportOptions& options);

/// The same into a sink.
ExportResult export_to(const Parts& parts, const Sink& sink, const ExportKey& key, const ExportOptions& options);

/// Copies an SQLite store into a new file while it is in use. Throws Error(Status::unsupported, "backup-not-sqlite").
void back_up(const Parts& parts, const std::filesystem::path& path);

} // namespace integration_gallery::transfer
