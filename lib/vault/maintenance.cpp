#include "vault/maintenance.hpp"

#include "base/clock.hpp"
#include "storage/repository/secrets.hpp"

#include <integration_gallery/error.hpp>

#include <utility>

namespace integration_gallery::vault {

std::string Maintenance::rotate_data_key(std::string_view project, std::string_view subject, bool compromised) {
    const auto row = m_keys.store().read_one(
        [&](storage::Transaction& transaction) { return storage::find_project_key(transaction, project); });
    auto id = m_keys.switch_active(project, row ? row->active_dek : "", compromised);
    m_keys.cache().forget_project(project);
    m_keys.report(compromised ? "key.compromised" : "key.rotate", project, subject);
    return id;
}

std::int64_t Maintenance::destroy_unused_keys(std::string_view project, std::string_view subject,
                                              std::chrono::seconds grace) {
    const auto keys = m_keys.store().read(
        [&](storage::Transaction& transaction) { return storage::list_deks(transaction, project); });
    const auto before = m_keys.now_us() - std::chrono::duration_cast<std::chrono::microseconds>(grace).count();
    std::int64_t destroyed = 0;
    for (const auto& key : keys) {
        if (key.state != "decrypt_only" || (!key.compromised && key.changed_us > before))
            continue;
        // Rule 2: whoever writes under this key holds it for the time of the writing, so that the count is final.
        const bool gone = m_keys.store().write(
            [&](storage::Transaction& transaction) {
                auto row = storage::find_dek(transaction, key.dek_id, storage::Lock::update);
                if (!row || row->state != "decrypt_only" ||
                    storage::count_secrets_under_key(transaction, key.dek_id) != 0)
                    return false;
                const auto revision = row->revision;
                row->state = "destroyed";
                row->wrapped.clear();
                row->changed_us = m_keys.now_us();
                return storage::update_dek(transaction, *row, revision);
            },
            [&](storage::Transaction& transaction) {
                const auto row = storage::find_dek(transaction, key.dek_id);
                return row && row->state == "destroyed";
            });
        m_keys.cache().forget(key.dek_id);
        destroyed += gone ? 1 : 0;
    }
    if (destroyed != 0)
        m_keys.report("key.destroy", project, subject);
    return destroyed;
}

void Maintenance::shred(std::string_view project, std::string_view subject) {
    m_keys.store().write(
        [&](storage::Transaction& transaction) {
            const auto now = m_keys.now_us();
            for (auto key : storage::list_deks(transaction, project)) {
                const auto row = storage::find_dek(transaction, key.dek_id, storage::Lock::update);
                if (!row || row->state == "destroyed")
                    continue;
                key = *row;
                key.state = "destroyed";
                key.wrapped.clear();
                key.changed_us = now;
                storage::update_dek(transaction, key, row->revision);
            }
            storage::clear_secrets(transaction, project, now);
            if (const auto pointer = storage::find_project_key(transaction, project, storage::Lock::update)) {
                if (!pointer->active_dek.empty())
                    storage::swap_active_dek(transaction, project, pointer->active_dek, "");
                if (!pointer->fingerprint_dek.empty())
                    storage::swap_fingerprint_dek(transaction, project, pointer->fingerprint_dek, "");
            }
        },
        [&](storage::Transaction& transaction) {
            const auto pointer = storage::find_project_key(transaction, project);
            return !pointer || (pointer->active_dek.empty() && pointer->fingerprint_dek.empty());
        });
    m_keys.cache().forget_project(project);
    m_keys.report("key.shred", project, subject);
}

std::int64_t Maintenance::sweep() {
    const auto before =
        m_keys.now_us() - std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::hours(1)).count();
    return m_keys.store().write(
        [&](storage::Transaction& transaction) { return storage::sweep_pending_deks(transaction, before); },
        [](storage::Transaction&) { return true; });
}

} // namespace integration_gallery::vault
