#pragma once

#include <cstddef>

namespace integration_gallery::http {

/// What a request may be at most. What is beyond is refused before anything is allocated for it.
struct Limits {
    std::size_t target = 4096;            ///< bytes of the target; 414 beyond
    std::size_t fields = 128;             ///< header fields; 431 beyond
    std::size_t field = 8 * 1024;         ///< bytes of one field's name and value; 431 beyond
    std::size_t fields_total = 32 * 1024; ///< bytes of all names and values; 431 beyond
    std::size_t body = 256 * 1024;        ///< bytes of a PUT or PATCH body; 413 beyond
    std::size_t small_body = 16 * 1024;   ///< bytes of any other body; 413 beyond
    std::size_t depth = 32;               ///< nested arrays and objects in a body; 400 beyond
    std::size_t elements = 10'000;        ///< members and elements in a body; 400 beyond
    std::size_t string = 64 * 1024;       ///< bytes of one text in a body; 422 beyond
    std::size_t response = 1024 * 1024;   ///< bytes of an answer; 500 and a log event beyond
    std::size_t cache = 16 * 1024 * 1024; ///< bytes of serialised lists and schemas kept in memory
};

} // namespace integration_gallery::http
