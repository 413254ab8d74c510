#pragma once

#include "catalog/importers/entry.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <string>

namespace integration_gallery::catalog {

/// Can the pattern be used? If not, says so: it is left out.
bool keep_pattern(const boost::json::value& pattern, const std::string& pointer, EntryNotes& notes);

/// Is the format one that is asserted? If not, says so: it is left out. ("password" is said by the mark of a secret.)
bool keep_format(const boost::json::value& format, const std::string& pointer, EntryNotes& notes);

/// Is the value valid against a finished schema?
bool value_fits(const boost::json::object& schema, const boost::json::value& value);

} // namespace integration_gallery::catalog
