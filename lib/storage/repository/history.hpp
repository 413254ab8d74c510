#pragma once

#include "storage/transaction.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The versions of settings: rows that are added and never changed. What the hash covers is the history module's
/// business. Every function throws what Transaction throws, and Error with Status::invalid_argument for a name that no
/// database may see.
namespace integration_gallery::storage {

/// One change of one integration.
struct HistoryRow {
    std::string project;
    std::int64_t sequence = 0; ///< within the project, without gaps: the project's revision after the change
    std::string integration;
    std::int64_t revision = 0; ///< of the settings after the change
    std::string kind;          ///< "update", "enable", "disable", "delete", "restore"
    bool enabled = false;
    std::string document; ///< the settings without secrets: JSON
    std::string secrets;  ///< which pointers were set, kept and cleared: JSON
    std::string manifest_version;
    std::int64_t restored_from = 0; ///< the revision that a restore brought back; 0 for any other change
    std::int64_t at_us = 0;
    std::string actor;
    std::string hash;
};

/// Where a project's chain ends.
struct ProjectHead {
    std::int64_t sequence = 0;
    std::string hash; ///< of the version before; "" if that is not in the table
};

/// Adds 1 to the project's revision, as bump_project does, and gives it with the hash of the version before: the place
/// of the row that is to be inserted. Nobody else of that project gets one before the transaction ends.
ProjectHead advance_project(Transaction& transaction, std::string_view project, std::int64_t now_us);

/// Its sequence must be what advance_project gave in this transaction.
void insert_history(Transaction& transaction, const HistoryRow& row);

/// The version of that revision of the settings.
std::optional<HistoryRow> find_history(Transaction& transaction, std::string_view project, std::string_view integration,
                                       std::int64_t revision);

/// The version of that place in the chain.
std::optional<HistoryRow> find_history_at(Transaction& transaction, std::string_view project, std::int64_t sequence);

/// The versions of one integration below the revision `before`, newest first; at most `limit`.
std::vector<HistoryRow> list_history(Transaction& transaction, std::string_view project, std::string_view integration,
                                     std::int64_t before, std::int64_t limit);

/// The chain of a project after the place `after`, in its order; at most `limit`.
std::vector<HistoryRow> list_chain(Transaction& transaction, std::string_view project, std::int64_t after,
                                   std::int64_t limit);

/// The newest place whose version is older than `before_us`; 0 if there is none.
std::int64_t last_before(Transaction& transaction, std::string_view project, std::int64_t before_us);

/// Removes the versions before the place `sequence`, and returns how many there were.
std::int64_t delete_history_before(Transaction& transaction, std::string_view project, std::int64_t sequence);

} // namespace integration_gallery::storage
