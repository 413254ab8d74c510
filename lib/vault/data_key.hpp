#pragma once

#include <integration_gallery/secret.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace integration_gallery::crypto {
class SealingKey;
}

namespace integration_gallery::vault {

/// An unwrapped data-encryption key of one project. Handed out by Vault; immutable, any thread. Its bytes stand in
/// wiped memory that nothing outside the vault can reach.
class DataKey {
public:
    DataKey(std::string id, std::string project, std::unique_ptr<crypto::SealingKey> key);
    /// One that makes fingerprints and seals nothing.
    DataKey(std::string id, std::string project, Secret fingerprint_key);
    ~DataKey();
    DataKey(const DataKey&) = delete;
    DataKey& operator=(const DataKey&) = delete;

    /// The 26 characters that stand in each value sealed with it, and in the column `key_id`.
    std::string_view id() const noexcept { return m_id; }
    std::string_view project() const noexcept { return m_project; }
    bool seals() const noexcept { return m_key != nullptr; }
    /// Of a key that seals.
    const crypto::SealingKey& sealing_key() const noexcept { return *m_key; }
    /// 32 bytes, of one that does not.
    const Secret& fingerprint_key() const noexcept { return m_fingerprint_key; }

private:
    std::string m_id;
    std::string m_project;
    std::unique_ptr<crypto::SealingKey> m_key;
    Secret m_fingerprint_key;
};

} // namespace integration_gallery::vault
