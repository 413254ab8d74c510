#pragma once

#include "support/common.hpp"

#include <filesystem>
#include <string>

namespace command {

/// `import FILE --output DIR`: manifests out of what another system describes its connectors with.
struct ImportArguments {
    std::filesystem::path file;
    std::filesystem::path output; ///< made if it is missing
    std::string name;             ///< for a file that describes one integration without naming it
    bool force = false;           ///< replace files that say something else
};

/// Exit code 0 if anything was imported, 1 if nothing was. Writes nothing if a file would be replaced without `force`.
int import(const ImportArguments& arguments, const Common& common);

} // namespace command
