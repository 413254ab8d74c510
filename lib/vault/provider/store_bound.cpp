#include "vault/provider/store_bound.hpp"

namespace integration_gallery::vault {

BoundKeys bind_provider(KeyProvider& provider, const StoreFacts& facts, RandomSource& random) {
    if (auto* bound = dynamic_cast<StoreBoundProvider*>(&provider))
        return bound->bind(facts, random);
    // The host's own provider: it lives as long as the host promised, so nothing is owned here.
    return {std::shared_ptr<KeyProvider>(std::shared_ptr<void>(), &provider),
            "the key provider '" + provider.name() + "'",
            {}};
}

} // namespace integration_gallery::vault
