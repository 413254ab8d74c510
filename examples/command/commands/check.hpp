#pragma once

#include "support/common.hpp"

namespace command {

/// `check`
struct CheckArguments {};

/// Looks at manifests, keys and store, each on its own. Exit code 1 if anything is wrong.
int check(const CheckArguments& arguments, const Common& common);

} // namespace command
