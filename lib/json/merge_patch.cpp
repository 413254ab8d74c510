#include "json/merge_patch.hpp"

#include <boost/json/object.hpp>

namespace integration_gallery::json {

void apply_merge_patch(boost::json::value& target, const boost::json::value& patch) {
    const auto* members = patch.if_object();
    if (members == nullptr) {
        target = patch;
        return;
    }
    if (!target.is_object())
        target.emplace_object();
    auto& object = target.get_object();
    for (const auto& member : *members) {
        if (member.value().is_null())
            object.erase(member.key());
        else
            apply_merge_patch(object[member.key()], member.value());
    }
}

} // namespace integration_gallery::json
