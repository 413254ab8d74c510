#pragma once

#include <filesystem>
#include <string>

namespace integration_gallery::test {

/// Runs statements on an SQLite file, behind the library's back; the columns of the first row found, with spaces
/// between them.
std::string run_sql(const std::filesystem::path& database, const std::string& statements);

} // namespace integration_gallery::test
