#pragma once

#include "catalog/importers/entry.hpp"

#include <integration_gallery/import.hpp>

#include <boost/json/value.hpp>

#include <vector>

namespace integration_gallery::catalog {

/// Does the document hold Airbyte connector specifications: `connectionSpecification` at the top, in `spec`, in the
/// elements of a list, or in those of `sources` and `destinations`?
bool is_airbyte(const boost::json::value& document);

/// One entry for each connector. What is skipped says so in `notes`.
std::vector<ImportEntry> import_airbyte(const boost::json::value& document, const ManifestImportOptions& options,
                                        std::vector<ImportNote>& notes);

} // namespace integration_gallery::catalog
