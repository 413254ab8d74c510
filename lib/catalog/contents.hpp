#pragma once

#include <integration_gallery/catalog.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace integration_gallery {

struct Catalog::Contents {
    /// Of entries in the order of their names, each name once.
    static std::shared_ptr<const Contents>
    make(const std::vector<std::shared_ptr<const catalog::ManifestEntry>>& entries);

    std::vector<Manifest> manifests;                           // ordered for people
    std::unordered_map<std::string_view, std::size_t> by_name; // the names live in the manifests
    std::string fingerprint;
};

} // namespace integration_gallery
