#include "http/patch.hpp"

#include "json/merge_patch.hpp"
#include "json/pointer.hpp"
#include "settings/service.hpp"

#include <boost/json/value.hpp>

namespace integration_gallery::http {
namespace {

/// The sections that a patch is merged into: what a read in this form shows.
boost::json::object shown(const Settings& current, Form form) {
    if (form == Form::plain)
        return settings::plain_form(current);
    return {{"authentication", current.authentication},
            {"dataMapping", current.data_mapping},
            {"syncSettings", current.sync_settings}};
}

/// Does the patch choose another method? Then the secrets of the old one go by themselves.
bool changes_method(const boost::json::value& merged, const Settings& current) {
    const auto* method = json::find(merged, "/authentication/method");
    const auto* before = current.authentication.if_contains("method");
    return method != nullptr && (before == nullptr || *method != *before);
}

/// Puts the nulls back that the merge took out at the place of a secret: there they mean "clear".
void keep_clearings(boost::json::value& merged, const boost::json::value& patch, const Settings& current) {
    for (const auto& [pointer, state] : current.secrets) {
        const auto* asked = json::find(patch, pointer);
        const auto parent_end = pointer.rfind('/');
        auto* parent = json::find(merged, std::string_view(pointer).substr(0, parent_end));
        if (asked == nullptr || !asked->is_null() || parent == nullptr || !parent->is_object())
            continue;
        if (const auto tokens = json::split_pointer(pointer))
            parent->get_object()[tokens->back()] = nullptr;
    }
}

} // namespace

boost::json::object patched(const Settings& current, const boost::json::object& patch, Form form) {
    boost::json::value out = boost::json::object(patch.storage());
    const boost::json::object before = shown(current, form);
    for (const auto& member : patch) {
        auto& place = out.get_object()[member.key()];
        const auto* section = before.if_contains(member.key());
        if (section == nullptr || !member.value().is_object()) {
            place = member.value();
        } else {
            place = *section;
            json::apply_merge_patch(place, member.value());
        }
    }
    if (form == Form::plain && !changes_method(out, current))
        keep_clearings(out, boost::json::value(patch), current);
    return std::move(out.get_object());
}

} // namespace integration_gallery::http
