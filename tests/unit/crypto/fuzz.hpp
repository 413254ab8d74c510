#pragma once

#include <cstddef>
#include <cstdint>

/// Each ends the process if something is wrong; see tests/fuzz.
int fuzz_open_sealed(const std::uint8_t* data, std::size_t size);
int fuzz_key_text(const std::uint8_t* data, std::size_t size);
