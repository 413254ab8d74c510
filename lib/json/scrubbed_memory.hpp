#pragma once

#include <boost/json/storage_ptr.hpp>

namespace integration_gallery::json {

/// A memory resource that wipes what is given back to it: for documents that hold secrets. Any thread.
boost::json::storage_ptr scrubbed_memory();

} // namespace integration_gallery::json
