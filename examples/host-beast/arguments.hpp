#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>

/// What the demo host is started with.
struct Arguments {
    std::uint16_t port = 8080; ///< 0: any that is free
    std::filesystem::path data = "demo-data";
    std::string database_url;         ///< by default gallery.db in the data folder
    std::filesystem::path key_file;   ///< by default gallery.key in the data folder
    std::filesystem::path host_model; ///< none: mappings are checked against the integrations' side only
    std::size_t threads = 0;          ///< event loops; 0: as many as there are processors
    std::filesystem::path manifests;  ///< integrations of the host's own, beside the shipped ones
    bool help = false;
};

/// Something that the person who starts the host has to put right; `what` is the sentence to show.
struct UserError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Reads the command line, makes the default data folder and fills in the defaults. Throws UserError.
Arguments read_arguments(int count, const char* const* values);

/// The help text.
const char* usage() noexcept;
