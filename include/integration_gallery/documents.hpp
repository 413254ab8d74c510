#pragma once

#include <integration_gallery/export.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <string_view>
#include <vector>

namespace integration_gallery {

class Manifest;
struct Card;
struct Changes;
struct Difference;
struct HistoryEntry;
struct HistoryPage;
struct HistoryReport;
struct HistoryVersion;
struct JobResult;
struct KeyFinding;
struct Preview;
struct Settings;

/// Reads one JSON document as strictly as the HTTP API does: no duplicate members, valid UTF-8, nothing after it, at
/// most 1 MiB, 32 levels and 10 000 members and elements. The document's memory is wiped when it is given back, so it
/// may hold secrets. Throws Error, invalid_argument or limit, with the API's codes ("malformed-json",
/// "duplicate-member", …).
IG_CXX_API boost::json::value read_document(std::string_view text);

/// Settings in the full form, as `GET …/{name}?view=full` answers them: what Session::put takes back. `manifest` is
/// that of the integration; its texts are given in `language`.
IG_CXX_API boost::json::object to_document(const Settings& settings, const Manifest& manifest,
                                           std::string_view language = "en");

/// One card, as `GET …/integrations?view=full` answers it.
IG_CXX_API boost::json::object to_document(const Card& card, const Manifest& manifest);

/// One change, as `GET …/{name}/history` answers it: {revision, sequence, kind, at, by, enabled, manifestVersion,
/// restoredFrom, secrets: {set, kept, cleared}, hash}.
IG_CXX_API boost::json::object to_document(const HistoryEntry& entry);

/// The same with the sections, as `GET …/history/{revision}` answers it.
IG_CXX_API boost::json::object to_document(const HistoryVersion& version);

/// {versions, next}, as `GET …/history` answers it.
IG_CXX_API boost::json::object to_document(const HistoryPage& page);

/// {pointer, before, after} for each, without the member of a side that was not there.
IG_CXX_API boost::json::array to_document(const std::vector<Difference>& differences);

/// The settings in the full form with `differences`, as a dry run answers `PUT …/{name}?view=full&dry_run=true`.
IG_CXX_API boost::json::object to_document(const Preview& preview, const Manifest& manifest,
                                           std::string_view language = "en");

/// {changes, next, more, incomplete}; a change is a HistoryEntry with its integration.
IG_CXX_API boost::json::object to_document(const Changes& changes);

/// {intact, checked, first, head: {sequence, hash}, signedHead, findings: [{code, sequence, integration, detail}],
/// findingCount}
IG_CXX_API boost::json::object to_document(const HistoryReport& report);

/// {done, left, faults, perSecond, finished, target, keysReplaced, keysDestroyed, faultList: [{project, integration,
/// subject, code}], hostsLackingKey}.
IG_CXX_API boost::json::object to_document(const JobResult& result);

/// {code, project, integration, subject, advice}.
IG_CXX_API boost::json::object to_document(const KeyFinding& finding);

} // namespace integration_gallery
