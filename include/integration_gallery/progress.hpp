#pragma once

#include <cstdint>
#include <functional>

namespace integration_gallery {

/// How far long work on a store is.
struct JobProgress {
    std::int64_t done = 0;
    std::int64_t left = 0;   ///< still to do, the faults among them
    std::int64_t faults = 0; ///< what could not be done, or was found to be wrong
    double per_second = 0;
};

/// Told now and then, on the thread that does the work; false stops it. Must not call the gallery.
using JobWatch = std::function<bool(const JobProgress&)>;

} // namespace integration_gallery
