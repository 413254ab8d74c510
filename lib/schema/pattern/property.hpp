#pragma once

#include <string>
#include <string_view>

namespace integration_gallery::schema {

/// RE2's class for the body of an ECMA-262 `\p{…}`: a general category by its short or long name (with or without
/// `General_Category=` or `gc=`), `Script=` or `sc=` with a long name, `Any`, `ASCII`. It can stand inside and outside
/// brackets. Empty if there is no such class. Whether a script exists is left to RE2.
std::string property_class(std::string_view body, bool negated);

} // namespace integration_gallery::schema
