#pragma once

#include "support/common.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace command {

/// `settings check NAME`
struct SettingsCheckArguments {
    std::string name;
    std::filesystem::path file; ///< a whole or partial update in the plain form; none: what is stored
};

/// Says whether the stored settings could be switched on, or what an update would be told; stores nothing.
int check_settings(const SettingsCheckArguments& arguments, const Common& common);

/// `remove NAME`
struct RemoveArguments {
    std::string name;
    std::optional<std::int64_t> if_revision; ///< only if this is the stored revision
    std::string confirmation;                ///< the name once more
};

/// Switches an integration off and forgets its settings and secrets.
int remove_settings(const RemoveArguments& arguments, const Common& common);

} // namespace command
