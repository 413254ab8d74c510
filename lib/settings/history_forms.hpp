#pragma once

#include <integration_gallery/history.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <vector>

/// The JSON forms of the history.
namespace integration_gallery::settings {

/// {revision, sequence, kind, at, by, enabled, manifestVersion, restoredFrom, secrets: {set, kept, cleared}, hash}
boost::json::object entry_form(const HistoryEntry& entry);

/// The same with the sections.
boost::json::object version_form(const HistoryVersion& version);

/// {versions: […], next}
boost::json::object page_form(const HistoryPage& page);

/// {changes: [{integration, and what entry_form gives}], next, more, incomplete}
boost::json::object changes_form(const Changes& changes);

/// [{pointer, before, after}]; a side that was not there has no member.
boost::json::array differences_form(const std::vector<Difference>& differences);

/// {intact, checked, first, head, signedHead, findings: [{code, sequence, integration, detail}], findingCount}
boost::json::object report_form(const HistoryReport& report);

} // namespace integration_gallery::settings
