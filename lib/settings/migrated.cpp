#include "settings/migrated.hpp"

#include "catalog/manifest_entry.hpp"
#include "catalog/migrations.hpp"
#include "json/pointer.hpp"
#include "settings/places.hpp"
#include "settings/stored.hpp"

#include <integration_gallery/error.hpp>

#include <boost/json/object.hpp>

#include <utility>

namespace integration_gallery::settings {
namespace {

boost::json::value take_documents(Record& record) {
    boost::json::object all;
    for (std::size_t i = 0; i < section_count; ++i)
        all[section_pointer(i).substr(1)] = std::move(record.documents[i]);
    return all;
}

void put_documents(Record& record, boost::json::value all) {
    for (std::size_t i = 0; i < section_count; ++i) {
        auto* document = all.get_object().if_contains(section_pointer(i).substr(1));
        if (document == nullptr || !document->is_object())
            throw Error(Status::invalid_state, "migration-blocked",
                        "The manifest's migration leaves no object in a section of the stored settings.",
                        {{std::string(section_pointer(i)), "migration-blocked", "A section is an object.", {}, {}}});
        record.documents[i] = std::move(document->get_object());
    }
}

/// Makes the objects that a secret stands in: a step does not see secrets, and so moved none of them there.
void make_holders(Record& record, std::string_view identity) {
    for (std::size_t i = 0; i < section_count; ++i) {
        if (!json::is_within(identity, section_pointer(i)))
            continue;
        boost::json::value document(std::move(record.documents[i]));
        const auto pointer = resolve_identity(document, identity.substr(section_pointer(i).size()));
        if (pointer && json::find(document, *pointer) == nullptr && put_member(document, *pointer, nullptr))
            remove_member(document, *pointer);
        record.documents[i] = std::move(document.get_object());
    }
}

void migrate(const catalog::Migrations& migrations, std::string_view from, std::string_view to, Record& record) {
    put_documents(record, migrations.apply(take_documents(record), from, to));
    std::map<std::string, SecretStamp> secrets;
    for (auto& [identity, stamp] : record.secrets) {
        auto now = migrations.apply_to_pointer(identity, from, to);
        if (now != identity)
            stamp.fingerprint.clear(); // it is that of a secret in another field
        if (!secrets.emplace(now, std::move(stamp)).second)
            throw Error(Status::invalid_state, "migration-blocked",
                        "The manifest's migration brings two stored secrets to the same place.",
                        {{now, "migration-blocked", "Two stored secrets would stand here.", {}, {}}});
        make_holders(record, now);
        if (now != identity)
            record.former.emplace(std::move(now), identity);
    }
    record.secrets = std::move(secrets);
}

} // namespace

void bring_to_present(const catalog::ManifestEntry& entry, Record& record) {
    const std::string from = record.manifest_version;
    if (from == entry.version || !entry.migrations->reaches(from, entry.version))
        return;
    try {
        migrate(*entry.migrations, from, entry.version, record);
    } catch (const Error& error) {
        if (error.code() != "migration-blocked" || error.status() == Status::invalid_state)
            throw;
        throw Error(Status::invalid_state, error.code(), error.detail(), error.issues());
    }
}

Record read_record(const catalog::ManifestEntry& entry, const storage::SettingsRow& row) {
    Record record = read_record(row);
    bring_to_present(entry, record);
    return record;
}

Secrets to_present_names(Secrets secrets, const Record& record) {
    if (record.former.empty())
        return secrets;
    // All are taken out before one is put back: what one leaves may be where another goes.
    std::vector<std::pair<std::string, Secret>> moved;
    for (const auto& [now, before] : record.former)
        if (const auto found = secrets.find(before); found != secrets.end()) {
            moved.emplace_back(now, std::move(found->second));
            secrets.erase(found);
        }
    for (auto& [now, secret] : moved)
        secrets.insert_or_assign(now, std::move(secret));
    return secrets;
}

} // namespace integration_gallery::settings
