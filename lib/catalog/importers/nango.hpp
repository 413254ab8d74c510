#pragma once

#include "catalog/importers/entry.hpp"

#include <integration_gallery/import.hpp>

#include <boost/json/object.hpp>

#include <string>
#include <vector>

namespace integration_gallery::catalog {

/// One provider as it stands in the file.
struct NangoProvider {
    std::string name;
    boost::json::value value;
    std::string problem; ///< why it could not be read; "" if it was
};

/// Is it what a provider looks like: an object with `auth_mode` or `alias`?
bool is_nango_provider(const boost::json::value& value);

/// One entry for each provider, aliases resolved. What is skipped says so in `notes`.
std::vector<ImportEntry> import_nango(const std::vector<NangoProvider>& providers, std::vector<ImportNote>& notes);

} // namespace integration_gallery::catalog
