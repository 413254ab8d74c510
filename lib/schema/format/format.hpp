#pragma once

#include <span>
#include <string_view>

namespace integration_gallery::schema {

/// Is a text (UTF-8) of the format? Gives the same answer on every host: no locale, no resolver, no time-zone database.
using FormatCheck = bool (*)(std::string_view text);

/// The check of a `format`, or nullptr for a name that is not asserted (`idn-hostname`, and whatever is unknown).
///
/// JSON Schema's: date, time, date-time, duration (RFC 3339), email, idn-email (RFC 5321, 6531), hostname (RFC 1123,
/// with A-labels), ipv4, ipv6, uri, uri-reference (RFC 3986), iri, iri-reference (RFC 3987), uri-template (RFC 6570),
/// uuid, json-pointer, relative-json-pointer, regex (what Pattern compiles). Ours: cron (see cron.hpp), iana-time-zone
/// (the grammar of the names of the time-zone database), pem (one or more RFC 7468 blocks).
FormatCheck find_format(std::string_view name) noexcept;

/// The names of all formats that are asserted, in alphabetical order: for "did you mean".
std::span<const std::string_view> format_names() noexcept;

} // namespace integration_gallery::schema
