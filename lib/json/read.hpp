#pragma once

#include <boost/json/storage_ptr.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <string_view>

namespace integration_gallery::json {

/// Limits of one document. What is beyond them is refused before it is allocated.
struct Limits {
    std::size_t bytes = 1024 * 1024;
    std::size_t depth = 32;         ///< nested arrays and objects
    std::size_t elements = 10'000;  ///< members and elements in the whole document
    std::size_t string = 64 * 1024; ///< bytes of one string
};

/// Reads one JSON document strictly (RFC 8259): nothing after it, no byte order mark, no comments, no NaN.
///
/// Throws Error with Status::invalid_argument and the code "malformed-json" (with line and column), "duplicate-member"
/// (with the pointer), "invalid-utf8" (bad UTF-8, lone surrogates, U+0000), "json-too-deep", "json-too-many" or
/// "number-too-large"; with Status::limit and "too-large" beyond `bytes`; with Status::validation and "string-too-long"
/// beyond `string`. The document is allocated from `memory`.
boost::json::value read(std::string_view text, const Limits& limits = {}, boost::json::storage_ptr memory = {});

} // namespace integration_gallery::json
