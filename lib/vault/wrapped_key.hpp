#pragma once

#include "vault/provider_calls.hpp"

#include <integration_gallery/host.hpp>
#include <integration_gallery/secret.hpp>

#include <span>
#include <string>
#include <string_view>

namespace integration_gallery::vault {

/// Which key a wrapped key is; part of what it is bound to.
struct KeyPlace {
    std::span<const std::byte> store_id;
    std::string_view project;
    std::string_view dek_id;
    std::string_view purpose; ///< "data", "fingerprint" or "kek-check"
    std::string_view kek_id;
};

/// Wraps 32 bytes under the key-encryption key of the place: text of the form "igw1.<base64url>". The digest of the
/// place is wrapped beside the key, so that keys cannot be exchanged even where the provider ignores its context.
std::string wrap_key(const ProviderCalls& provider, const KeyPlace& place, std::span<const std::byte> key);

/// Throws Error of Status::key: "data-key-damaged" if the text is not what wrap_key gave for this place, and what the
/// provider throws.
Secret unwrap_key(const ProviderCalls& provider, const KeyPlace& place, std::string_view text);

/// What tells a key-encryption key of a store from another one of the same id: a random value, wrapped, with its
/// digest.
std::string make_check_value(const ProviderCalls& provider, std::span<const std::byte> store_id,
                             std::string_view kek_id, RandomSource& random);

/// Is it the key that the check value was made with? Throws what stands for "no answer": "key-missing" and
/// what is_of_the_provider.
bool matches_check_value(const ProviderCalls& provider, std::span<const std::byte> store_id, std::string_view kek_id,
                         std::string_view check_value);

} // namespace integration_gallery::vault
