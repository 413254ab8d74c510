#pragma once

#include <integration_gallery/host.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace integration_gallery::base {

/// Is it an integration's name: `^[a-z0-9](?:[a-z0-9_-]{0,62})$`?
bool is_integration_name(std::string_view text) noexcept;

/// May it name a project? 1 to 191 bytes of UTF-8 without control characters, and without white space at either end:
/// the databases disagree on such names, so they are refused rather than trimmed.
bool is_project_name(std::string_view text) noexcept;

/// The characters of an id, and the random bytes that one takes.
inline constexpr std::size_t identifier_size = 26;

/// A random 130-bit id of 26 characters of Crockford's base 32, in lower case: `0-9a-z` without i, l, o and u.
std::string make_identifier(RandomSource& random);
/// The same of random bytes that are at hand, and are used for nothing else.
std::string make_identifier(std::span<const std::byte, identifier_size> bytes);

/// Has it the form that make_identifier gives?
bool is_identifier(std::string_view text) noexcept;

} // namespace integration_gallery::base
