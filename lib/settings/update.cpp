#include "base/clock.hpp"
#include "catalog/manifest_entry.hpp"
#include "history/chain.hpp"
#include "json/canonical.hpp"
#include "json/pointer.hpp"
#include "settings/audit.hpp"
#include "settings/migrated.hpp"
#include "settings/quarantine.hpp"
#include "settings/service.hpp"
#include "settings/slot.hpp"
#include "settings/stored.hpp"
#include "settings/version.hpp"
#include "storage/repository/rows.hpp"
#include "storage/store.hpp"
#include "vault/vault.hpp"

#include <integration_gallery/catalog.hpp>
#include <integration_gallery/error.hpp>

#include <algorithm>

namespace integration_gallery::settings {
namespace {

using storage::Rows;

Rows read_rows(storage::Store& store, std::string_view project, std::string_view integration) {
    return store.read_one([&](storage::Transaction& transaction) {
        return storage::find_rows(transaction, project, integration, config_slot);
    });
}

[[noreturn]] void refuse_revision() {
    throw Error(
        Status::conflict, "precondition-failed",
        "The settings were changed in the meantime. Read them again, and repeat the change on what is there now.");
}

/// How often a change is planned again because somebody else was faster.
constexpr int attempts = 100;

[[noreturn]] void refuse_busy() {
    throw Error(Status::timeout, "storage-busy",
                "Others keep changing these settings at the same time. Nothing was changed; try again.");
}

/// One code for all issues where they agree.
[[noreturn]] void refuse(std::vector<Issue> issues, std::size_t count) {
    std::stable_sort(issues.begin(), issues.end(), [](const Issue& a, const Issue& b) {
        const auto rank = [](const Issue& issue) {
            for (std::size_t i = 0; i < section_count; ++i)
                if (json::is_within(issue.pointer, section_pointer(i)))
                    return i + 1;
            return std::size_t{0};
        };
        return rank(a) < rank(b);
    });
    const bool agree = std::all_of(issues.begin(), issues.end(),
                                   [&](const Issue& issue) { return issue.code == issues.front().code; });
    static constexpr std::array<std::string_view, 3> own_codes{"masked-value", "secret-reentry-required",
                                                               "unknown-member"};
    const bool own = std::find(own_codes.begin(), own_codes.end(), issues.front().code) != own_codes.end();
    const std::string code = agree && own ? issues.front().code : "validation";
    static constexpr std::size_t told = 50;
    if (issues.size() > told)
        issues.resize(told);
    throw Error(Status::validation, code,
                count == 1 ? "One setting is not right." : std::to_string(count) + " settings are not right.",
                std::move(issues), count);
}

/// Read-only members come back as they were read, or not at all.
void check_read_only(Plan& plan, const Change& change, const Settings& now, const Manifest& manifest) {
    const boost::json::value current = full_form(now, manifest, "en");
    for (const auto& [pointer, sent] : change.read_only) {
        const auto* stored = json::find(current, pointer);
        bool equal = stored != nullptr && json::equal(*stored, sent);
        if (!equal && (pointer == "/displayName" || pointer == "/description") && sent.is_string()) {
            // the reader's language may be another one
            const auto* texts = json::find(manifest.document(), pointer);
            const auto* by_language = texts != nullptr ? texts->if_object() : nullptr;
            equal = by_language != nullptr &&
                    std::any_of(by_language->begin(), by_language->end(),
                                [&, &s = sent](const auto& text) { return json::equal(text.value(), s); });
        }
        if (!equal) {
            plan.issues.push_back(
                {pointer, "read-only", "This cannot be changed. Leave it out, or send it as it was read.", {}, {}});
            ++plan.issue_count;
        }
    }
}

std::vector<std::string> audited_pointers(const Plan& plan) {
    std::vector<std::string> out = plan.set_pointers;
    out.insert(out.end(), plan.cleared.begin(), plan.cleared.end());
    return out;
}

/// What is in the slot now, as far as it is kept. In a record whose slot does not open, nothing can be kept (law 7).
Secrets keep_secrets(const Service::Dependencies& on, const AuditTrail& trail, const Rows& rows, const Record& current,
                     Plan& plan, std::optional<std::string>& fault) {
    Secrets kept;
    if (plan.kept.empty())
        return kept;
    const auto complain = [&](const std::string& pointer) {
        plan.issues.push_back({pointer,
                               "secret-unreadable",
                               "What is stored here cannot be opened any more. Enter it again, or clear it.",
                               {},
                               {}});
        ++plan.issue_count;
    };
    Secrets all;
    try {
        trail.opening("settings.update", plan.kept_pointers, [&] {
            all = to_present_names(open_slot(on.vault, trail.project(), trail.integration(), rows.secret, plan.before),
                                   current);
        });
    } catch (const Error& error) {
        if (!is_slot_fault(error))
            throw;
        fault = error.code();
        for (const auto& pointer : plan.kept_pointers)
            complain(pointer);
        return kept;
    }
    for (std::size_t i = 0; i < plan.kept.size(); ++i) {
        const auto found = all.find(plan.kept[i]);
        if (found == all.end())
            complain(plan.kept_pointers[i]);
        else
            kept.insert_or_assign(found->first, std::move(found->second));
    }
    return kept;
}

/// Gives a fingerprint to every secret at hand that has none yet. A key of fingerprints that is damaged keeps nobody
/// from storing secrets: they get none.
void add_fingerprints(const Service::Dependencies& on, std::string_view project, std::string_view integration,
                      Record& next, const Secrets& secrets) {
    for (const auto& [identity, secret] : secrets) {
        const auto stamp = next.secrets.find(identity);
        if (stamp == next.secrets.end() || !stamp->second.fingerprint.empty())
            continue;
        try {
            stamp->second.fingerprint =
                on.vault.fingerprint(project, fingerprint_field(integration, identity), secret.bytes());
        } catch (const Error& error) {
            if (!is_slot_fault(error))
                throw;
            if (on.logger != nullptr) {
                const std::array fields{Logger::Field{"project", project}, Logger::Field{"code", error.code()}};
                on.logger->write(LogLevel::warning, "the key of a project's fingerprints cannot be used", fields);
            }
            return;
        }
    }
}

storage::SettingsRow to_row(std::string_view project, std::string_view integration, const Record& record) {
    return {.project = std::string(project),
            .integration = std::string(integration),
            .enabled = record.enabled,
            .document = documents_text(record),
            .secrets = secrets_text(record),
            .manifest_version = record.manifest_version,
            .revision = record.revision,
            .updated_us = record.updated_us,
            .updated_by = record.updated_by};
}

/// Somebody was faster: what was planned stands on rows that have changed.
struct LostRace {};

/// Writes a plan and its version in one transaction. Throws LostRace, having written nothing.
void store_plan(const Service::Dependencies& on, const Rows& rows, const storage::SettingsRow& row,
                const std::optional<SealedSlot>& slot, bool only_switches, storage::HistoryRow version) {
    if (only_switches && rows.settings) { // which stay as they are
        version.document = rows.settings->document;
        version.manifest_version = rows.settings->manifest_version;
    }
    const auto content = history::content_digest(version);
    const auto landed = [&](storage::Transaction& transaction) {
        // Locked, since the COMMIT may still run. Its version is there even if others have come after it.
        storage::find_settings(transaction, row.project, row.integration, storage::Lock::update);
        const auto found = storage::find_history(transaction, row.project, row.integration, row.revision);
        return found && history::content_digest(*found) == content;
    };
    on.store.write(
        [&](storage::Transaction& transaction) {
            if (slot && slot->key) // the lock of a key comes before all others
                on.vault.guard(transaction, *slot->key);
            const bool written = !rows.settings ? storage::insert_settings(transaction, row)
                                 : only_switches
                                     ? storage::update_enabled(transaction, row.project, row.integration, row.enabled,
                                                               rows.settings->revision, row.updated_us, row.updated_by)
                                     : storage::update_settings(transaction, row, rows.settings->revision);
            if (!written)
                throw LostRace{};
            if (slot && !(rows.secret ? storage::update_secret(transaction, slot->row, rows.secret->seal_revision)
                                      : storage::insert_secret(transaction, slot->row)))
                throw LostRace{};
            history::append(transaction, version, content);
        },
        landed);
}

} // namespace

Settings Service::update(std::string_view project, std::string_view subject, std::string_view integration,
                         const Change& change, const UpdateOptions& options) const {
    return apply(project, subject, integration, change, {"update"}, options);
}

Preview Service::preview(std::string_view project, std::string_view subject, std::string_view integration,
                         const Change& change, const UpdateOptions& options) const {
    UpdateOptions dry = options;
    dry.dry_run = true;
    for (int attempt = 0;; ++attempt) {
        const Settings before = get(project, integration);
        // Both sides are of one revision: what somebody else changes in between is no difference of this change.
        dry.expected_revision = options.expected_revision.value_or(before.revision);
        try {
            Settings after = update(project, subject, integration, change, dry);
            auto differences = compare_settings(before, after);
            return {std::move(after), std::move(differences)};
        } catch (const Error& error) {
            if (options.expected_revision || error.code() != "precondition-failed" || attempt == attempts)
                throw;
        }
    }
}

Settings Service::apply(std::string_view project, std::string_view subject, std::string_view integration,
                        const Change& change, const Origin& origin, const UpdateOptions& options) const {
    const auto& entry = usable(integration);
    const Manifest& manifest = *m_dependencies.catalog.find(integration);
    const Schemas schemas = schemas_of(entry);
    const Rules rules = mapping_rules(entry, m_dependencies.host_model);
    const AuditTrail trail(m_dependencies.audit, m_dependencies.logger, m_dependencies.clock, project, integration,
                           subject);

    for (int attempt = 0; attempt < attempts; ++attempt) {
        const Rows rows = read_rows(m_dependencies.store, project, integration);
        const Record current = rows.settings ? read_record(entry, *rows.settings) : Record{};
        if (options.expected_revision && *options.expected_revision != current.revision)
            refuse_revision();

        const std::int64_t now_us = base::to_microseconds(m_dependencies.clock.now());
        Plan plan = merge({.schemas = schemas,
                           .rules = rules,
                           .now_us = now_us,
                           .subject = subject,
                           .manifest_version = entry.version},
                          current, change);
        if (!change.read_only.empty())
            check_read_only(plan, change, settings_of(entry, m_dependencies.host_model, current), manifest);
        Secrets secrets;
        if (!change.only_switches()) {
            std::optional<std::string> fault;
            secrets = keep_secrets(m_dependencies, trail, rows, current, plan, fault);
            if (fault && !options.dry_run)
                note_slot_fault(m_dependencies, project, integration, subject, current.revision, fault);
            plan.next.fault = std::nullopt; // all that is kept has opened, or the update is refused
        }
        if (!plan.issues.empty())
            refuse(std::move(plan.issues), plan.issue_count);
        if (!plan.changed)
            return settings_of(entry, m_dependencies.host_model, current);
        if (options.dry_run)
            return settings_of(entry, m_dependencies.host_model, plan);

        std::optional<SealedSlot> slot;
        // names that a migration gave go into the slot together with the row that has the new version
        const bool renamed = !current.former.empty() && !change.only_switches();
        for (auto& [identity, secret] : plan.set)
            secrets.insert_or_assign(identity, secret);
        try {
            if (plan.seals() || renamed)
                slot = seal_slot(m_dependencies.vault, project, integration, rows.secret, secrets, plan.destinations,
                                 now_us);
            add_fingerprints(m_dependencies, project, integration, plan.next, secrets);
        } catch (const Error& error) {
            if (error.code() == "data-key-retired")
                continue;
            throw;
        }
        Settings next = settings_of(entry, m_dependencies.host_model, plan);
        const Origin made = change.only_switches() ? Origin{plan.next.enabled ? "enable" : "disable"} : origin;
        storage::SettingsRow row = to_row(project, integration, plan.next);
        if (change.only_switches() && rows.settings) { // which leaves an older version what it is
            row.document = rows.settings->document;
            row.secrets = rows.settings->secrets;
            row.manifest_version = rows.settings->manifest_version;
        }
        try {
            store_plan(m_dependencies, rows, row, slot, change.only_switches(),
                       make_version(row, made, marks_of(plan)));
        } catch (const LostRace&) {
            continue;
        } catch (const Error& error) {
            if (error.code() == "data-key-retired")
                continue;
            throw;
        }
        trail.changed("settings." + std::string(made.kind), audited_pointers(plan));
        return next;
    }
    refuse_busy();
}

std::int64_t Service::remove(std::string_view project, std::string_view subject, std::string_view integration,
                             std::optional<std::int64_t> expected_revision) const {
    const auto& entry = known(integration);
    const AuditTrail trail(m_dependencies.audit, m_dependencies.logger, m_dependencies.clock, project, integration,
                           subject);
    for (int attempt = 0; attempt < attempts; ++attempt) {
        const Rows rows = read_rows(m_dependencies.store, project, integration);
        const std::int64_t revision = rows.settings ? rows.settings->revision : 0;
        if (expected_revision && *expected_revision != revision)
            refuse_revision();

        Record current;
        bool readable = true;
        try {
            if (rows.settings)
                current = read_record(*rows.settings);
        } catch (const Error&) { // what is damaged is forgotten as well
            readable = false;
        }
        const bool sealed = rows.secret && !rows.secret->sealed.empty();
        if (readable && current.empty() && !sealed)
            return revision;

        const std::int64_t now_us = base::to_microseconds(m_dependencies.clock.now());
        Record next;
        next.manifest_version = entry.version;
        next.revision = revision + 1;
        next.updated_us = now_us;
        next.updated_by = subject;
        std::optional<SealedSlot> slot;
        if (sealed)
            slot = seal_slot(m_dependencies.vault, project, integration, rows.secret, {}, {}, now_us);
        Marks marks;
        for (const auto& [identity, stamp] : current.secrets)
            marks.cleared.push_back(identity);
        try {
            const auto row = to_row(project, integration, next);
            store_plan(m_dependencies, rows, row, slot, false, make_version(row, {"delete"}, marks));
        } catch (const LostRace&) {
            continue;
        }
        trail.changed("settings.delete", marks.cleared);
        return next.revision;
    }
    refuse_busy();
}

} // namespace integration_gallery::settings
