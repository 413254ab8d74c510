#include "vault/job.hpp"
#include "vault/maintenance.hpp"
#include "vault/wrapped_key.hpp"

#include <integration_gallery/error.hpp>

#include <algorithm>
#include <thread>
#include <utility>

namespace integration_gallery::vault {
namespace {

// Makes the provider's active key known to the store, then the store's own active one.
void switch_kek(KeyStore& keys, const storage::StoreRow& store_row, const std::string& target,
                const std::string& parameters) {
    const auto known = keys.store().read_one(
        [&](storage::Transaction& transaction) { return storage::find_kek(transaction, target); });
    if (known) {
        if (!matches_check_value(keys.provider(), keys.store_id(), target, known->check_value))
            throw Error(Status::key, "key-mismatch",
                        "The key '" + target + "' that " + keys.provider().description() +
                            " holds is not the one that the store knows under this name; nothing was changed.");
    }
    const storage::KekRow fresh{target,
                                keys.provider().name(),
                                known ? known->check_value
                                      : make_check_value(keys.provider(), keys.store_id(), target, keys.random()),
                                parameters.empty() ? "{}" : parameters,
                                "active",
                                keys.now_us()};
    keys.store().write(
        [&](storage::Transaction& transaction) {
            if (!storage::insert_kek(transaction, fresh))
                storage::update_kek_state(transaction, target, "retired", "active");
            storage::swap_active_kek(transaction, store_row.active_kek, target);
        },
        [&](storage::Transaction& transaction) {
            const auto row = storage::find_store(transaction);
            return row && row->active_kek == target;
        });
}

// Retires what nothing stands under any more. The row is changed before the keys are counted: whoever is about to make
// a key under it holds the row (KeyStore::switch_active), so that the count is final.
void retire_others(KeyStore& keys, const std::string& target) {
    keys.store().write(
        [&](storage::Transaction& transaction) {
            for (const auto& kek : storage::list_keks(transaction)) {
                if (kek.kek_id == target || !storage::update_kek_state(transaction, kek.kek_id, "active", "retired"))
                    continue;
                const auto used = storage::count_deks_by_kek(transaction);
                if (std::any_of(used.begin(), used.end(), [&](const auto& use) { return use.kek_id == kek.kek_id; }))
                    storage::update_kek_state(transaction, kek.kek_id, "retired", "active");
            }
        },
        [](storage::Transaction&) { return false; });
}

// A key whose revision has moved was changed by somebody else; it comes up again if need be.
std::int64_t write_batch(KeyStore& keys, const std::string& target, const std::vector<storage::DekRow>& rows) {
    return keys.store().write(
        [&](storage::Transaction& transaction) {
            const auto store = storage::find_store(transaction);
            if (!store || store->active_kek != target)
                throw Error(Status::conflict, "key-switched-elsewhere",
                            "Another process has made '" + (store ? store->active_kek : std::string()) +
                                "' the key-encryption key meanwhile, so no more is wrapped under '" + target +
                                "'. Give every process the same keys in the same order.");
            std::int64_t count = 0;
            for (const auto& row : rows)
                count += storage::update_dek(transaction, row, row.revision) ? 1 : 0;
            return count;
        },
        [](storage::Transaction&) { return false; });
}

std::string hosts_text(const std::vector<std::string>& names) {
    static constexpr std::size_t told = 10;
    std::string out;
    for (std::size_t i = 0; i < names.size() && i < told; ++i)
        out += (out.empty() ? "" : ", ") + names[i];
    return names.size() > told ? out + " and " + std::to_string(names.size() - told) + " more" : out;
}

// Until no process lacks the key. False: the owner of the job has stopped it.
bool wait_for_hosts(KeyStore& keys, const std::string& target, std::chrono::milliseconds wait, JobCounter& counter) {
    static constexpr std::chrono::milliseconds pause{200};
    const auto end = std::chrono::steady_clock::now() + wait;
    for (;;) {
        counter.result.hosts_lacking_key = keys.hosts().lacking(target);
        if (counter.result.hosts_lacking_key.empty())
            return true;
        if (std::chrono::steady_clock::now() >= end)
            throw Error(
                Status::conflict, "host-lacks-key",
                "These processes use the store and do not hold the key '" + target +
                    "': " + hosts_text(counter.result.hosts_lacking_key) +
                    ". Give it to them as well, and try again: a process says what it holds once a minute while "
                    "it is used or asked whether it is ready, and one that was killed is forgotten in an hour. "
                    "Nothing was changed.");
        if (!counter.report())
            return false;
        std::this_thread::sleep_for(pause);
    }
}

} // namespace

JobResult Maintenance::rewrap(const JobOptions& options, std::chrono::milliseconds wait, bool ignore_hosts) {
    auto& store = m_keys.store();
    const auto target = m_keys.provider().keys().active;
    const auto store_row = store.read_one(storage::find_store);
    if (!store_row)
        throw Error(Status::storage, "store-damaged", "The row that names the store has gone. Restore it.");
    std::int64_t left = 0;
    for (const auto& use :
         store.read([](storage::Transaction& transaction) { return storage::count_deks_by_kek(transaction); }))
        left += use.kek_id == target ? 0 : use.deks;
    JobCounter counter(options, left);
    counter.result.target = target;
    if (options.dry_run) {
        counter.result.hosts_lacking_key = m_keys.hosts().lacking(target);
        return counter.result;
    }
    if (!ignore_hosts && !wait_for_hosts(m_keys, target, wait, counter))
        return counter.result;
    if (store_row->active_kek != target)
        switch_kek(m_keys, *store_row, target, m_keys.parameters_of(target));

    for (bool moved = true; moved;) {
        moved = false;
        counter.begin_pass();
        for (std::string after;;) {
            const auto rows = store.read_one([&](storage::Transaction& transaction) {
                return storage::list_deks_not_under_kek(transaction, target, after, options.batch);
            });
            if (rows.empty())
                break;
            after = rows.back().dek_id;
            std::vector<storage::DekRow> wrapped;
            for (auto row : rows) {
                try {
                    const auto key = unwrap_key(m_keys.provider(), m_keys.place_of(row), row.wrapped);
                    row.kek_id = target;
                    row.wrapped = wrap_key(m_keys.provider(), m_keys.place_of(row), key.bytes());
                    wrapped.push_back(std::move(row));
                } catch (const Error& error) {
                    if (error.status() != Status::key || is_of_the_provider(error))
                        throw;
                    counter.fault({row.project, "", row.dek_id, error.code()});
                }
            }
            const auto written = write_batch(m_keys, target, wrapped);
            counter.done(written);
            moved = moved || written != 0;
            if (!counter.report())
                return counter.result;
        }
    }
    counter.settle();
    retire_others(m_keys, target);
    counter.finish();
    if (counter.result.progress.done != 0)
        m_keys.report("key.rewrap", "", options.subject);
    return counter.result;
}

} // namespace integration_gallery::vault
