#pragma once

#include "catalog/importers/entry.hpp"

#include <boost/json/object.hpp>

namespace integration_gallery::catalog {

/// Closes the objects of a schema for `authentication`: what a member that nobody declared holds would stand in the
/// store in clear. Declared members only, where some are declared; texts that are secrets, where none are. Works on
/// what the importer has converted.
void close_objects(boost::json::object& schema, EntryNotes& notes);

} // namespace integration_gallery::catalog
