#pragma once

#include "settings/merge.hpp"
#include "settings/record.hpp"
#include "storage/repository/settings.hpp"

#include <integration_gallery/error.hpp>
#include <integration_gallery/settings.hpp>

#include <optional>

namespace integration_gallery::catalog {
class ManifestEntry;
class ObjectModel;
} // namespace integration_gallery::catalog

namespace integration_gallery::settings {

/// The schemas of a manifest that is not damaged.
Schemas schemas_of(const catalog::ManifestEntry& entry);

/// The rules of the data mapping between the two sides. `entry` and `host_model` must outlive it.
Rules mapping_rules(const catalog::ManifestEntry& entry, const catalog::ObjectModel& host_model);

/// A record, decoded as it stands; migrated.hpp has the one under its manifest. Throws Error(Status::storage,
/// "record-damaged").
Record read_record(const storage::SettingsRow& row);

/// What a row says of an integration under its manifest. Opens no secret. `entry` and `host_model` must outlive it.
class Stored {
public:
    /// `row` is nullptr if nothing was stored. Throws nothing for a damaged manifest or row: state() says so.
    Stored(const catalog::ManifestEntry& entry, const catalog::ObjectModel& host_model,
           const storage::SettingsRow* row);

    bool enabled() const noexcept { return m_enabled; }
    State state() const;
    /// Throws what read_record (migrated.hpp) throws; not for a damaged manifest.
    Settings settings() const;

private:
    const catalog::ManifestEntry& m_entry;
    const catalog::ObjectModel& m_host_model;
    bool m_stored;
    bool m_enabled;
    std::optional<Error> m_damage; // of the record
    Record m_record;
};

/// Takes the secrets out of marked_documents(), and tells of each, by pointer, whether it is set.
std::map<std::string, SecretState> take_secrets(const Schemas& schemas, const Record& record,
                                                std::array<boost::json::value, section_count>& documents);
/// The same, where the places of the secrets were found before.
std::map<std::string, SecretState>
take_secrets(const std::array<std::vector<schema::SecretPlace>, section_count>& places, const Record& record,
             std::array<boost::json::value, section_count>& documents);

/// A record in the form in which it is read: defaults filled in, secrets told but not shown.
Settings settings_of(std::string_view name, const Schemas& schemas, const Rules& rules, const Record& record);
Settings settings_of(const catalog::ManifestEntry& entry, const catalog::ObjectModel& host_model, const Record& record);
/// What a plan without issues stores: merge() has found it complete if it is switched on. Takes the plan's documents.
Settings settings_of(const catalog::ManifestEntry& entry, const catalog::ObjectModel& host_model, Plan& plan);

} // namespace integration_gallery::settings
