#include "settings/service.hpp"

#include "catalog/localized_text.hpp"
#include "catalog/manifest_entry.hpp"
#include "catalog/mapping_rules.hpp"
#include "settings/places.hpp"
#include "settings/stored.hpp"
#include "storage/store.hpp"
#include "vault/vault.hpp"

#include <integration_gallery/catalog.hpp>
#include <integration_gallery/error.hpp>

#include <algorithm>
#include <map>

namespace integration_gallery::settings {
namespace {

/// Everything that a row says, as one text. Line feeds keep its parts apart: none of them holds one.
std::string stored_text(const std::optional<storage::SettingsRow>& row) {
    std::string out;
    if (!row)
        return out;
    out.append(std::to_string(row->revision)).append(row->enabled ? "+" : "-").append(std::to_string(row->updated_us));
    for (const std::string* part : {&row->manifest_version, &row->updated_by, &row->document, &row->secrets})
        out.append("\n").append(*part);
    return out;
}

} // namespace

Service::Service(const Dependencies& dependencies) : m_dependencies(dependencies) {}

const catalog::ManifestEntry& Service::known(std::string_view integration) const {
    const Manifest* manifest = m_dependencies.catalog.find(integration);
    if (manifest == nullptr)
        throw Error(Status::not_found, "not-found", "There is no integration of this name.");
    return catalog::ManifestEntry::of(*manifest);
}

const catalog::ManifestEntry& Service::usable(std::string_view integration) const {
    const auto& entry = known(integration);
    if (entry.is_damaged())
        throw Error(
            Status::invalid_state, "manifest-damaged",
            "The manifest of this integration is damaged, so its settings are neither shown nor changed. Nothing is "
            "lost: mend the manifest, or remove it. The gallery's log and `lint` say what is wrong with it.");
    return entry;
}

void Service::check_keys() const {
    m_dependencies.vault.check_keys();
}

std::int64_t Service::project_revision(std::string_view project, bool states) const {
    return m_dependencies.store.read_one([&](storage::Transaction& transaction) {
        return states ? storage::project_state_revision(transaction, project)
                      : storage::project_revision(transaction, project);
    });
}

std::string Service::stamp() const {
    return m_dependencies.store.stamp();
}

std::vector<Service::Listed> Service::list(std::string_view project) const {
    const auto rows = m_dependencies.store.read_one(
        [&](storage::Transaction& transaction) { return storage::list_status(transaction, project); });
    std::map<std::string_view, bool> enabled;
    for (const auto& row : rows)
        enabled[row.integration] = row.enabled;
    std::vector<Listed> out;
    for (const Manifest& manifest : m_dependencies.catalog.manifests()) {
        const auto found = enabled.find(manifest.name());
        out.push_back({&manifest, found != enabled.end() && found->second});
    }
    std::sort(out.begin(), out.end(),
              [](const Listed& a, const Listed& b) { return a.manifest->name() < b.manifest->name(); });
    return out;
}

std::vector<Card> Service::cards(std::string_view project, std::string_view language) const {
    // one snapshot of everything that the project has stored
    std::map<std::string, storage::SettingsRow> rows;
    m_dependencies.store.read([&](storage::Transaction& transaction) {
        rows.clear();
        for (auto& row : storage::list_settings(transaction, project))
            rows.insert_or_assign(row.integration, std::move(row));
    });
    std::vector<Card> out;
    for (const Manifest& manifest : m_dependencies.catalog.manifests()) {
        Card card;
        card.name = manifest.name();
        card.display_name = manifest.display_name(language);
        card.description = manifest.description(language);
        card.categories.assign(manifest.categories().begin(), manifest.categories().end());
        card.aliases.assign(manifest.aliases().begin(), manifest.aliases().end());
        const auto row = rows.find(card.name);
        const Stored stored(catalog::ManifestEntry::of(manifest), m_dependencies.host_model,
                            row == rows.end() ? nullptr : &row->second);
        card.enabled = stored.enabled();
        card.state = stored.state();
        out.push_back(std::move(card));
    }
    return out;
}

Settings Service::get(std::string_view project, std::string_view integration) const {
    return *get_unless(project, integration, [](std::string_view) { return false; });
}

std::optional<Settings> Service::get_unless(std::string_view project, std::string_view integration,
                                            const std::function<bool(std::string_view stored)>& known) const {
    const auto& entry = usable(integration);
    const auto row = m_dependencies.store.read_one(
        [&](storage::Transaction& transaction) { return storage::find_settings(transaction, project, integration); });
    if (known(stored_text(row)))
        return std::nullopt;
    return Stored(entry, m_dependencies.host_model, row ? &*row : nullptr).settings();
}

boost::json::object Service::schema(std::string_view integration, std::string_view language) const {
    const auto& entry = usable(integration);
    const Manifest& manifest = *m_dependencies.catalog.find(integration);
    return {{"name", manifest.name()},
            {"displayName", manifest.display_name(language)},
            {"description", manifest.description(language)},
            {"version", manifest.version()},
            {"documentationUrl", manifest.documentation_url()},
            {"authentication", manifest.form(Section::authentication, language)},
            {"dataMapping", manifest.form(Section::data_mapping, language)},
            {"syncSettings", manifest.form(Section::sync_settings, language)},
            {"remoteObjects", manifest.remote_objects(language)},
            {"hostModel", catalog::localize_model(m_dependencies.host_model.document(), language)},
            {"suggestedMapping", catalog::suggest_mapping(m_dependencies.host_model, *entry.remote_objects)}};
}

Change Service::read_change(std::string_view integration, const boost::json::object& document, Form form) const {
    const Manifest* manifest = m_dependencies.catalog.find(integration);
    if (manifest == nullptr || manifest->damaged())
        return {};
    return settings::read_change(schemas_of(catalog::ManifestEntry::of(*manifest)), document, form);
}

} // namespace integration_gallery::settings
