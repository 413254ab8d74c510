#pragma once

#include <integration_gallery/catalog.hpp>

namespace integration_gallery::test {

/// Two small integrations: "alpha" (default method apikey; method basic has a destination) and "beta", which is like
/// it. Made once.
const Catalog& small_catalog();

} // namespace integration_gallery::test
