#pragma once

#include "support/common.hpp"

#include <filesystem>

namespace command {

/// `keys list`
struct KeysListArguments {};

/// The ids of the keys of --key-file.
int list_keys(const KeysListArguments& arguments, const Common& common);

/// `keys generate [FILE]`
struct KeysGenerateArguments {
    std::filesystem::path file; ///< made, never replaced; none: standard output
};

/// A new random key, for the file of a store that is to be.
int generate_key(const KeysGenerateArguments& arguments, const Common& common);

} // namespace command
