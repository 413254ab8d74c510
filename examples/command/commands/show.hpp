#pragma once

#include "support/common.hpp"

#include <string>

namespace command {

/// `show NAME`
struct ShowArguments {
    std::string name;
};

/// The settings of a project without secrets; without a store the manifest.
int show(const ShowArguments& arguments, const Common& common);

} // namespace command
