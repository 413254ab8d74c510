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
storage::SecretRow sealed_under(KeyStore& keys, const storage::SecretRow& row, const DataKey& key) {
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

// Says nothing of the value itself: another look may show another row.
bool is_of_the_value(const Error& error) {
    return error.status() == Status::key && !is_of_the_provider(error);
}

using Resealed = std::vector<std::pair<storage::SecretRow, std::int64_t>>;

// How many were written; nothing if the key is not the active one any more.
std::optional<std::int64_t> write_batch(storage::Store& store, const DataKey& key, const Resealed& rows) {
    return store.write(
        [&](storage::Transaction& transaction) -> std::optional<std::int64_t> {
            const auto active = storage::find_dek(transaction, key.id(), storage::Lock::share);
            if (!active || active->state != "active")
                return std::nullopt;
            std::int64_t count = 0;
            for (const auto& [row, expected] : rows)
                count += storage::update_secret(transaction, row, expected) ? 1 : 0;
            return count;
        },
        // If it has not landed, the rows come up again; if it has, they do not.
        [](storage::Transaction&) { return false; });
}

} // namespace

// Rule 3: the work list is a query. A row that somebody else has written in the meantime either stands under the active
// key already or comes up in the next round. The active key is asked for in each round: of two that rotate at once the
// slower must not carry rows back.
bool Maintenance::seal_again(const std::string& project, JobCounter& counter, const JobOptions& options) {
    auto& store = m_keys.store();
    for (bool moved = true; moved;) {
        moved = false;
        counter.begin_pass();
        const auto key = m_keys.active(project);
        std::string integration;
        std::string slot;
        for (;;) {
            const auto rows = store.read_one([&](storage::Transaction& transaction) {
                return storage::list_secrets_not_under_key(transaction, project, key->id(), integration, slot,
                                                           options.batch);
            });
            if (rows.empty())
                break;
            integration = rows.back().integration;
            slot = rows.back().slot;
            Resealed resealed;
            for (const auto& row : rows) {
                try {
                    resealed.emplace_back(sealed_under(m_keys, row, *key), row.seal_revision);
                } catch (const Error& error) {
                    if (!is_of_the_value(error))
                        throw;
                    const auto now = store.read_one([&](storage::Transaction& transaction) {
                        return storage::find_secret(transaction, project, row.integration, row.slot);
                    });
                    if (now && now->sealed == row.sealed)
                        counter.fault({row.project, row.integration, row.slot, error.code()});
                    else
                        moved = true;
                }
            }
            const auto written = write_batch(store, *key, resealed);
            moved = moved || !written || *written != 0;
            counter.done(written.value_or(0));
            if (!counter.report())
                return false;
            if (!written)
                break;
        }
    }
    counter.settle();
    return true;
}

JobResult Maintenance::reencrypt(std::string_view project, const JobOptions& options) {
    const auto key = m_keys.active(project);
    const auto left = m_keys.store().read_one([&](storage::Transaction& transaction) {
        return storage::count_secrets_not_under_key(transaction, project, key->id());
    });
    JobCounter counter(options, left);
    counter.result.target = key->id();
    if (options.dry_run || !seal_again(std::string(project), counter, options))
        return counter.result;
    counter.finish();
    if (counter.result.progress.done != 0)
        m_keys.report("key.reencrypt", project, options.subject);
    return counter.result;
}

} // namespace integration_gallery::vault
