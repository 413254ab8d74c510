#pragma once

#include <string>
#include <string_view>

namespace integration_gallery::base {

/// Sixteen hexadecimal digits made from two texts: for telling contents apart in entity tags and addresses, not for
/// security. The same on every machine; the border between the texts counts.
std::string short_hash(std::string_view first, std::string_view second = {});

} // namespace integration_gallery::base
