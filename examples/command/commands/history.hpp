#pragma once

#include "support/common.hpp"

#include <cstdint>
#include <string>

namespace command {

/// `history list NAME`
struct HistoryListArguments {
    std::string name;
    std::int64_t limit = 50;
    std::int64_t before = 0; ///< 0: from the newest
};
int list_history(const HistoryListArguments& arguments, const Common& common);

/// `history show NAME REVISION`
struct HistoryShowArguments {
    std::string name;
    std::int64_t revision = 0;
};
int show_version(const HistoryShowArguments& arguments, const Common& common);

/// `history diff NAME REVISION`
struct HistoryDiffArguments {
    std::string name;
    std::int64_t revision = 0;
    std::int64_t from = -1; ///< the one before it
};
int compare_versions(const HistoryDiffArguments& arguments, const Common& common);

/// `history restore NAME REVISION`
struct HistoryRestoreArguments {
    std::string name;
    std::int64_t revision = 0;
    std::int64_t if_revision = -1; ///< any
    bool dry_run = false;
};
int restore_version(const HistoryRestoreArguments& arguments, const Common& common);

/// `history verify`
struct HistoryVerifyArguments {
    std::string head; ///< SEQUENCE:HASH that was kept elsewhere
};
int verify_history(const HistoryVerifyArguments& arguments, const Common& common);

/// `history retain`
struct HistoryRetainArguments {
    std::int64_t days = 0; ///< older versions go
    std::int64_t keep = 0; ///< but not the newest so many
    bool accept_damage = false;
    bool dry_run = false;
};
int retain_history(const HistoryRetainArguments& arguments, const Common& common);

} // namespace command
