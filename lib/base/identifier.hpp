#pragma once

#include <integration_gallery/host.hpp>

#include <string>
#include <string_view>

namespace integration_gallery::base {

/// Is it an integration's name: `^[a-z0-9](?:[a-z0-9_-]{0,62})$`?
bool is_integration_name(std::string_view text) noexcept;

/// May it name a project? 1 to 191 bytes of UTF-8 without control characters, and without white space at either end:
/// the databases disagree on such names, so they are refused rather than trimmed.
bool is_project_name(std::string_view text) noexcept;

/// A random 130-bit id of 26 characters of Crockford's base 32, in lower case: `0-9a-z` without i, l, o and u.
std::string make_identifier(RandomSource& random);

/// Has it the form that make_identifier gives?
bool is_identifier(std::string_view text) noexcept;

} // namespace integration_gallery::base
