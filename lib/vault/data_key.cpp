#include "vault/data_key.hpp"

#include "crypto/sealing_key.hpp"

#include <utility>

namespace integration_gallery::vault {

DataKey::DataKey(std::string id, std::string project, std::unique_ptr<crypto::SealingKey> key)
    : m_id(std::move(id)), m_project(std::move(project)), m_key(std::move(key)) {}

DataKey::DataKey(std::string id, std::string project, Secret fingerprint_key)
    : m_id(std::move(id)), m_project(std::move(project)), m_fingerprint_key(std::move(fingerprint_key)) {}

DataKey::~DataKey() = default;

} // namespace integration_gallery::vault
