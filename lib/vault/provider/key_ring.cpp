#include "vault/provider/store_bound.hpp"

#include <integration_gallery/error.hpp>
#include <integration_gallery/keys.hpp>

#include <algorithm>
#include <utility>

namespace integration_gallery {
namespace vault {
namespace {

// Several providers as one, each already made ready for the store.
class Ring final : public KeyProvider {
public:
    explicit Ring(std::vector<std::shared_ptr<KeyProvider>> providers) : m_providers(std::move(providers)) {}

    std::string name() const override {
        std::string names;
        for (const auto& provider : m_providers)
            names += (names.empty() ? "" : "+") + provider->name();
        return names;
    }

    KeyNames keys() override {
        KeyNames names;
        for (const auto& provider : m_providers) {
            auto more = provider->keys();
            if (names.active.empty())
                names.active = more.active;
            names.known.insert(names.known.end(), more.known.begin(), more.known.end());
        }
        return names;
    }

    std::vector<std::byte> wrap(std::string_view key_id, std::span<const std::byte> plaintext,
                                std::span<const std::byte> context, std::chrono::milliseconds limit) override {
        return holder(key_id).wrap(key_id, plaintext, context, limit);
    }

    Secret unwrap(std::string_view key_id, std::span<const std::byte> wrapped, std::span<const std::byte> context,
                  std::chrono::milliseconds limit) override {
        return holder(key_id).unwrap(key_id, wrapped, context, limit);
    }

private:
    KeyProvider& holder(std::string_view key_id) {
        for (const auto& provider : m_providers) {
            const auto names = provider->keys();
            if (std::find(names.known.begin(), names.known.end(), key_id) != names.known.end())
                return *provider;
        }
        throw Error(Status::key, "key-missing",
                    "The key-encryption key '" + std::string(key_id) + "' is in none of the key providers.");
    }

    std::vector<std::shared_ptr<KeyProvider>> m_providers;
};

class UnboundRing final : public KeyProvider, public StoreBoundProvider {
public:
    explicit UnboundRing(std::vector<std::shared_ptr<KeyProvider>> providers)
        : m_providers(providers), m_ring(std::move(providers)) {}

    std::string name() const override { return m_ring.name(); }
    KeyNames keys() override { return m_ring.keys(); }
    std::vector<std::byte> wrap(std::string_view key_id, std::span<const std::byte> plaintext,
                                std::span<const std::byte> context, std::chrono::milliseconds limit) override {
        return m_ring.wrap(key_id, plaintext, context, limit);
    }
    Secret unwrap(std::string_view key_id, std::span<const std::byte> wrapped, std::span<const std::byte> context,
                  std::chrono::milliseconds limit) override {
        return m_ring.unwrap(key_id, wrapped, context, limit);
    }

    BoundKeys bind(const StoreFacts& facts, RandomSource& random) override {
        BoundKeys all;
        std::vector<std::shared_ptr<KeyProvider>> bound;
        for (const auto& provider : m_providers) {
            auto one = bind_provider(*provider, facts, random);
            all.description += (all.description.empty() ? "" : " with ") + one.description;
            all.parameters.merge(one.parameters);
            bound.push_back(std::move(one.provider));
        }
        all.provider = std::make_shared<Ring>(std::move(bound));
        return all;
    }

private:
    std::vector<std::shared_ptr<KeyProvider>> m_providers;
    Ring m_ring;
};

} // namespace
} // namespace vault

std::shared_ptr<KeyProvider> key_ring(std::vector<std::shared_ptr<KeyProvider>> providers) {
    if (providers.empty() || std::find(providers.begin(), providers.end(), nullptr) != providers.end())
        throw Error(Status::invalid_argument, "key-ring", "A key ring needs at least one provider, and none missing.");
    return std::make_shared<vault::UnboundRing>(std::move(providers));
}

} // namespace integration_gallery
