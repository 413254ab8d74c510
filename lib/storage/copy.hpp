#pragma once

#include "storage/transaction.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

/// Copies of what is stored, as it is.
namespace integration_gallery::storage {

class Store;
struct StoreOptions;

/// How many rows of settings, secrets and history there are, of one project or ("") of all.
std::int64_t count_rows(Transaction& transaction, std::string_view project);

/// What copy_store copied.
struct CopyCounts {
    std::int64_t rows = 0; ///< of all tables
    std::int64_t projects = 0;
    std::int64_t integrations = 0;
    std::int64_t secrets = 0;
    std::int64_t versions = 0;
};

/// Copies every row of every table of the store at `from` into the database at `to`, which may be of another engine, in
/// one transaction and from one snapshot. Makes the tables there. `watch` is told how many of how many rows are done,
/// now and then; what it throws ends the copying, and nothing is there.
///
/// Throws Error: not_found "store-missing", storage "store-outdated", storage "store-too-new", conflict
/// "target-not-empty", and what Store throws.
CopyCounts copy_store(const StoreOptions& from, const StoreOptions& to,
                      const std::function<void(std::int64_t done, std::int64_t total)>& watch);

/// Writes a copy of an SQLite store, which may be in use, into the empty file at `path`; its bytes need not be on disk
/// yet. Throws Error(Status::unsupported, "backup-not-sqlite") for another engine, and what Store throws.
void copy_sqlite(Store& store, const std::string& path);

} // namespace integration_gallery::storage
