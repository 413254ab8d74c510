#pragma once

#include "support/common.hpp"

#include <filesystem>
#include <string>

namespace command {

/// `set NAME POINTER`
struct SetArguments {
    std::string name;
    std::string pointer;
    std::filesystem::path file; ///< none: standard input, or a question if that is a terminal
    bool text = false;          ///< the value is a text even if it is JSON
    bool clear = false;         ///< takes the value away
};

/// Sets one secret or one setting. The value is never an argument: others can read those.
int set(const SetArguments& arguments, const Common& common);

} // namespace command
