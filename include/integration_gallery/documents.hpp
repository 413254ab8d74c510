#pragma once

#include <integration_gallery/export.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <string_view>

namespace integration_gallery {

class Manifest;
struct Card;
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

} // namespace integration_gallery
