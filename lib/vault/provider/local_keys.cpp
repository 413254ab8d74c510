#include "vault/provider/local_keys.hpp"

namespace integration_gallery::vault {

std::shared_ptr<const KeySet> LocalKeys::reload() {
    auto fresh = load();
    const std::lock_guard lock(m_mutex);
    m_keys = fresh;
    return fresh;
}

// A key that somebody has just added to the file is found without a restart.
std::shared_ptr<const KeySet> LocalKeys::keys_with(std::string_view key_id) {
    {
        const std::lock_guard lock(m_mutex);
        if (m_keys && m_keys->holds(key_id))
            return m_keys;
    }
    return reload();
}

KeyNames LocalKeys::keys() {
    return reload()->names();
}

std::vector<std::byte> LocalKeys::wrap(std::string_view key_id, std::span<const std::byte> plaintext,
                                       std::span<const std::byte> context, std::chrono::milliseconds) {
    return keys_with(key_id)->wrap(key_id, plaintext, context, m_random);
}

Secret LocalKeys::unwrap(std::string_view key_id, std::span<const std::byte> wrapped,
                         std::span<const std::byte> context, std::chrono::milliseconds) {
    return keys_with(key_id)->unwrap(key_id, wrapped, context);
}

} // namespace integration_gallery::vault
