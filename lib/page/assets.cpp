#include "page/assets.hpp"

#include "page/asset_table.hpp"

#include <algorithm>

namespace integration_gallery::page {

std::span<const Asset> assets() noexcept {
    return {asset_table, asset_table_size};
}

std::string_view assets_version() noexcept {
    return asset_table_version;
}

bool is_versioned(std::string_view path) noexcept {
    const auto version = assets_version();
    return path.size() > version.size() && path.starts_with(version) && path[version.size()] == '/';
}

const Asset* find_asset(std::string_view path) noexcept {
    if (is_versioned(path))
        path.remove_prefix(assets_version().size() + 1);
    const auto all = assets();
    const auto found = std::ranges::lower_bound(all, path, {}, &Asset::path);
    return found != all.end() && found->path == path ? &*found : nullptr;
}

} // namespace integration_gallery::page
