#pragma once

#include <filesystem>
#include <set>
#include <string>

/// Measures what a request costs among many projects, and in a large catalog, beside the same among few: for what the
/// request does not touch both should be equal.
void measure_scale(const std::filesystem::path& folder, const std::set<std::string>& wanted);
