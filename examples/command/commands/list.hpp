#pragma once

#include "support/common.hpp"

namespace command {

/// `list`
struct ListArguments {};

/// The cards of a project; without a store the catalog.
int list(const ListArguments& arguments, const Common& common);

} // namespace command
