#include "vault/wrapped_key.hpp"

#include "base/base64url.hpp"
#include "crypto/digest.hpp"

#include <integration_gallery/error.hpp>

#include <array>
#include <cstring>

namespace integration_gallery::vault {
namespace {

constexpr std::string_view prefix = "igw1.";
constexpr std::size_t key_size = 32;

// The provider's name is no part of it, so that a key can move from a file into a variable.
base::Bytes context_of(const KeyPlace& place) {
    const std::array<std::span<const std::byte>, 6> fields{
        base::as_bytes("integration-gallery/dek/v1"),
        place.store_id,
        base::as_bytes(place.project),
        base::as_bytes(place.dek_id),
        base::as_bytes(place.purpose),
        base::as_bytes(place.kek_id),
    };
    return base::encode_fields(fields);
}

std::string digest_text(std::span<const std::byte> probe) {
    const std::array<std::span<const std::byte>, 2> fields{base::as_bytes("igs1/kek-check"), probe};
    return base::encode_base64url(crypto::sha256(base::encode_fields(fields)));
}

KeyPlace check_place(std::span<const std::byte> store_id, std::string_view kek_id) {
    return {store_id, "", "", "kek-check", kek_id};
}

[[noreturn]] void damaged(const KeyPlace& place) {
    throw Error(Status::key, "data-key-damaged",
                "The stored key '" + std::string(place.dek_id) +
                    "' was changed, or belongs elsewhere. Restore the table of keys from a backup.");
}

} // namespace

std::string wrap_key(const ProviderCalls& provider, const KeyPlace& place, std::span<const std::byte> key) {
    const auto context = context_of(place);
    Secret pair(key_size + crypto::digest_size);
    std::memcpy(pair.writable().data(), key.data(), key_size);
    const auto digest = crypto::sha256(context);
    std::memcpy(pair.writable().data() + key_size, digest.data(), digest.size());
    return std::string(prefix) + base::encode_base64url(provider.wrap(place.kek_id, pair.bytes(), context));
}

Secret unwrap_key(const ProviderCalls& provider, const KeyPlace& place, std::string_view text) {
    const auto wrapped =
        text.starts_with(prefix) ? base::decode_base64url(text.substr(prefix.size())) : std::optional<base::Bytes>();
    if (!wrapped || wrapped->empty())
        damaged(place);
    const auto context = context_of(place);
    Secret pair;
    try {
        pair = provider.unwrap(place.kek_id, *wrapped, context, key_size + crypto::digest_size);
    } catch (const Error& error) {
        if (error.code() == "unwrap-refused")
            damaged(place);
        throw;
    }
    if (!base::equal_constant_time(pair.bytes().subspan(key_size), crypto::sha256(context)))
        damaged(place);
    pair.truncate(key_size);
    return pair;
}

std::string make_check_value(const ProviderCalls& provider, std::span<const std::byte> store_id,
                             std::string_view kek_id, RandomSource& random) {
    Secret probe(key_size);
    random.fill(probe.writable());
    return wrap_key(provider, check_place(store_id, kek_id), probe.bytes()) + "." + digest_text(probe.bytes());
}

bool matches_check_value(const ProviderCalls& provider, std::span<const std::byte> store_id, std::string_view kek_id,
                         std::string_view check_value) {
    const auto dot = check_value.rfind('.');
    if (dot == std::string_view::npos)
        return false;
    try {
        const auto probe = unwrap_key(provider, check_place(store_id, kek_id), check_value.substr(0, dot));
        return digest_text(probe.bytes()) == check_value.substr(dot + 1);
    } catch (const Error& error) {
        if (error.code() == "key-missing" || is_of_the_provider(error))
            throw;
        return false;
    }
}

} // namespace integration_gallery::vault
