#pragma once

#include "page/assets.hpp"

#include <cstddef>

namespace integration_gallery::page {

// Defined in the source that ig_embed_page (cmake/IgEmbedPage.cmake) generates: constant data, sorted by path.
extern const Asset asset_table[];
extern const std::size_t asset_table_size;
extern const std::string_view asset_table_version;

} // namespace integration_gallery::page
