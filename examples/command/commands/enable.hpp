#pragma once

#include "support/common.hpp"

#include <string>

namespace command {

/// `enable NAME` and `disable NAME`
struct EnableArguments {
    std::string name;
};

int enable(const EnableArguments& arguments, const Common& common);
int disable(const EnableArguments& arguments, const Common& common);

} // namespace command
