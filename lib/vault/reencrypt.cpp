#include "crypto/sealed_record.hpp"
#include "storage/repository/secrets.hpp"
#include "vault/bound.hpp"
#include "vault/job.hpp"
#include "vault/maintenance.hpp"

#include <integration_gallery/error.hpp>

#include <utility>

namespace integration_gallery::vault {
namespace {

crypto::RecordContext context_of(const KeyStore& keys, const storage::SecretRow& row, std::string_view key_id,
                                 const Bound& bound) {
    return {key_id,
            keys.store_id(),
            row.project,
            row.record,
            row.integration,
            row.slot,
            static_cast<std::uint64_t>(row.seal_revision),
            bound.digest};
}

// The row sealed again under `key`. What the row says of itself is only believed as far as its value opens with it.
storage::SecretRow seal_again(KeyStore& keys, const storage::SecretRow& row, const DataKey& key) {
    const auto unreadable = [] { return Error(Status::key, "secret-unreadable", "A sealed value does not open."); };
    const auto bound = read_bound(row.bound);
    const auto record = crypto::parse_record(row.sealed);
    if (!bound || !record || record->key_id != row.key_id)
        throw unreadable();
    const auto old = keys.by_id(row.project, row.key_id, nullptr);
    const auto plaintext = crypto::open_record(old->sealing_key(), context_of(keys, row, row.key_id, *bound), *record);
    if (!plaintext)
        throw unreadable();
    auto next = row;
    next.seal_revision = row.seal_revision + 1;
    next.key_id = key.id();
    next.sealed = crypto::seal_record(key.sealing_key(), context_of(keys, next, key.id(), *bound), plaintext->bytes(),
                                      keys.random());
    return next;
}

} // namespace

// Rule 3: the work list is a query. A row that somebody else has written in the meantime either stands under the active
// key already or comes up in the next round.
JobResult Maintenance::reencrypt(std::string_view project, const JobOptions& options) {
    auto& store = m_keys.store();
    const auto key = m_keys.active(project);
    const auto list = [&](const std::string& integration, const std::string& slot, std::int64_t limit) {
        return store.read([&](storage::Transaction& transaction) {
            return storage::list_secrets_not_under_key(transaction, project, key->id(), integration, slot, limit);
        });
    };
    std::int64_t left = 0;
    for (std::string integration, slot;;) {
        const auto rows = list(integration, slot, 1000);
        if (rows.empty())
            break;
        left += static_cast<std::int64_t>(rows.size());
        integration = rows.back().integration;
        slot = rows.back().slot;
    }
    JobCounter counter(options, left);
    counter.result.target = key->id();
    bool moved = !options.dry_run;
    while (moved) {
        moved = false;
        counter.result.progress.faults = 0;
        counter.result.faults.clear();
        for (std::string integration, slot;;) {
            const auto rows = list(integration, slot, options.batch);
            if (rows.empty())
                break;
            integration = rows.back().integration;
            slot = rows.back().slot;
            std::vector<std::pair<storage::SecretRow, std::int64_t>> sealed;
            for (const auto& row : rows) {
                try {
                    sealed.emplace_back(seal_again(m_keys, row, *key), row.seal_revision);
                } catch (const Error& error) {
                    if (error.status() != Status::key || error.code() == "key-unavailable")
                        throw;
                    counter.fault({row.project, row.integration, row.slot, error.code()});
                }
            }
            const auto written = store.write(
                [&](storage::Transaction& transaction) {
                    std::int64_t count = 0;
                    const auto active = storage::find_dek(transaction, key->id(), storage::Lock::share);
                    if (!active || (active->state != "active" && active->state != "decrypt_only"))
                        throw Error(Status::conflict, "data-key-retired",
                                    "The project's key was replaced while its values were sealed again; start again.");
                    for (const auto& [row, expected] : sealed)
                        count += storage::update_secret(transaction, row, expected) ? 1 : 0;
                    return count;
                },
                // If it has not landed, the rows come up again; if it has, they do not.
                [](storage::Transaction&) { return false; });
            for (std::int64_t index = 0; index < written; ++index)
                counter.done();
            moved = moved || written != 0;
            if (!counter.report())
                return counter.result;
        }
    }
    counter.result.finished = !options.dry_run;
    counter.result.progress.left = options.dry_run ? left : counter.result.progress.faults;
    counter.report();
    if (counter.result.progress.done != 0)
        m_keys.report("key.reencrypt", project, options.subject);
    return counter.result;
}

} // namespace integration_gallery::vault
