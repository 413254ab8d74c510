#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace integration_gallery::vault {

/// What stands in clear beside a sealed value about the destinations it is bound to. The digest lets a rotation of keys
/// seal it again without the catalog; a wrong digest only keeps the value from opening.
struct Bound {
    std::vector<std::string> pointers;  ///< JSON Pointers of the destinations, sorted by bytes
    std::array<std::byte, 32> digest{}; ///< binding_digest of those pointers and their values at sealing
};

/// The text for the column `bound`: {"digest":"…","pointers":["/authentication/site"]}.
std::string write_bound(const Bound& bound);

/// Reads what write_bound wrote; nothing if it is anything else.
std::optional<Bound> read_bound(std::string_view text);

} // namespace integration_gallery::vault
