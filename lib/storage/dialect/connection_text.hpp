#pragma once

#include <string>
#include <string_view>

/// The connection strings of SOCI, whose two versions quote differently. Values come from a DatabaseUrl, which holds no
/// control characters.
namespace integration_gallery::storage {

/// Appends ` name=value` for the PostgreSQL client library. Throws Error with Status::invalid_argument and the code
/// "database-url" for a value that this version of SOCI cannot carry; the sentence does not repeat it.
void append_postgresql(std::string& text, std::string_view name, std::string_view value);

/// Appends ` name='value'` for SOCI's MySQL backend.
void append_mysql(std::string& text, std::string_view name, std::string_view value);

} // namespace integration_gallery::storage
