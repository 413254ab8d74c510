#include "vault/doctor.hpp"

#include "crypto/sealed_record.hpp"
#include "storage/repository/secrets.hpp"
#include "vault/bound.hpp"
#include "vault/wrapped_key.hpp"

#include <integration_gallery/error.hpp>

#include <algorithm>
#include <map>

namespace integration_gallery::vault {
namespace {

constexpr std::int64_t page = 500;

} // namespace

void Doctor::examine_keks(std::vector<Finding>& findings) {
    const auto names = m_keys.provider().keys();
    const auto& [store, keks, used] = m_keys.store().read([](storage::Transaction& transaction) {
        return std::tuple(storage::find_store(transaction), storage::list_keks(transaction),
                          storage::count_deks_by_kek(transaction));
    });
    std::map<std::string, std::int64_t> counts;
    for (const auto& use : used)
        counts[use.kek_id] = use.deks;
    for (const auto& kek : keks) {
        const bool held = std::find(names.known.begin(), names.known.end(), kek.kek_id) != names.known.end();
        const auto count = counts.count(kek.kek_id) != 0 ? counts[kek.kek_id] : 0;
        if (!held && count != 0)
            findings.push_back({"key-not-held", "", "", kek.kek_id,
                                std::to_string(count) + " data keys need this key-encryption key: give it to the key "
                                                        "provider again."});
        if (held && kek.state != "retired" &&
            !matches_check_value(m_keys.provider(), m_keys.store_id(), kek.kek_id, kek.check_value))
            findings.push_back({"key-check-failed", "", "", kek.kek_id,
                                "The key provider's key of this name is another one, or its row was changed: restore "
                                "the table of key-encryption keys from a backup."});
    }
    if (store && store->active_kek != names.active)
        findings.push_back({"key-not-switched", "", "", names.active,
                            "The key provider's first key is not the one in use: rotate the key-encryption key."});
}

void Doctor::examine_project(const std::string& project, std::vector<Finding>& findings) {
    const auto& [pointer, deks] = m_keys.store().read([&](storage::Transaction& transaction) {
        return std::pair(storage::find_project_key(transaction, project), storage::list_deks(transaction, project));
    });
    const auto hour_ago = m_keys.now_us() - 3'600'000'000;
    std::int64_t active = 0;
    for (const auto& dek : deks) {
        if (dek.state == "pending" && dek.created_us < hour_ago)
            findings.push_back({"data-key-orphaned", project, "", dek.dek_id,
                                "A process ended before it used this key: the next rotation of data keys removes it."});
        active += dek.state == "active" && dek.purpose == "data" ? 1 : 0;
        if (dek.state == "destroyed" || dek.state == "pending")
            continue;
        if (dek.compromised)
            findings.push_back({"data-key-compromised", project, "", dek.dek_id,
                                "Seal the project's secrets again, destroy the key, and replace the secrets at the "
                                "third parties."});
        try {
            unwrap_key(m_keys.provider(), m_keys.place_of(dek), dek.wrapped);
        } catch (const Error& error) {
            findings.push_back({error.code(), project, "", dek.dek_id, error.detail()});
        }
    }
    if (active > 1)
        findings.push_back({"data-key-doubled", project, "", pointer ? pointer->active_dek : "",
                            "Seal the project's secrets again, so that one key is left."});

    const std::string active_id = pointer ? pointer->active_dek : "";
    for (std::string integration, slot;;) {
        const auto rows = m_keys.store().read([&](storage::Transaction& transaction) {
            return storage::list_secrets_not_under_key(transaction, project, "", integration, slot, page);
        });
        if (rows.empty())
            return;
        for (const auto& row : rows) {
            try {
                const auto bound = read_bound(row.bound);
                const auto record = crypto::parse_record(row.sealed);
                const auto key = record ? m_keys.by_id(project, record->key_id, nullptr) : nullptr;
                const bool opens =
                    bound && key &&
                    crypto::open_record(key->sealing_key(),
                                        {record->key_id, m_keys.store_id(), row.project, row.record, row.integration,
                                         row.slot, static_cast<std::uint64_t>(row.seal_revision), bound->digest},
                                        *record);
                if (!opens)
                    findings.push_back({"secret-unreadable", project, row.integration, row.slot,
                                        "Set or clear all secrets of this integration: that heals it."});
                else if (row.key_id != active_id)
                    findings.push_back({"secret-under-old-key", project, row.integration, row.slot,
                                        "Seal the project's secrets again under its active key."});
            } catch (const Error& error) {
                if (error.status() != Status::key)
                    throw;
                findings.push_back({error.code(), project, row.integration, row.slot, error.detail()});
            }
        }
        integration = rows.back().integration;
        slot = rows.back().slot;
    }
}

std::vector<Finding> Doctor::examine(const std::function<bool(std::string_view)>& told) {
    std::vector<Finding> findings;
    examine_keks(findings);
    for (std::string after;;) {
        const auto projects = m_keys.store().read([&](storage::Transaction& transaction) {
            return storage::list_projects_with_keys(transaction, after, page);
        });
        if (projects.empty())
            return findings;
        for (const auto& project : projects) {
            examine_project(project, findings);
            if (told && !told(project))
                return findings;
        }
        after = projects.back();
    }
}

} // namespace integration_gallery::vault
