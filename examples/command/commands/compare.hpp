#pragma once

#include "support/common.hpp"

#include <filesystem>
#include <string>

namespace command {

/// `compare NAME POINTER`
struct CompareArguments {
    std::string name;
    std::string pointer;
    std::filesystem::path file; ///< none: standard input, or a question if that is a terminal
};

/// Says whether a secret is the one that is stored, which stays sealed. The secret is never an argument: others can
/// read those.
int compare(const CompareArguments& arguments, const Common& common);

} // namespace command
