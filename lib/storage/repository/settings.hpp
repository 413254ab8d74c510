#pragma once

#include "storage/transaction.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The settings of one integration in one project, without its secrets. Every function throws what Transaction throws,
/// and Error with Status::invalid_argument for a name that no database may see (too long, NUL, bad UTF-8).
namespace integration_gallery::storage {

struct SettingsRow {
    std::string project;
    std::string integration;
    bool enabled = false;
    std::string document; ///< the settings without secrets: JSON
    std::string secrets;  ///< which secrets are set, and since when: JSON, in clear
    std::string manifest_version;
    std::int64_t revision = 1;
    std::int64_t updated_us = 0;
    std::string updated_by;
};

/// What the list shows.
struct StatusRow {
    std::string integration;
    bool enabled = false;
    std::int64_t revision = 0;
    std::int64_t updated_us = 0;
    std::string manifest_version;
};

std::optional<SettingsRow> find_settings(Transaction& transaction, std::string_view project,
                                         std::string_view integration, Lock lock = Lock::none);

/// The rows of a project, in the order of the integrations' names.
std::vector<SettingsRow> list_settings(Transaction& transaction, std::string_view project);

/// The same without the documents.
std::vector<StatusRow> list_status(Transaction& transaction, std::string_view project);

/// False: there is such a row. The revision must be 1.
bool insert_settings(Transaction& transaction, const SettingsRow& row);

/// Replaces everything if the revision is still `expected_revision`; the new one is row.revision, which must be larger.
/// False: it is not, or there is no such row.
bool update_settings(Transaction& transaction, const SettingsRow& row, std::int64_t expected_revision);

/// Changes the switch, the revision (to expected_revision + 1), the time and the name, and nothing else.
bool update_enabled(Transaction& transaction, std::string_view project, std::string_view integration, bool enabled,
                    std::int64_t expected_revision, std::int64_t now_us, std::string_view by);

/// Replaces the text `secrets` if the revision is still `expected_revision`, which stays: for what the library itself
/// has found out about them. touch_project_key is still due.
bool update_secret_states(Transaction& transaction, std::string_view project, std::string_view integration,
                          std::string_view secrets, std::int64_t expected_revision);

/// The revision of everything in a project that the list shows: 0 until bump_project was called. One point read.
std::int64_t project_revision(Transaction& transaction, std::string_view project);

/// The same with the time of the last change. Nothing if bump_project was never called.
struct ProjectRow {
    std::int64_t revision = 0;
    std::int64_t updated_us = 0;
};
std::optional<ProjectRow> find_project(Transaction& transaction, std::string_view project);

/// The sum of that revision and the one of the project's keys (touch_project_key): it grows with either.
std::int64_t project_state_revision(Transaction& transaction, std::string_view project);

/// Adds 1 and returns the new revision. The last statement of a transaction that writes: its row is the busiest.
std::int64_t bump_project(Transaction& transaction, std::string_view project, std::int64_t now_us);

/// The projects that bump_project was called for, in the order of their names, from the first after `after`.
std::vector<std::string> list_projects(Transaction& transaction, std::string_view after, std::int64_t limit);

/// For what comes from another store: inserts settings of any revision. There must be no such row.
void import_settings(Transaction& transaction, const SettingsRow& row);

/// For what comes from another store: inserts a project with its revision. There must be no such row.
void import_project(Transaction& transaction, std::string_view project, std::int64_t revision, std::int64_t now_us);

} // namespace integration_gallery::storage
