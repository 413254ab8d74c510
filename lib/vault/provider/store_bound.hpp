#pragma once

#include "storage/repository/keys.hpp"

#include <integration_gallery/host.hpp>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace integration_gallery::vault {

/// What is known of a store before anything is written to it.
struct StoreFacts {
    bool is_new = false;         ///< it has no name and holds nothing
    bool may_create_key = false; ///< it is new, and its engine is one for a single machine
    std::string active_kek;      ///< "" when new
    std::vector<storage::KekRow> keks;
};

/// A provider that is ready for one store.
struct BoundKeys {
    std::shared_ptr<KeyProvider> provider;
    /// For messages: "the key file '/etc/app/gallery.key'".
    std::string description;
    /// By the id of a key: what must stand in the store, in clear, to make the key again. JSON.
    std::map<std::string, std::string> parameters;
};

/// A provider that needs to know the store before it can name its keys. The vault asks for this interface before it
/// calls the provider, and then uses what `bind` gives.
class StoreBoundProvider {
public:
    virtual ~StoreBoundProvider() = default;
    /// Throws Error of Status::key; writes nothing to the store.
    virtual BoundKeys bind(const StoreFacts& facts, RandomSource& random) = 0;
};

/// The provider made ready for a store, whether it is a StoreBoundProvider or not. `provider` must outlive the result.
BoundKeys bind_provider(KeyProvider& provider, const StoreFacts& facts, RandomSource& random);

} // namespace integration_gallery::vault
