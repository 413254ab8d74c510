#include "vault/store_vault.hpp"

#include "crypto/fingerprint.hpp"
#include "crypto/sealed_record.hpp"

#include <integration_gallery/error.hpp>

#include <utility>

namespace integration_gallery::vault {
namespace {

crypto::RecordContext record_context(std::string_view key_id, std::span<const std::byte> store_id,
                                     const SealContext& context) {
    return {key_id,
            store_id,
            context.project,
            context.record,
            context.integration,
            context.slot,
            context.seal_revision,
            context.binding};
}

} // namespace

std::shared_ptr<const DataKey> StoreVault::active_key(std::string_view project) {
    m_keys.hosts().tell_if_due();
    return m_keys.active(project);
}

std::string StoreVault::seal(const DataKey& key, const SealContext& context, std::span<const std::byte> plaintext) {
    if (key.project() != context.project)
        throw Error(Status::invalid_argument, "data-key-project", "The data key belongs to another project.");
    return crypto::seal_record(key.sealing_key(), record_context(key.id(), m_keys.store_id(), context), plaintext,
                               m_keys.random());
}

Secret StoreVault::open_with(storage::Transaction* transaction, const SealContext& context, std::string_view sealed) {
    // One answer for everything that may be wrong with the value: whoever altered it learns nothing.
    const auto record = crypto::parse_record(sealed);
    if (record) {
        const auto key = m_keys.by_id(context.project, record->key_id, transaction);
        auto plaintext = crypto::open_record(key->sealing_key(),
                                             record_context(record->key_id, m_keys.store_id(), context), *record);
        if (plaintext)
            return *std::move(plaintext);
    }
    throw Error(Status::key, "secret-unreadable",
                "The secrets of '" + std::string(context.integration) +
                    "' do not open: they were damaged, moved, or their destination was changed. Enter them again.");
}

Secret StoreVault::open(const SealContext& context, std::string_view sealed) {
    m_keys.hosts().tell_if_due();
    return open_with(nullptr, context, sealed);
}

Secret StoreVault::open(storage::Transaction& transaction, const SealContext& context, std::string_view sealed) {
    return open_with(&transaction, context, sealed);
}

void StoreVault::guard(storage::Transaction& transaction, const DataKey& key) {
    const auto row = storage::find_dek(transaction, key.id(), storage::Lock::share);
    const bool usable = row && row->project == key.project() &&
                        (row->state == "active" || (row->state == "decrypt_only" && !row->compromised));
    if (usable)
        return;
    m_keys.cache().forget(key.id());
    throw Error(Status::conflict, "data-key-retired",
                "The project's key was replaced while its secrets were being stored; try again.");
}

std::string StoreVault::fingerprint(std::string_view project, std::string_view field,
                                    std::span<const std::byte> secret) {
    const auto key = m_keys.fingerprint_key(project);
    return crypto::fingerprint(key->fingerprint_key().bytes(), project, field, secret);
}

void StoreVault::check_keys() {
    const auto [row, keks] = m_keys.store().read([](storage::Transaction& transaction) {
        return std::pair(storage::find_store(transaction), storage::list_keks(transaction));
    });
    if (!row)
        throw Error(Status::storage, "store-damaged", "The row that names the store is missing. Restore a backup.");
    check_provider(m_keys.provider(), *row, keks);
    m_keys.hosts().tell_if_due(true);
}

} // namespace integration_gallery::vault
