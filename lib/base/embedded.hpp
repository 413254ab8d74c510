#pragma once

#include <cstddef>
#include <string_view>

namespace integration_gallery::base {

/// A file that was compiled into the library by ig_embed (cmake/IgEmbed.cmake). Lives as long as the library is loaded.
struct EmbeddedFile {
    std::string_view path; ///< below the folder it was embedded from, with forward slashes
    std::string_view content;
};

} // namespace integration_gallery::base
