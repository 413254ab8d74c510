#include "catalog/manifest_entry.hpp"
#include "schema/schema.hpp"
#include "settings/audit.hpp"
#include "settings/binding.hpp"
#include "settings/migrated.hpp"
#include "settings/quarantine.hpp"
#include "settings/service.hpp"
#include "settings/slot.hpp"
#include "settings/stored.hpp"
#include "storage/repository/rows.hpp"
#include "storage/store.hpp"

#include <integration_gallery/error.hpp>

namespace integration_gallery::settings {
namespace {

using Documents = std::array<boost::json::value, section_count>;

/// Where each secret that is set stands, by identity.
std::map<std::string, std::string> find_pointers(const Schemas& schemas, const Record& record,
                                                 const Documents& documents) {
    std::map<std::string, std::string> pointers;
    for (std::size_t i = 0; i < section_count; ++i)
        for (const auto& place : schemas[i]->annotate(documents[i]).secrets)
            if (place.present && record.secrets.contains(std::string(section_pointer(i)) + place.identity))
                pointers.insert_or_assign(std::string(section_pointer(i)) + place.identity,
                                          std::string(section_pointer(i)) + place.pointer);
    return pointers;
}

boost::json::object to_object(Documents&& documents) {
    boost::json::object out;
    for (std::size_t i = 0; i < section_count; ++i)
        out.emplace(section_pointer(i).substr(1), std::move(documents[i]));
    return out;
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
        const storage::Rows rows = m_dependencies.store.read_one([&](storage::Transaction& transaction) {
            return storage::find_rows(transaction, project, integration, config_slot);
        });
        const Record record = rows.settings ? read_record(entry, *rows.settings) : Record{};
        Documents documents = marked_documents(schemas, record);
        const auto pointers = find_pointers(schemas, record, documents);
        std::vector<std::string> opened;
        opened.reserve(pointers.size());
        for (const auto& [identity, pointer] : pointers)
            opened.push_back(pointer);

        std::map<std::string, Secret> secrets;
        try {
            if (!opened.empty())
                trail.opening(purpose, opened, [&] {
                    Secrets all = open_slot(m_dependencies.vault, project, integration, rows.secret,
                                            find_destinations(schemas, documents));
                    all = to_present_names(std::move(all), record);
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
            if (error.status() != Status::key)
                throw;
            if (rows.secret && rows.secret->sealed != last_sealed) {
                last_sealed = rows.secret->sealed;
                continue;
            }
            if (!is_slot_fault(error))
                throw;
            const bool renamed = rows.secret && error.code() == "secret-unreadable" &&
                                 compare_binding(schemas, record, *rows.secret).state == Binding::State::renamed;
            const std::string code = renamed ? "secret-reseal-required" : error.code();
            note_slot_fault(m_dependencies, project, integration, subject, record.revision, code);
            if (!renamed)
                throw;
            throw Error(Status::key, code,
                        "The manifest of '" + std::string(integration) +
                            "' names the destinations of its secrets differently since they were sealed. Seal them "
                            "again (keys reseal), or enter them again.");
        }
        if (record.fault && !opened.empty())
            note_slot_fault(m_dependencies, project, integration, subject, record.revision, std::nullopt);
        take_secrets(schemas, record, documents);
        const auto* authentication = documents[0].if_object();
        const auto* method = authentication != nullptr ? authentication->if_contains("method") : nullptr;
        std::string method_name = method != nullptr && method->is_string() ? std::string(method->get_string()) : "";
        return {std::move(method_name), record.enabled, record.revision, std::move(secrets),
                to_object(std::move(documents))};
    }
}

} // namespace integration_gallery::settings
