#pragma once

#include "storage/store.hpp"
#include "vault/hosts.hpp"
#include "vault/key_cache.hpp"
#include "vault/provider_calls.hpp"
#include "vault/vault.hpp"
#include "vault/wrapped_key.hpp"

#include <array>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace integration_gallery::vault {

using StoreId = std::array<std::byte, 16>;

/// The data keys of a store: finds, unwraps, makes and switches them. What Vault and Maintenance both stand on. Any
/// thread.
class KeyStore {
public:
    struct Parts {
        storage::Store& store;
        ProviderCalls provider;
        Clock& clock;
        RandomSource& random;
        AuditSink* audit;
        Logger* logger;
        OpenOptions options;
        StoreId store_id;
        std::map<std::string, std::string> parameters; ///< of the provider's keys: see BoundKeys
    };
    explicit KeyStore(Parts parts);

    storage::Store& store() const noexcept { return m_parts.store; }
    const ProviderCalls& provider() const noexcept { return m_parts.provider; }
    RandomSource& random() const noexcept { return m_parts.random; }
    const StoreId& store_id() const noexcept { return m_parts.store_id; }
    KeyCache& cache() noexcept { return m_cache; }
    Hosts& hosts() noexcept { return m_hosts; }
    std::chrono::system_clock::time_point now() const { return m_parts.clock.now(); }
    std::int64_t now_us() const;

    using Key = std::shared_ptr<const DataKey>;

    /// The project's active key; makes the first one.
    Key active(std::string_view project);

    /// A key by its id; through `transaction` if one is given. Errors as Vault::open says.
    Key by_id(std::string_view project, std::string_view dek_id, storage::Transaction* transaction);

    /// The project's key of fingerprints; makes it. It stays over every rotation of the keys that seal, so that a
    /// fingerprint does too, and goes with a shred.
    Key fingerprint_key(std::string_view project);

    /// Makes a new active key if `expected` is still the active one ("": there is none), by rule 1: its row is
    /// committed before anything points to it, and of several that try at once one wins. `compromised` marks the old
    /// key. Gives the id of the key that is active afterwards, whoever made it.
    std::string switch_active(std::string_view project, const std::string& expected, bool compromised);

    /// The place of a key, for wrapping.
    KeyPlace place_of(const storage::DekRow& row) const;

    /// What must stand in the store to make a key of the provider again; "" for nothing.
    std::string parameters_of(const std::string& kek_id) const;

    /// Reports a change of keys to the audit sink; its failure is logged.
    void report(std::string_view kind, std::string_view project, std::string_view subject) const;

private:
    Key unwrap(std::string_view project, std::string_view dek_id, const std::optional<storage::DekRow>& row,
               std::string_view purpose) const;
    storage::DekRow make_pending(std::string_view project, std::string_view purpose);
    /// Runs `swap`, which puts a pending key in its place or gives way, and says which key is there now. "" from it is
    /// refused: the keys keep moving.
    std::string settle(const storage::DekRow& fresh, const std::function<std::string(storage::Transaction&)>& swap);
    void insert_wrapped(storage::DekRow& fresh, std::span<const std::byte> bytes);
    std::string make_fingerprint_key(std::string_view project);
    std::optional<storage::ProjectKeyRow> look(std::string_view project, storage::Transaction* transaction);
    void look_at(std::string_view project, storage::Transaction* transaction);

    Parts m_parts;
    KeyCache m_cache;
    Hosts m_hosts;
};

/// Checks that a provider holds what a store needs: its active key with the right check value, and every other key that
/// may still be in use. Writes nothing. Throws as Vault::open says.
void check_provider(const ProviderCalls& provider, const storage::StoreRow& store,
                    const std::vector<storage::KekRow>& keks);

/// The bytes of a store's id. Throws Error of Status::storage "store-damaged".
StoreId read_store_id(std::string_view text);

} // namespace integration_gallery::vault
