#pragma once

#include <cstddef>
#include <cstdint>

/// Fuzz targets of the file of an export, in the form that libFuzzer calls. They fail by ending the process.

/// The whole file, read with a key that is known: it is refused, or holds records.
int fuzz_transfer_file(const std::uint8_t* data, std::size_t size);

/// What stands inside, as if it had been unsealed: it is refused, or gives the same records again when they are
/// written.
int fuzz_transfer_record(const std::uint8_t* data, std::size_t size);
