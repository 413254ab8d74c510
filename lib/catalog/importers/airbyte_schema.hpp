#pragma once

#include "catalog/importers/entry.hpp"

#include <boost/json/object.hpp>

namespace integration_gallery::catalog {

/// Writes a `connectionSpecification` (draft 7 with Airbyte's annotations) in our dialect. Member names and the
/// structure of the instance stay as they are; references are resolved, branches get a discriminator where one can be
/// found, every string says whether it is a secret, texts lose their HTML. Throws EntryRefused where that would not be
/// safe, such as for a secret that is no text.
boost::json::object convert_specification(const boost::json::object& specification, EntryNotes& notes);

} // namespace integration_gallery::catalog
