#include "vault/key_store.hpp"

#include "base/clock.hpp"
#include "base/identifier.hpp"
#include "crypto/sealing_key.hpp"

#include <integration_gallery/error.hpp>

#include <utility>

namespace integration_gallery::vault {
namespace {

constexpr std::string_view data_purpose = "data";
constexpr std::string_view fingerprint_purpose = "fingerprint";

[[noreturn]] void refuse_moving_keys(std::string_view project) {
    throw Error(Status::conflict, "data-key-retired",
                "The keys of the project '" + std::string(project) + "' are being changed; try again.");
}

} // namespace

KeyStore::KeyStore(Parts parts)
    : m_parts(std::move(parts)), m_cache(m_parts.options.data_key_limit, m_parts.options.data_key_lifetime),
      m_hosts(m_parts.store, m_parts.provider, m_parts.clock, m_parts.random) {}

std::int64_t KeyStore::now_us() const {
    return base::to_microseconds(m_parts.clock.now());
}

KeyPlace KeyStore::place_of(const storage::DekRow& row) const {
    return {m_parts.store_id, row.project, row.dek_id, row.purpose, row.kek_id};
}

std::string KeyStore::parameters_of(const std::string& kek_id) const {
    const auto found = m_parts.parameters.find(kek_id);
    return found != m_parts.parameters.end() ? found->second : "";
}

void KeyStore::report(std::string_view kind, std::string_view project, std::string_view subject) const {
    if (m_parts.audit == nullptr)
        return;
    try {
        m_parts.audit->record({now(), kind, project, "", subject, "", "ok", {}});
    } catch (...) {
        if (m_parts.logger != nullptr)
            m_parts.logger->write(LogLevel::error, "the audit sink did not take a change of keys", {});
    }
}

KeyStore::Key KeyStore::unwrap(std::string_view project, std::string_view dek_id,
                               const std::optional<storage::DekRow>& row, std::string_view purpose) const {
    const auto id = std::string(dek_id);
    // A key of another project is as unknown here as one that does not exist.
    if (!row || row->project != project || row->purpose != purpose)
        throw Error(Status::key, "secret-key-unknown",
                    "A secret was sealed with the key '" + id + "', which this project does not have.");
    if (row->state == "destroyed")
        throw Error(Status::key, "secret-key-destroyed",
                    "A secret was sealed with the key '" + id + "', which was destroyed. Enter the secret again.");
    auto bytes = unwrap_key(m_parts.provider, place_of(*row), row->wrapped);
    if (purpose == fingerprint_purpose)
        return std::make_shared<const DataKey>(id, std::string(project), std::move(bytes));
    return std::make_shared<const DataKey>(
        id, std::string(project), std::make_unique<crypto::SealingKey>(bytes.bytes(), crypto::SealingPurpose::record));
}

std::optional<storage::ProjectKeyRow> KeyStore::look(std::string_view project, storage::Transaction* transaction) {
    const auto find = [&](storage::Transaction& inside) { return storage::find_project_key(inside, project); };
    auto row = transaction != nullptr ? find(*transaction) : m_parts.store.read_one(find);
    if (row)
        m_cache.note(project, row->revision, now(), row->fingerprint_dek);
    return row;
}

// Another process may have rotated or destroyed the project's keys: looked up at most once in a while.
void KeyStore::look_at(std::string_view project, storage::Transaction* transaction) {
    if (m_cache.is_due(project, now(), m_parts.options.change_interval) && !look(project, transaction))
        m_cache.note(project, 0, now());
}

KeyStore::Key KeyStore::by_id(std::string_view project, std::string_view dek_id, storage::Transaction* transaction) {
    look_at(project, transaction);
    auto key = m_cache.get(dek_id, now(), [&] {
        const auto find = [&](storage::Transaction& inside) { return storage::find_dek(inside, dek_id); };
        return unwrap(project, dek_id, transaction != nullptr ? find(*transaction) : m_parts.store.read_one(find),
                      data_purpose);
    });
    if (key->project() != project || !key->seals())
        return unwrap(project, dek_id, std::nullopt, data_purpose);
    return key;
}

KeyStore::Key KeyStore::active(std::string_view project) {
    const auto row = look(project, nullptr);
    const auto id = row && !row->active_dek.empty() ? row->active_dek : switch_active(project, "", false);
    return by_id(project, id, nullptr);
}

// Under the key-encryption key that is active when the row is committed: one that a rewrap has retired in between may
// be taken out of the provider any moment.
void KeyStore::insert_wrapped(storage::DekRow& fresh, std::span<const std::byte> bytes) {
    static constexpr int attempts = 20;
    for (int attempt = 0; attempt < attempts; ++attempt) {
        const auto store_row = m_parts.store.read_one(storage::find_store);
        if (!store_row)
            throw Error(Status::storage, "store-damaged", "The row that names the store has gone. Restore it.");
        fresh.kek_id = store_row->active_kek;
        fresh.wrapped = wrap_key(m_parts.provider, place_of(fresh), bytes);
        const bool inserted = m_parts.store.write(
            [&](storage::Transaction& transaction) {
                const auto kek = storage::find_kek(transaction, fresh.kek_id, storage::Lock::share);
                if (!kek || kek->state != "active")
                    return false;
                fresh.version = storage::next_dek_version(transaction, fresh.project, fresh.purpose);
                return storage::insert_dek(transaction, fresh);
            },
            [&](storage::Transaction& transaction) {
                return storage::find_dek(transaction, fresh.dek_id).has_value();
            });
        if (inserted)
            return;
    }
    throw Error(Status::conflict, "key-switched-elsewhere",
                "The key-encryption key keeps being replaced by other processes. Give every process the same keys in "
                "the same order, and try again.");
}

storage::DekRow KeyStore::make_pending(std::string_view project, std::string_view purpose) {
    Secret bytes(32);
    m_parts.random.fill(bytes.writable());
    storage::DekRow fresh;
    fresh.dek_id = base::make_identifier(m_parts.random);
    fresh.project = project;
    fresh.purpose = purpose;
    fresh.state = "pending";
    fresh.created_us = fresh.changed_us = now_us();
    insert_wrapped(fresh, bytes.bytes());
    return fresh;
}

std::string KeyStore::settle(const storage::DekRow& fresh,
                             const std::function<std::string(storage::Transaction&)>& swap) {
    // Won or lost, the key is not pending any more once the transaction is there.
    auto id = m_parts.store.write(swap, [&](storage::Transaction& transaction) {
        const auto own = storage::find_dek(transaction, fresh.dek_id);
        return !own || own->state != "pending";
    });
    if (id.empty())
        refuse_moving_keys(fresh.project);
    return id;
}

std::string KeyStore::switch_active(std::string_view project, const std::string& expected, bool compromised) {
    const auto fresh = make_pending(project, data_purpose);
    const auto swap = [&](storage::Transaction& transaction) -> std::string {
        const auto own = storage::find_dek(transaction, fresh.dek_id, storage::Lock::update);
        auto old = expected.empty() ? std::nullopt : storage::find_dek(transaction, expected, storage::Lock::update);
        const auto pointer = storage::find_project_key(transaction, project, storage::Lock::update);
        const bool won =
            own && own->state == "pending" && (pointer || expected.empty()) &&
            (pointer ? storage::swap_active_dek(transaction, project, expected, fresh.dek_id)
                     : storage::insert_project_key(transaction, {std::string(project), fresh.dek_id, "", 1}));
        if (!won) {
            storage::delete_pending_dek(transaction, fresh.dek_id);
            const auto theirs = storage::find_project_key(transaction, project);
            return theirs ? theirs->active_dek : "";
        }
        auto active = *own;
        active.state = "active";
        active.changed_us = now_us();
        storage::update_dek(transaction, active, own->revision);
        if (old) {
            old->state = "decrypt_only";
            old->compromised = old->compromised || compromised;
            old->changed_us = now_us();
            storage::update_dek(transaction, *old, old->revision);
        }
        return fresh.dek_id;
    };
    return settle(fresh, swap);
}

KeyStore::Key KeyStore::fingerprint_key(std::string_view project) {
    // Who has just sealed has looked already.
    look_at(project, nullptr);
    auto id = m_cache.fingerprint_id(project);
    if (id.empty()) {
        const auto row = look(project, nullptr);
        id = row && !row->fingerprint_dek.empty() ? row->fingerprint_dek : make_fingerprint_key(project);
    }
    const auto find = [&] {
        const auto dek = m_parts.store.read_one(
            [&](storage::Transaction& transaction) { return storage::find_dek(transaction, id); });
        return unwrap(project, id, dek, fingerprint_purpose);
    };
    const auto key = m_cache.get(id, now(), find);
    return key->project() == project && !key->seals() ? key : find();
}

std::string KeyStore::make_fingerprint_key(std::string_view project) {
    const auto fresh = make_pending(project, fingerprint_purpose);
    const auto swap = [&](storage::Transaction& transaction) -> std::string {
        const auto own = storage::find_dek(transaction, fresh.dek_id, storage::Lock::update);
        const auto pointer = storage::find_project_key(transaction, project, storage::Lock::update);
        const bool won =
            own && own->state == "pending" &&
            (pointer ? storage::swap_fingerprint_dek(transaction, project, "", fresh.dek_id)
                     : storage::insert_project_key(transaction, {std::string(project), "", fresh.dek_id, 1}));
        if (!won) {
            storage::delete_pending_dek(transaction, fresh.dek_id);
            return pointer ? pointer->fingerprint_dek : "";
        }
        auto active = *own;
        active.state = "active";
        active.changed_us = now_us();
        storage::update_dek(transaction, active, own->revision);
        return fresh.dek_id;
    };
    return settle(fresh, swap);
}

} // namespace integration_gallery::vault
