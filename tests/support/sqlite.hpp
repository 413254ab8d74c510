#pragma once

#include <filesystem>
#include <string>

namespace integration_gallery::test {

/// Runs statements on an SQLite file, behind the library's back.
void run_sql(const std::filesystem::path& database, const std::string& statements);
/// The first column of the first row.
std::string query_sql(const std::filesystem::path& database, const std::string& statement);

} // namespace integration_gallery::test
