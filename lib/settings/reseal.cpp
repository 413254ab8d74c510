#include "settings/reseal.hpp"

#include "base/clock.hpp"
#include "catalog/manifest_entry.hpp"
#include "settings/audit.hpp"
#include "settings/binding.hpp"
#include "settings/migrated.hpp"
#include "settings/quarantine.hpp"
#include "settings/slot.hpp"
#include "settings/stored.hpp"
#include "storage/store.hpp"
#include "vault/provider_calls.hpp"
#include "vault/vault.hpp"

#include <integration_gallery/catalog.hpp>
#include <integration_gallery/error.hpp>

#include <algorithm>
#include <chrono>

namespace integration_gallery::settings {
namespace {

struct Rows {
    std::optional<storage::SettingsRow> settings;
    std::optional<storage::SecretRow> secret;
};

Rows read_rows(const Service::Dependencies& on, std::string_view project, std::string_view integration) {
    return on.store.read([&](storage::Transaction& transaction) {
        return Rows{storage::find_settings(transaction, project, integration),
                    storage::find_secret(transaction, project, integration, config_slot)};
    });
}

/// The manifest of a record; nullptr if it cannot be worked with.
const catalog::ManifestEntry* find_entry(const Service::Dependencies& on, std::string_view integration) {
    const Manifest* manifest = on.catalog.find(integration);
    if (manifest == nullptr || manifest->damaged())
        return nullptr;
    return &catalog::ManifestEntry::of(*manifest);
}

std::vector<std::string> names_of_projects(const Service::Dependencies& on, std::string_view project) {
    if (!project.empty())
        return {std::string(project)};
    std::vector<std::string> all;
    for (;;) {
        const auto page = on.store.read_one([&](storage::Transaction& transaction) {
            return storage::list_projects(transaction, all.empty() ? "" : all.back(), 500);
        });
        if (page.empty())
            return all;
        all.insert(all.end(), page.begin(), page.end());
    }
}

/// One record whose list of destinations differs from what its secrets are sealed for.
struct Differing {
    std::string project;
    std::string integration;
    Binding::State state;
};

std::vector<Differing> find_differing(const Service::Dependencies& on, std::string_view project) {
    std::vector<Differing> out;
    for (const auto& name : names_of_projects(on, project)) {
        const auto rows = on.store.read_one(
            [&, &of = name](storage::Transaction& transaction) { return storage::list_settings(transaction, of); });
        for (const auto& row : rows) {
            const auto* entry = find_entry(on, row.integration);
            if (entry == nullptr)
                continue;
            const auto slot = on.store.read_one([&](storage::Transaction& transaction) {
                return storage::find_secret(transaction, row.project, row.integration, config_slot);
            });
            if (!slot || slot->sealed.empty())
                continue;
            try {
                const auto binding = compare_binding(schemas_of(*entry), read_record(*entry, row), *slot);
                if (binding.state != Binding::State::current)
                    out.push_back({row.project, row.integration, binding.state});
            } catch (const Error& error) {
                if (error.code() != "record-damaged" && error.code() != "migration-blocked")
                    throw;
            }
        }
    }
    return out;
}

std::vector<std::string> identities_of(const Record& record) {
    std::vector<std::string> out;
    for (const auto& [identity, stamp] : record.secrets)
        out.push_back(identity);
    return out;
}

/// Seals one record again. False: somebody changed it meanwhile. Throws Error of Status::key if it cannot be.
bool reseal_record(const Service::Dependencies& on, std::string_view project, std::string_view integration,
                   std::string_view subject) {
    const auto* entry = find_entry(on, integration);
    const Rows rows = read_rows(on, project, integration);
    if (entry == nullptr || !rows.settings || !rows.secret || rows.secret->sealed.empty())
        return true;
    // The slot keeps the names of the version in the row, which stays.
    const Record record = read_record(*entry, *rows.settings);
    const auto binding = compare_binding(schemas_of(*entry), record, *rows.secret);
    if (binding.state == Binding::State::current)
        return true;
    if (binding.state == Binding::State::changed)
        throw Error(Status::key, "secret-reentry-required",
                    "The settings that say where the secrets of '" + std::string(integration) +
                        "' are sent have changed. Enter them again.");
    const AuditTrail trail(on.audit, on.logger, on.clock, project, integration, subject);
    const auto pointers = identities_of(record);
    Secrets secrets;
    trail.opening("settings.reseal", pointers,
                  [&] { secrets = open_slot(on.vault, project, integration, rows.secret, binding.sealed_for); });
    const auto now_us = base::to_microseconds(on.clock.now());
    auto slot = seal_slot(on.vault, project, integration, rows.secret, secrets, binding.today, now_us);
    slot.row.updated_us = rows.secret->updated_us;
    const bool written = on.store.write(
        [&](storage::Transaction& transaction) {
            if (slot.key)
                on.vault.guard(transaction, *slot.key);
            // The destinations are those of this revision, and of no other.
            const auto now = storage::find_settings(transaction, project, integration, storage::Lock::share);
            return now && now->revision == rows.settings->revision &&
                   storage::update_secret(transaction, slot.row, rows.secret->seal_revision);
        },
        [&](storage::Transaction& transaction) {
            const auto now = storage::find_secret(transaction, project, integration, config_slot);
            return now && now->sealed == slot.row.sealed;
        });
    if (written) {
        trail.changed("settings.reseal", pointers);
        note_slot_fault(on, project, integration, subject, std::nullopt, std::nullopt);
    }
    return written;
}

} // namespace

JobResult reseal(const Service::Dependencies& on, std::string_view project, std::string_view subject,
                 const JobOptions& options) {
    JobResult result;
    auto work = find_differing(on, project);
    result.progress.left = static_cast<std::int64_t>(work.size());
    const auto start = std::chrono::steady_clock::now();
    if (options.dry_run) {
        for (const auto& item : work)
            if (item.state == Binding::State::changed) {
                ++result.progress.faults;
                result.faults.push_back(
                    {item.project, item.integration, std::string(config_slot), "secret-reentry-required"});
            }
        return result;
    }
    for (const auto& item : work) {
        static constexpr int attempts = 20;
        try {
            bool through = false;
            for (int attempt = 0; attempt < attempts && !through; ++attempt) {
                try {
                    through = reseal_record(on, item.project, item.integration, subject);
                } catch (const Error& error) {
                    if (error.code() != "data-key-retired")
                        throw;
                }
            }
            if (!through)
                throw Error(Status::timeout, "storage-busy",
                            "Others keep changing these settings at the same time. Try again.");
            ++result.progress.done;
            --result.progress.left;
        } catch (const Error& error) {
            if (error.status() != Status::key || vault::is_of_the_provider(error))
                throw;
            ++result.progress.faults;
            if (result.faults.size() < 100)
                result.faults.push_back({item.project, item.integration, std::string(config_slot), error.code()});
        }
        const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start;
        result.progress.per_second =
            passed.count() > 0 ? static_cast<double>(result.progress.done) / passed.count() : 0;
        if (options.progress && !options.progress(result.progress))
            return result;
    }
    result.finished = true;
    return result;
}

void examine_records(const Service::Dependencies& on, std::string_view project, std::vector<KeyFinding>& findings) {
    const auto rows = on.store.read_one(
        [&](storage::Transaction& transaction) { return storage::list_settings(transaction, project); });
    const auto say = [&](const storage::SettingsRow& row, std::string code, std::string advice) {
        findings.push_back(
            {std::move(code), row.project, row.integration, std::string(config_slot), std::move(advice)});
    };
    for (const auto& row : rows) {
        const auto slot = on.store.read_one([&](storage::Transaction& transaction) {
            return storage::find_secret(transaction, row.project, row.integration, config_slot);
        });
        const bool sealed = slot && !slot->sealed.empty();
        const auto* entry = find_entry(on, row.integration);
        Record record;
        try {
            record = entry != nullptr ? read_record(*entry, row) : read_record(row);
        } catch (const Error& error) {
            say(row, error.code(), error.detail());
            continue;
        }
        if (!record.secrets.empty() && !sealed)
            say(row, "secret-missing",
                "The settings say that secrets are set, but nothing is sealed: enter them again, or clear them.");
        if (entry == nullptr) {
            say(row, "manifest-missing",
                "The catalog has no sound manifest of this name. Nothing is lost: put it back to use the settings.");
            continue;
        }
        if (!sealed)
            continue;
        switch (compare_binding(schemas_of(*entry), record, *slot).state) {
        case Binding::State::current:
            break;
        case Binding::State::renamed:
            say(row, "secret-reseal-required",
                "The manifest names the destinations differently now: seal the secrets again (keys reseal).");
            break;
        case Binding::State::changed:
            say(row, "secret-reentry-required",
                "What says where the secrets are sent is not what they were sealed for: enter them again.");
            break;
        }
    }
}

} // namespace integration_gallery::settings
