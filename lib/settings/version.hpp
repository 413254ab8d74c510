#pragma once

#include "settings/merge.hpp"
#include "storage/repository/history.hpp"
#include "storage/repository/settings.hpp"

#include <integration_gallery/history.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// The versions of settings (law 9): what a change leaves in the history, and how it is read again.
namespace integration_gallery::settings {

/// What a change is called in the history.
struct Origin {
    std::string_view kind;          ///< "update", "enable", "disable", "delete", "restore"
    std::int64_t restored_from = 0; ///< of a restore
};

/// What became of the secrets, by pointer.
struct Marks {
    std::vector<std::string> set;
    std::vector<std::string> kept;
    std::vector<std::string> cleared;
};
Marks marks_of(const Plan& plan);

/// The version that `row` becomes, without its place in the chain.
storage::HistoryRow make_version(const storage::SettingsRow& row, const Origin& origin, const Marks& marks);

/// A row in the form in which it is read. Throws Error(Status::storage, "record-damaged").
HistoryEntry read_entry(const storage::HistoryRow& row);
HistoryVersion read_version(const storage::HistoryRow& row);

/// Where the settings of two versions differ, in the order of the pointers: the switch, then the sections. Objects are
/// compared member by member, anything else as a whole.
std::vector<Difference> compare_versions(const HistoryVersion& before, const HistoryVersion& after);

} // namespace integration_gallery::settings
