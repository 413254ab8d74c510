#pragma once

#include <boost/json/value.hpp>

#include <cstddef>

namespace integration_gallery::schema {

/// Is a document nested more than `limit` levels deep? Does not recurse: what Boost.JSON does with a deep document
/// (copying it, comparing it) would overflow a small stack.
bool is_nested_deeper(const boost::json::value& document, std::size_t limit);

/// The bytes that a copy of a document takes, about. Does not recurse either.
std::size_t bytes_of(const boost::json::value& document);

} // namespace integration_gallery::schema
