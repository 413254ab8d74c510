#pragma once

#include <integration_gallery/secret.hpp>

#include <boost/json/storage_ptr.hpp>

#include <filesystem>
#include <string>

namespace command {

/// A value from a file, or from standard input for "-", at most 1 MiB, without the line end behind it. Throws Failure.
integration_gallery::Secret read_value(const std::filesystem::path& path);

/// Asks for a value on the terminal; `hidden` shows nothing of it. Throws Failure.
integration_gallery::Secret ask_value(const std::string& question, bool hidden);

/// Is standard input a terminal?
bool has_person();

/// Memory for a document that holds a secret: wiped before it is given back.
boost::json::storage_ptr wiped_memory();

} // namespace command
