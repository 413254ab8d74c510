#pragma once

#include <cstdint>
#include <string>

/// Files in the two formats that the importers read, made up: in the shapes that the real ones have, and none of their
/// content. The same seed gives the same.
namespace integration_gallery::test {

/// A registry of `count` sources and `count` destinations.
std::string made_airbyte_registry(unsigned count, std::uint64_t seed = 1);

/// A providers.yaml with `count` providers.
std::string made_nango_providers(unsigned count, std::uint64_t seed = 1);

} // namespace integration_gallery::test
