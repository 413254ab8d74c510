#pragma once

#include "support/common.hpp"

#include <filesystem>
#include <string>

namespace command {

/// `header FILE`: a C++ header with typed access to the settings that a manifest describes.
struct HeaderArguments {
    std::filesystem::path file;
    std::filesystem::path output; ///< none: standard output
    std::string name_space;       ///< none: integrations::<name>
};

int make_header(const HeaderArguments& arguments, const Common& common);

} // namespace command
