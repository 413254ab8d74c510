#pragma once

#include "vault/doctor.hpp"
#include "vault/key_store.hpp"
#include "vault/maintenance.hpp"
#include "vault/vault.hpp"

namespace integration_gallery::vault {

/// The vault of a store: see Vault.
class StoreVault final : public Vault {
public:
    explicit StoreVault(KeyStore::Parts parts) : m_keys(std::move(parts)) {}

    std::span<const std::byte> store_id() const noexcept override { return m_keys.store_id(); }
    std::shared_ptr<const DataKey> active_key(std::string_view project) override;
    std::string seal(const DataKey& key, const SealContext& context, std::span<const std::byte> plaintext) override;
    Secret open(const SealContext& context, std::string_view sealed) override;
    Secret open(storage::Transaction& transaction, const SealContext& context, std::string_view sealed) override;
    void guard(storage::Transaction& transaction, const DataKey& key) override;
    std::string fingerprint(std::string_view project, std::string_view field,
                            std::span<const std::byte> secret) override;
    void check_keys() override;
    Maintenance& maintenance() noexcept override { return m_maintenance; }
    Doctor& doctor() noexcept override { return m_doctor; }

private:
    Secret open_with(storage::Transaction* transaction, const SealContext& context, std::string_view sealed);

    KeyStore m_keys;
    Maintenance m_maintenance{m_keys};
    Doctor m_doctor{m_keys};
};

} // namespace integration_gallery::vault
