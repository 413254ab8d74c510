#include "catalog/manifest_entry.hpp"
#include "schema/schema.hpp"
#include "settings/audit.hpp"
#include "settings/service.hpp"
#include "settings/slot.hpp"
#include "settings/stored.hpp"
#include "storage/store.hpp"

#include <integration_gallery/error.hpp>

namespace integration_gallery::settings {
namespace {

/// Where each secret that is set stands, by identity.
std::map<std::string, std::string> find_pointers(const Schemas& schemas, const Record& record) {
    std::map<std::string, std::string> pointers;
    const auto documents = marked_documents(schemas, record);
    for (std::size_t i = 0; i < section_count; ++i)
        for (const auto& place : schemas[i]->annotate(documents[i]).secrets)
            if (place.present && record.secrets.contains(std::string(section_pointer(i)) + place.identity))
                pointers.insert_or_assign(std::string(section_pointer(i)) + place.identity,
                                          std::string(section_pointer(i)) + place.pointer);
    return pointers;
}

boost::json::object settings_document(Settings&& settings) {
    return {{"authentication", std::move(settings.authentication)},
            {"dataMapping", std::move(settings.data_mapping)},
            {"syncSettings", std::move(settings.sync_settings)}};
}

} // namespace

Credentials Service::credentials(std::string_view project, std::string_view subject, std::string_view integration,
                                 std::string_view purpose) const {
    const auto& entry = usable(integration);
    const Schemas schemas = schemas_of(entry);
    const AuditTrail trail(m_dependencies.audit, m_dependencies.logger, m_dependencies.clock, project, integration,
                           subject);

    // A rotation may take the key away between the read and the opening: then the row has changed, and one more look is
    // enough.
    std::string last_sealed;
    for (;;) {
        std::optional<storage::SettingsRow> row;
        std::optional<storage::SecretRow> secret;
        m_dependencies.store.read([&](storage::Transaction& transaction) {
            row = storage::find_settings(transaction, project, integration);
            secret = storage::find_secret(transaction, project, integration, config_slot);
        });
        const Record record = row ? read_record(*row) : Record{};
        const auto pointers = find_pointers(schemas, record);
        std::vector<std::string> opened;
        for (const auto& [identity, pointer] : pointers)
            opened.push_back(pointer);

        std::map<std::string, Secret> secrets;
        try {
            if (!opened.empty())
                trail.opening(purpose, opened, [&] {
                    Secrets all = open_slot(m_dependencies.vault, project, integration, secret,
                                            find_destinations(schemas, marked_documents(schemas, record)));
                    for (const auto& [identity, pointer] : pointers) {
                        const auto found = all.find(identity);
                        if (found == all.end())
                            throw Error(
                                Status::key, "secret-unreadable",
                                "A secret of this integration is marked as set, but is not among what was sealed. "
                                "Enter it again, or clear it.",
                                {{pointer, "secret-unreadable", "Enter it again, or clear it.", {}, {}}});
                        secrets.insert_or_assign(pointer, std::move(found->second));
                    }
                });
        } catch (const Error& error) {
            if (error.status() != Status::key || !secret || secret->sealed == last_sealed)
                throw;
            last_sealed = secret->sealed;
            continue;
        }
        Settings settings = settings_of(entry, m_dependencies.host_model, record);
        const auto* method = settings.authentication.if_contains("method");
        std::string method_name = method != nullptr && method->is_string() ? std::string(method->get_string()) : "";
        return {std::move(method_name), settings.enabled, settings.revision, std::move(secrets),
                settings_document(std::move(settings))};
    }
}

} // namespace integration_gallery::settings
