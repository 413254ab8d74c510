#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace command {

/// The content of a file, or of standard input for "-". Throws Failure if it cannot be read or has more than 64 MiB.
std::string read_file(const std::filesystem::path& path);

/// The URL in the first line of a file, or of standard input for "-". Throws Failure if there is none.
std::string read_url(const std::filesystem::path& path);

/// Puts a file in its place as a whole or not at all: it is written beside it and renamed. Throws Failure.
void write_file(const std::filesystem::path& path, std::string_view content);

/// Makes a file that only its owner can read, and never replaces one. Throws Failure.
void create_private_file(const std::filesystem::path& path, std::string_view content);

} // namespace command
