#pragma once

#include <set>
#include <string>
#include <string_view>

namespace command::header {

/// "syncSettings" and "sync-settings" as "sync_settings"; a keyword gets an underscore behind it. Always an identifier
/// that a program may use.
std::string snake_case(std::string_view name);

/// "syncSettings" and "sync-settings" as "SyncSettings". May begin with a digit: it is to follow something.
std::string pascal_case(std::string_view name);

/// "a-b" as "a_b", for a namespace.
std::string namespace_name(std::string_view integration);

/// The name, or the first of name_2, name_3… that is not taken; takes it.
std::string unique(const std::string& name, std::set<std::string>& taken);

/// The text as a C++ literal, whatever is in it.
std::string literal(std::string_view text);

/// The text as the rest of a line of comment, whatever is in it.
std::string comment(std::string_view text);

} // namespace command::header
