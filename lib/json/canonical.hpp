#pragma once

#include <boost/json/value.hpp>

#include <string>

namespace integration_gallery::json {

/// The canonical text of a value (RFC 8785): members in the order of their UTF-16 code units, numbers as ECMAScript
/// writes them, no white space. Equal values give equal texts. Integers beyond 2^53 keep all their digits, which RFC
/// 8785 leaves open.
std::string canonical_text(const boost::json::value& value);

/// Are two values the same JSON value? 1, 1.0 and 1e0 are equal; the order of members does not matter.
bool equal(const boost::json::value& left, const boost::json::value& right) noexcept;

} // namespace integration_gallery::json
