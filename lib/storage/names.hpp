#pragma once

#include <string_view>

/// What the columns can hold, checked before any database sees it: they disagree on everything else. Each function
/// throws Error with Status::invalid_argument and the code "invalid-name"; the sentence does not repeat the value.
namespace integration_gallery::storage {

/// A project's name: base::is_project_name.
void check_project(std::string_view text);

/// An integration's name: base::is_integration_name.
void check_integration(std::string_view text);

/// A {KEY} column that is an id: 1 to 191 code points of UTF-8, no control characters, no white space at the ends.
void check_key(std::string_view text, std::string_view what);

/// An {ASCII} column: at most 64 printable ASCII characters without spaces; may be empty.
void check_ascii(std::string_view text, std::string_view what);

/// A {KEY} column that is only shown, such as who changed something: at most 191 code points, no control characters.
void check_label(std::string_view text, std::string_view what);

} // namespace integration_gallery::storage
