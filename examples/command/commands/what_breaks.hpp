#pragma once

#include "support/common.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace command {

/// The arguments of `what-breaks`.
struct WhatBreaksArguments {
    std::vector<std::filesystem::path> manifests; ///< files and directories that would be added
    std::vector<std::string> hidden;              ///< integrations that would be left out
};

/// Says what would be wrong with stored settings if these manifests were used.
int what_breaks(const WhatBreaksArguments& arguments, const Common& common);

} // namespace command
