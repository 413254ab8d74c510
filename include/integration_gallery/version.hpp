#pragma once

#include <integration_gallery/export.hpp>

#include <string_view>

namespace integration_gallery {

/// The release of the loaded library, such as "1.4.2" (semantic versioning). Static storage.
IG_CXX_API std::string_view version() noexcept;

} // namespace integration_gallery
