#include "base/bytes.hpp"
#include "catalog/manifest_entry.hpp"
#include "schema/schema.hpp"
#include "settings/audit.hpp"
#include "settings/migrated.hpp"
#include "settings/service.hpp"
#include "settings/slot.hpp"
#include "settings/stored.hpp"
#include "storage/repository/rows.hpp"
#include "storage/store.hpp"
#include "vault/vault.hpp"

#include <integration_gallery/error.hpp>

namespace integration_gallery::settings {
namespace {

/// The identity of the secret that stands at a pointer; nothing if none is set there.
std::optional<std::string> identity_at(const Schemas& schemas, const Record& record, std::string_view pointer) {
    const auto documents = marked_documents(schemas, record);
    for (std::size_t i = 0; i < section_count; ++i) {
        const std::string prefix(section_pointer(i));
        for (const auto& place : schemas[i]->annotate(documents[i]).secrets)
            if (place.present && prefix + place.pointer == pointer && record.secrets.contains(prefix + place.identity))
                return prefix + place.identity;
    }
    return std::nullopt;
}

} // namespace

bool Service::is_secret(std::string_view project, std::string_view subject, std::string_view integration,
                        std::string_view pointer, const Secret& candidate, std::string_view purpose) const {
    const auto& entry = usable(integration);
    const AuditTrail trail(m_dependencies.audit, m_dependencies.logger, m_dependencies.clock, project, integration,
                           subject);
    const storage::Rows rows = m_dependencies.store.read_one([&](storage::Transaction& transaction) {
        return storage::find_rows(transaction, project, integration, config_slot);
    });
    const Record record = rows.settings ? read_record(entry, *rows.settings) : Record{};
    const auto identity = identity_at(schemas_of(entry), record, pointer);
    if (!identity)
        throw Error(Status::not_found, "secret-not-set", "No secret is set at this pointer.");
    const auto& stored = record.secrets.at(*identity).fingerprint;
    // After a shred the fingerprints stand as they stood, but their key is gone.
    if (stored.empty() || !rows.secret || rows.secret->sealed.empty())
        throw Error(Status::invalid_state, "fingerprint-unknown",
                    "The stored secret has no fingerprint to compare with. It gets one when its settings are changed.");
    bool same = false;
    const std::string pointers[]{std::string(pointer)};
    trail.comparing(purpose, pointers, [&] {
        const auto asked =
            m_dependencies.vault.fingerprint(project, fingerprint_field(integration, *identity), candidate.bytes());
        same = base::equal_constant_time(base::as_bytes(asked), base::as_bytes(stored));
    });
    return same;
}

} // namespace integration_gallery::settings
