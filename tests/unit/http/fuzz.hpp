#pragma once

#include <cstddef>
#include <cstdint>

/// Fuzz targets of the HTTP API, in the form that libFuzzer calls. They fail by ending the process.

/// The target parser: what it gives holds what target.hpp promises.
int fuzz_http_target(const std::uint8_t* data, std::size_t size);

/// HttpApi::handle over a real store. The input is a request as text: "METHOD target", fields, an empty line, the body.
int fuzz_http_handle(const std::uint8_t* data, std::size_t size);
