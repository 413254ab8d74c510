#pragma once

#include <cstddef>
#include <cstdint>

/// Fuzz targets of the schema module, in the form that libFuzzer calls. They fail by ending the process.

/// The data is a schema.
int fuzz_schema_compile(const std::uint8_t* data, std::size_t size);

/// The data is a schema, a line feed and an instance.
int fuzz_schema_validate(const std::uint8_t* data, std::size_t size);
