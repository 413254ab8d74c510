#pragma once

#include <boost/json/storage_ptr.hpp>

namespace integration_gallery::json {

/// A memory resource that is locked into RAM, stays out of core dumps and is wiped when it is given back
/// (base/locked_memory.hpp): for documents that hold secrets. Any thread.
boost::json::storage_ptr scrubbed_memory();

} // namespace integration_gallery::json
