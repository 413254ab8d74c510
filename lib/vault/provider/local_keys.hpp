#pragma once

#include "crypto/random.hpp"
#include "vault/provider/key_set.hpp"

#include <memory>
#include <mutex>

namespace integration_gallery::vault {

/// A provider whose keys stand in this process. A derived class says where they come from. Any thread.
class LocalKeys : public KeyProvider {
public:
    KeyNames keys() override;
    std::vector<std::byte> wrap(std::string_view key_id, std::span<const std::byte> plaintext,
                                std::span<const std::byte> context, std::chrono::milliseconds limit) override;
    Secret unwrap(std::string_view key_id, std::span<const std::byte> wrapped, std::span<const std::byte> context,
                  std::chrono::milliseconds limit) override;

protected:
    /// Reads the keys anew; called when keys are listed and when one is asked for that was not there. Throws Error.
    virtual std::shared_ptr<const KeySet> load() = 0;

    std::shared_ptr<const KeySet> reload();

private:
    std::shared_ptr<const KeySet> keys_with(std::string_view key_id);

    std::mutex m_mutex;
    std::shared_ptr<const KeySet> m_keys;
    crypto::SystemRandom m_random;
};

} // namespace integration_gallery::vault
