#pragma once

#include <cstddef>
#include <cstdint>

/// The JSON reader, in the form that libFuzzer calls: what it takes is within the limits, and reads again as the same
/// from its canonical text. Fails by ending the process.
int fuzz_json_read(const std::uint8_t* data, std::size_t size);
