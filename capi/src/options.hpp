#pragma once

#include "handle.hpp"

#include <integration_gallery/ig.h>
#include <integration_gallery/keys.hpp>
#include <integration_gallery/options.hpp>

#include <string>
#include <vector>

/// What a gallery will be opened with. Another catalog than the shipped one is put
/// together when it is opened: a folder may change until then.
struct ig_options : integration_gallery::capi::Handle<0x49474F50> {
    integration_gallery::Options values; ///< its catalog is the shipped one
    std::string key_file;
    bool key_create = false;
    bool shipped = true;
    std::vector<std::string> directories;
    std::vector<std::string> hidden;
    std::vector<std::string> manifests;
};

namespace integration_gallery::capi {

/// Sets one option by its name in ig.h. Throws Error(invalid_argument): "unknown-option" or "invalid-option".
void set_option(ig_options& options, std::string_view name, std::string_view value);

} // namespace integration_gallery::capi
