#pragma once

#include <cstddef>
#include <cstdint>

/// Fuzz targets of the catalog, in the form that libFuzzer calls. They fail by ending the process.
int fuzz_catalog_svg(const std::uint8_t* data, std::size_t size);
int fuzz_catalog_manifest(const std::uint8_t* data, std::size_t size);
/// The data is a file of Airbyte or Nango; what it gives is linted and offered.
int fuzz_catalog_import(const std::uint8_t* data, std::size_t size);
int fuzz_catalog_lint(const std::uint8_t* data, std::size_t size);
int fuzz_catalog_yaml(const std::uint8_t* data, std::size_t size);
