#include "base/clock.hpp"
#include "base/time_text.hpp"
#include "catalog/manifest_entry.hpp"
#include "json/pointer.hpp"
#include "settings/change.hpp"
#include "settings/places.hpp"
#include "settings/service.hpp"

#include <integration_gallery/catalog.hpp>

#include <boost/json/array.hpp>

#include <utility>

namespace integration_gallery::settings {
namespace {

using boost::json::value;

boost::json::array to_array(std::span<const std::string> texts) {
    boost::json::array out;
    for (const auto& text : texts)
        out.emplace_back(text);
    return out;
}

boost::json::object to_object(const State& state) {
    boost::json::array reasons;
    for (const auto& reason : state.reasons)
        reasons.push_back({{"code", reason.code}, {"pointer", reason.pointer}, {"detail", reason.detail}});
    return {{"status", state.status}, {"configured", state.configured}, {"reasons", std::move(reasons)}};
}

value to_time(const std::optional<std::chrono::system_clock::time_point>& time) {
    return time ? value(base::to_rfc3339(base::to_microseconds(*time))) : value(nullptr);
}

} // namespace

boost::json::object plain_form(Settings settings) {
    value all(boost::json::object_kind);
    auto& members = all.get_object();
    members.reserve(3);
    members.emplace("authentication", std::move(settings.authentication));
    members.emplace("dataMapping", std::move(settings.data_mapping));
    members.emplace("syncSettings", std::move(settings.sync_settings));
    for (const auto& [pointer, state] : settings.secrets) {
        // An unset secret is shown where it can be entered: in an object that is there.
        const value* parent = json::find(all, std::string_view(pointer).substr(0, pointer.rfind('/')));
        if (state.set || (parent != nullptr && parent->is_object()))
            put_member(all, pointer, value(state.set ? mask : std::string_view()));
    }
    return std::move(all.get_object());
}

boost::json::object full_form(const Settings& settings, const Manifest& manifest, std::string_view language) {
    boost::json::object secrets;
    for (const auto& [pointer, state] : settings.secrets) {
        boost::json::object item{{"set", state.set}};
        if (state.set) {
            item["updatedAt"] = to_time(state.updated_at);
            item["updatedBy"] = state.updated_by;
            if (!state.fingerprint.empty())
                item["fingerprint"] = state.fingerprint;
        }
        secrets[pointer] = std::move(item);
    }
    const std::string self = "integrations/" + settings.name;
    return {{"name", settings.name},
            {"displayName", manifest.display_name(language)},
            {"description", manifest.description(language)},
            {"categories", to_array(manifest.categories())},
            {"enabled", settings.enabled},
            {"state", to_object(settings.state)},
            {"authentication", settings.authentication},
            {"dataMapping", settings.data_mapping},
            {"syncSettings", settings.sync_settings},
            {"secrets", std::move(secrets)},
            {"revision", settings.revision},
            {"updatedAt", to_time(settings.updated_at)},
            {"updatedBy", settings.revision == 0 ? value(nullptr) : value(settings.updated_by)},
            {"links", {{"self", self}, {"schema", self + "/schema"}, {"logo", self + "/logo"}}}};
}

boost::json::object card_form(const Card& card, const Manifest& manifest) {
    // The address changes with the picture, so that an answer may be kept for ever.
    const std::string& logo = catalog::ManifestEntry::of(manifest).logo_hash;
    return {{"name", card.name},
            {"displayName", card.display_name},
            {"description", card.description},
            {"categories", to_array(card.categories)},
            {"aliases", to_array(card.aliases)},
            {"logo", "integrations/" + card.name + "/logo?h=" + logo},
            {"enabled", card.enabled},
            {"state", to_object(card.state)}};
}

} // namespace integration_gallery::settings
