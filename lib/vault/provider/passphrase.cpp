#include "base/base64url.hpp"
#include "crypto/argon2id.hpp"
#include "json/read.hpp"
#include "vault/provider/local_keys.hpp"
#include "vault/provider/store_bound.hpp"

#include <integration_gallery/error.hpp>
#include <integration_gallery/keys.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <optional>
#include <utility>

namespace integration_gallery {
namespace vault {
namespace {

constexpr std::string_view description = "the passphrase";
constexpr std::size_t salt_size = 16;
constexpr std::uint32_t memory_limit_kib = 1024 * 1024;
constexpr std::uint32_t passes_limit = 16;
constexpr std::uint32_t lanes_limit = 16;

struct Derivation {
    crypto::Argon2Cost cost;
    base::Bytes salt;
};

// The numbers come from a database that somebody may have changed: they must not cost more than this, and fewer give
// another key.
bool is_bearable(const crypto::Argon2Cost& cost) {
    return cost.lanes >= 1 && cost.lanes <= lanes_limit && cost.passes >= 1 && cost.passes <= passes_limit &&
           cost.memory_kib >= 8 * cost.lanes && cost.memory_kib <= memory_limit_kib;
}

std::string write_parameters(const Derivation& derivation) {
    boost::json::object text;
    text["kdf"] = "argon2id";
    text["memoryKib"] = derivation.cost.memory_kib;
    text["passes"] = derivation.cost.passes;
    text["lanes"] = derivation.cost.lanes;
    text["salt"] = base::encode_base64url(derivation.salt);
    return boost::json::serialize(text);
}

std::optional<Derivation> read_parameters(std::string_view text) {
    try {
        const auto value = json::read(text);
        const auto* object = value.if_object();
        const auto number = [&](std::string_view name) {
            const auto* member = object != nullptr ? object->if_contains(name) : nullptr;
            const auto* integer = member != nullptr ? member->if_int64() : nullptr;
            return integer != nullptr && *integer >= 0 && *integer <= memory_limit_kib
                       ? static_cast<std::uint32_t>(*integer)
                       : 0u;
        };
        Derivation derivation{{number("memoryKib"), number("passes"), number("lanes")}, {}};
        const auto* kdf = object != nullptr ? object->if_contains("kdf") : nullptr;
        const auto* salt = object != nullptr ? object->if_contains("salt") : nullptr;
        if (kdf == nullptr || *kdf != "argon2id" || salt == nullptr || !salt->is_string() ||
            !is_bearable(derivation.cost))
            return std::nullopt;
        auto bytes = base::decode_base64url(salt->get_string());
        if (!bytes || bytes->size() != salt_size)
            return std::nullopt;
        derivation.salt = std::move(*bytes);
        return derivation;
    } catch (const Error&) {
        return std::nullopt;
    }
}

Secret derive(const Secret& passphrase, const Derivation& derivation) {
    Secret key(32);
    crypto::argon2id(passphrase.bytes(), derivation.salt, derivation.cost, key.writable());
    return key;
}

// The keys of a passphrase for one store.
class DerivedKeys final : public LocalKeys {
public:
    explicit DerivedKeys(std::shared_ptr<const KeySet> keys) : m_derived(std::move(keys)) {}
    std::string name() const override { return "passphrase"; }

protected:
    std::shared_ptr<const KeySet> load() override { return m_derived; }

private:
    std::shared_ptr<const KeySet> m_derived;
};

class PassphraseProvider final : public LocalKeys, public StoreBoundProvider {
public:
    PassphraseProvider(Secret passphrase, PassphraseOptions options)
        : m_passphrase(std::move(passphrase)), m_cost{options.memory_kib, options.passes, options.lanes} {}

    std::string name() const override { return "passphrase"; }

    BoundKeys bind(const StoreFacts& facts, RandomSource& random) override {
        auto keys = std::make_shared<KeySet>();
        BoundKeys bound;
        // The active key first: it is the one that is nearly always wanted.
        for (const bool active : {true, false})
            for (const auto& row : facts.keks)
                if ((row.kek_id == facts.active_kek) == active && row.state != "retired")
                    if (const auto derivation = read_parameters(row.parameters)) {
                        const auto key = derive(m_passphrase, *derivation);
                        KeySet derived;
                        derived.add(key.bytes());
                        if (!derived.holds(row.kek_id))
                            continue; // made with another passphrase
                        keys->add(key.bytes());
                        bound.parameters[row.kek_id] = row.parameters;
                    }
        if (keys->empty()) {
            // For a new store, and for a passphrase that is about to follow another. One that is simply wrong is
            // refused by the vault: this key is not the one the store names.
            Derivation fresh{m_cost, base::Bytes(salt_size)};
            random.fill(fresh.salt);
            keys->add(derive(m_passphrase, fresh).bytes());
            bound.parameters[keys->names().active] = write_parameters(fresh);
        }
        bound.provider = std::make_shared<DerivedKeys>(std::move(keys));
        bound.description = description;
        return bound;
    }

protected:
    std::shared_ptr<const KeySet> load() override {
        throw Error(Status::invalid_state, "key-not-bound", "A passphrase gives keys only to a store that is open.");
    }

private:
    Secret m_passphrase;
    crypto::Argon2Cost m_cost;
};

} // namespace
} // namespace vault

std::shared_ptr<KeyProvider> key_from_passphrase(Secret passphrase, PassphraseOptions options) {
    if (passphrase.size() < 8)
        throw Error(Status::invalid_argument, "passphrase-too-short", "A passphrase has at least 8 bytes.");
    if (!vault::is_bearable({options.memory_kib, options.passes, options.lanes}))
        throw Error(Status::invalid_argument, "passphrase-cost",
                    "The cost of a passphrase is at most 1048576 KiB, 16 passes and 16 lanes, and at least 8 KiB per "
                    "lane.");
    return std::make_shared<vault::PassphraseProvider>(std::move(passphrase), options);
}

} // namespace integration_gallery
