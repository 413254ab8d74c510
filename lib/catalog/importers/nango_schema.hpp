#pragma once

#include "catalog/importers/nango_fields.hpp"

#include <string>
#include <string_view>

namespace integration_gallery::catalog {

/// Makes one member of the section out of one field of the file. In `credentials` everything is secret whose name does
/// not say otherwise. Throws EntryRefused.
NangoField convert_field(std::string_view key, const boost::json::object& in, bool is_credential,
                         const std::string& pointer, EntryNotes& notes);

/// Leaves out a default and examples that the schema of the field does not take any more.
void keep_fitting_values(NangoField& field);

} // namespace integration_gallery::catalog
