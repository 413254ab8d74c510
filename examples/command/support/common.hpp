#pragma once

#include <filesystem>
#include <string>

namespace command {

/// The options that all commands share.
struct Common {
    std::string database;                ///< URL of the store
    std::filesystem::path database_file; ///< a file with that URL, in its place
    std::filesystem::path key_file;      ///< the file of its keys
    std::string project;                 ///< whose settings
    std::filesystem::path manifests;     ///< a directory of the host's own manifests, beside the shipped ones
    std::filesystem::path host_model;    ///< what the host declares of its own objects
    std::filesystem::path audit;         ///< where audit events are appended, one JSON document a line
    bool json = false;                   ///< for programs: one JSON document on standard output
};

} // namespace command
