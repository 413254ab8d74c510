#pragma once

#include <integration_gallery/settings.hpp>

#include <boost/json/object.hpp>

namespace integration_gallery::http {

/// The update, in `form`, that a merge patch (RFC 7396) of the settings comes to. Sections that the patch does not name
/// stay out of it, and so are kept. A null removes a member; for a secret it stays null, which clears it, unless the
/// method changes: then the secrets of the old one go anyway. What is no
/// part of a patch of settings (a section that is null, an unknown member) goes through, to be refused as in an update.
boost::json::object patched(const Settings& current, const boost::json::object& patch, Form form);

} // namespace integration_gallery::http
