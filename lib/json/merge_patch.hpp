#pragma once

#include <boost/json/value.hpp>

namespace integration_gallery::json {

/// Applies a merge patch (RFC 7396): a member that is null is removed, an object is merged into what is there, anything
/// else takes the place of what was there. What is not an object becomes one where the patch has an object.
void apply_merge_patch(boost::json::value& target, const boost::json::value& patch);

} // namespace integration_gallery::json
