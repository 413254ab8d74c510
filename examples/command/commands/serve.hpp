#pragma once

#include "support/common.hpp"

#include <cstdint>

namespace command {

/// `serve`
struct ServeArguments {
    std::uint16_t port = 8080; ///< 0: any that is free
};

/// The REST API and the page on 127.0.0.1, for a quick look, until SIGINT or SIGTERM: of the store that the options
/// name, or of an empty one that is gone afterwards.
int serve(const ServeArguments& arguments, const Common& common);

} // namespace command
