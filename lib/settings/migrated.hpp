#pragma once

#include "settings/record.hpp"
#include "settings/slot.hpp"
#include "storage/repository/settings.hpp"

namespace integration_gallery::catalog {
class ManifestEntry;
}

/// Settings that an older version of a manifest left behind. They are read as the manifest's version has them, and stay
/// as they are in the store until something about them is changed.
namespace integration_gallery::settings {

/// Makes of a record what its manifest's version has: documents and the identities of secrets are taken along the
/// manifest's migrations, forwards or backwards. Where the manifest knows no way from the record's version, it stays as
/// it is, and the schema judges it. Record::manifest_version stays the stored one. `entry` is not damaged.
///
/// Throws Error(Status::invalid_state, "migration-blocked") with the pointer if the settings do not allow a step; the
/// record is of no use then.
void bring_to_present(const catalog::ManifestEntry& entry, Record& record);

/// A row, decoded and brought to the present. Throws also Error(Status::storage, "record-damaged").
Record read_record(const catalog::ManifestEntry& entry, const storage::SettingsRow& row);

/// What a slot holds, under the identities that `record` has now. A slot has those of the version in its row.
Secrets to_present_names(Secrets secrets, const Record& record);

} // namespace integration_gallery::settings
