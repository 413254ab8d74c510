#pragma once

#include "schema/program.hpp"

namespace integration_gallery::schema {

/// The branch that a value, or its absence (nullptr), chooses: by the discriminator or its default, else because only
/// one branch takes its type, else none. Says nothing about validity.
NodeIndex chosen_branch(const BranchTable& table, const boost::json::value* item) noexcept;

/// Does a discriminator choose, so that the other branches do not count at all?
bool is_decided(const BranchTable& table, const boost::json::value* item) noexcept;

} // namespace integration_gallery::schema
