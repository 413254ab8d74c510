#pragma once

#include "catalog/importers/entry.hpp"
#include "catalog/importers/nango_fields.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace integration_gallery::catalog {

/// A text with Nango's placeholders in the form of our manifests: `${connectionConfig.domain}` is `{domain}`. Nothing
/// if it has another placeholder, a function, or an alternative (`a || b`) whose choice depends on a member that may be
/// absent.
std::optional<std::string> convert_template(std::string_view text, const NangoFields& fields);

/// Adds to a manifest what the provider says about its addresses: api, probe, oauth2, allowedHosts. What a manifest
/// cannot say is left out and reported.
void add_connection(boost::json::object& manifest, const boost::json::object& provider, std::string_view method,
                    const NangoFields& fields, EntryNotes& notes);

} // namespace integration_gallery::catalog
