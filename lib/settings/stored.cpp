#include "settings/stored.hpp"

#include "base/clock.hpp"
#include "catalog/manifest_entry.hpp"
#include "catalog/mapping_rules.hpp"
#include "json/pointer.hpp"
#include "schema/schema.hpp"
#include "settings/migrated.hpp"
#include "settings/places.hpp"

#include <integration_gallery/error.hpp>

#include <utility>

namespace integration_gallery::settings {
namespace {

using boost::json::value;
using Documents = std::array<value, section_count>;
using Places = std::array<std::vector<schema::SecretPlace>, section_count>;

State make_state(bool stored, bool enabled, std::vector<Issue> reasons) {
    return {!enabled ? "off" : (reasons.empty() ? "on" : "needs-attention"), stored, false, std::move(reasons)};
}

// In place of a sentence that was stored: what is to be done depends on the library that says it.
Issue fault_reason(const SlotFault& fault) {
    if (fault.code == "secret-reseal-required")
        return {
            "",
            fault.code,
            "The integration's manifest now names the destinations of its secrets differently, so they do not open. "
            "The operator seals them again (keys reseal), or you enter them again.",
            {},
            {}};
    return {"",
            fault.code,
            "The stored secrets cannot be opened any more. Enter each of them again, or clear it: that heals it. "
            "Nothing else is affected.",
            {},
            {}};
}

State with_fault(State state, const std::optional<SlotFault>& fault) {
    if (fault) {
        state.quarantined = true;
        state.reasons.insert(state.reasons.begin(), fault_reason(*fault));
        if (state.status == "on")
            state.status = "needs-attention";
    }
    return state;
}

std::vector<Issue> find_reasons(const Schemas& schemas, const Rules& rules, bool enabled, const Documents& documents) {
    return enabled ? check_complete(schemas, rules, documents).issues : std::vector<Issue>();
}

} // namespace

Schemas schemas_of(const catalog::ManifestEntry& entry) {
    Schemas out{};
    for (std::size_t i = 0; i < section_count; ++i)
        out[i] = entry.schema(sections[i]).get();
    return out;
}

Rules mapping_rules(const catalog::ManifestEntry& entry, const catalog::ObjectModel& host_model) {
    return [&entry, &host_model](const Documents& documents) {
        return catalog::check_mapping(documents[1], host_model, *entry.remote_objects, section_pointer(1));
    };
}

Record read_record(const storage::SettingsRow& row) {
    Record record;
    record.enabled = row.enabled;
    record.manifest_version = row.manifest_version;
    record.revision = row.revision;
    record.updated_us = row.updated_us;
    record.updated_by = row.updated_by;
    read_documents(record, row.document);
    read_secrets(record, row.secrets);
    return record;
}

std::map<std::string, SecretState> take_secrets(const Schemas& schemas, const Record& record, Documents& documents) {
    Places places;
    for (std::size_t i = 0; i < section_count; ++i)
        places[i] = schemas[i]->annotate(documents[i]).secrets;
    return take_secrets(places, record, documents);
}

std::map<std::string, SecretState> take_secrets(const Places& places, const Record& record, Documents& documents) {
    std::map<std::string, SecretState> out;
    for (std::size_t i = 0; i < section_count; ++i) {
        const std::string prefix(section_pointer(i));
        for (const auto& place : places[i]) {
            const auto stamp = record.secrets.find(prefix + place.identity);
            const bool set = stamp != record.secrets.end();
            if (!set && (!place.chosen || place.present))
                continue; // a branch that nobody chose, or what is no secret of ours
            SecretState state;
            state.set = set;
            if (set) {
                state.updated_at = base::from_microseconds(stamp->second.updated_us);
                state.updated_by = stamp->second.updated_by;
                state.fingerprint = stamp->second.fingerprint;
            }
            out.insert_or_assign(prefix + place.pointer, std::move(state));
            remove_member(documents[i], place.pointer);
        }
    }
    return out;
}

namespace {

/// `Source` is what take_secrets() takes: schemas or places.
template <class Source>
Settings make_settings(std::string_view name, const Source& source, const Record& record, Documents documents,
                       std::vector<Issue> reasons) {
    Settings out;
    out.name = name;
    out.enabled = record.enabled;
    out.revision = record.revision;
    if (record.revision > 0)
        out.updated_at = base::from_microseconds(record.updated_us);
    out.updated_by = record.updated_by;
    out.state = with_fault(make_state(!record.empty(), record.enabled, std::move(reasons)), record.fault);
    out.secrets = take_secrets(source, record, documents);
    const auto take = [&](std::size_t i) {
        return documents[i].is_object() ? std::move(documents[i].get_object()) : boost::json::object();
    };
    out.authentication = take(0);
    out.data_mapping = take(1);
    out.sync_settings = take(2);
    return out;
}

} // namespace

Settings settings_of(std::string_view name, const Schemas& schemas, const Rules& rules, const Record& record) {
    Documents documents = marked_documents(schemas, record);
    std::vector<Issue> reasons = find_reasons(schemas, rules, record.enabled, documents);
    return make_settings(name, schemas, record, std::move(documents), std::move(reasons));
}

Settings settings_of(const catalog::ManifestEntry& entry, const catalog::ObjectModel& host_model, Plan& plan) {
    const Schemas schemas = schemas_of(entry);
    Documents documents = std::move(plan.documents);
    Places places = std::move(plan.places);
    for (std::size_t i = 0; i < section_count; ++i)
        if (documents[i].is_null()) {
            documents[i] = marked_document(schemas, plan.next, i);
            places[i] = schemas[i]->annotate(documents[i]).secrets;
        }
    // What was found complete with new secrets in it is looked at once more without them, as every read will see it.
    std::vector<Issue> reasons;
    if (!plan.set.empty())
        reasons = find_reasons(schemas, mapping_rules(entry, host_model), plan.next.enabled, documents);
    return make_settings(entry.name, places, plan.next, std::move(documents), std::move(reasons));
}

Settings settings_of(const catalog::ManifestEntry& entry, const catalog::ObjectModel& host_model,
                     const Record& record) {
    return settings_of(entry.name, schemas_of(entry), mapping_rules(entry, host_model), record);
}

Stored::Stored(const catalog::ManifestEntry& entry, const catalog::ObjectModel& host_model,
               const storage::SettingsRow* row)
    : m_entry(entry), m_host_model(host_model), m_stored(row != nullptr), m_enabled(row != nullptr && row->enabled) {
    if (row == nullptr)
        return;
    try {
        m_record = m_entry.is_damaged() ? read_record(*row) : read_record(m_entry, *row);
        m_stored = !m_record.empty();
    } catch (const Error& error) {
        m_damage = error;
    }
}

State Stored::state() const {
    if (m_entry.is_damaged())
        return {"needs-attention",
                m_stored,
                false,
                {{"", "manifest-damaged", "The manifest of this integration is damaged.", {}, {}}}};
    if (m_damage && m_damage->code() == "record-damaged")
        return {"needs-attention",
                m_stored,
                false,
                {{"", "record-damaged", "What is stored of this integration cannot be read.", {}, {}}}};
    if (m_damage)
        return {"needs-attention", m_stored, false, m_damage->issues()};
    if (!m_enabled)
        return with_fault(make_state(m_stored, false, {}), m_record.fault);
    const Schemas schemas = schemas_of(m_entry);
    return with_fault(make_state(m_stored, true,
                                 find_reasons(schemas, mapping_rules(m_entry, m_host_model), true,
                                              marked_documents(schemas, m_record))),
                      m_record.fault);
}

Settings Stored::settings() const {
    if (m_damage) {
        Error damage = *m_damage;
        throw damage;
    }
    return settings_of(m_entry, m_host_model, m_record);
}

} // namespace integration_gallery::settings
