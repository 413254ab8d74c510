#pragma once

#include "support/common.hpp"

#include <filesystem>
#include <vector>

namespace command {

/// `lint FILE…`: what is wrong with manifests.
struct LintArguments {
    std::vector<std::filesystem::path> files;
    std::filesystem::path older; ///< the version in use, or none
};

/// Exit code 1 if any finding is an error, 2 if a file cannot be read; the other files are looked at all the same.
int lint(const LintArguments& arguments, const Common& common);

} // namespace command
