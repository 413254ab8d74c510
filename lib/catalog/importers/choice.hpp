#pragma once

#include "catalog/importers/entry.hpp"

#include <boost/json/array.hpp>

#include <string>
#include <string_view>

namespace integration_gallery::catalog {

/// Finds the member that tells the branches of a oneOf apart, and writes it down in each: a `const`, and its name in
/// `required`. It is a property of every branch with different texts as `const`, as `enum` of one value or, failing
/// these, as `default`. Reports what was added, and a oneOf without such a member.
void settle_discriminator(boost::json::array& branches, std::string_view pointer, EntryNotes& notes);

} // namespace integration_gallery::catalog
