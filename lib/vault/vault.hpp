#pragma once

#include "vault/data_key.hpp"
#include "vault/seal_context.hpp"

#include <integration_gallery/host.hpp>
#include <integration_gallery/secret.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace integration_gallery::storage {
class Store;
class Transaction;
struct StoreOptions;
} // namespace integration_gallery::storage

namespace integration_gallery::vault {

class Doctor;
class Maintenance;

/// How a vault is opened.
struct OpenOptions {
    /// How long one call of the key provider may take.
    std::chrono::milliseconds provider_limit{5000};
    /// How long an unwrapped data key is kept; zero keeps none.
    std::chrono::milliseconds data_key_lifetime{std::chrono::minutes(15)};
    /// How soon a change of a project's keys by another process is noticed here: a destroyed key serves for no longer.
    /// Zero looks at each use.
    std::chrono::milliseconds change_interval{1000};
    /// How many unwrapped data keys are kept at most.
    std::size_t data_key_limit = 1024;
};

/// Seals and opens the secrets of a store. One object per store, any number of threads.
///
/// A key-encryption key (KEK), which the provider holds outside of the database, wraps one data-encryption key (DEK)
/// per project, which seals that project's secrets. Every failure is an Error of Status::key or Status::storage.
class Vault {
public:
    /// What a vault works with; all must outlive it.
    struct Dependencies {
        KeyProvider& provider;
        Clock& clock;
        RandomSource& random;
        AuditSink* audit = nullptr; ///< Told of changes of keys; may be missing.
        Logger* logger = nullptr;   ///< May be missing.
    };

    /// A store and its vault; the vault must die first.
    struct Opened;

    /// Opens a store together with its vault, and makes a new store's first key known to it. The order is: look at the
    /// store without writing, check its version, compare the check value of its key; only then open it for writing,
    /// migrate, register.
    ///
    /// Throws Error, having written nothing: Status::key "key-mismatch" (the provider holds another key than the one
    /// this store was made with), "key-missing" (it lacks a key that stored keys need), "key-unavailable" (it does not
    /// answer; trying again may help) and what the provider itself refuses; Status::storage "store-damaged" (sealed
    /// values without the row that names the store), "store-too-new", and what storage::Store refuses.
    static Opened open(const storage::StoreOptions& store, const Dependencies& dependencies,
                       const OpenOptions& options = {});

    virtual ~Vault();

    /// The id of the store, 16 bytes: part of what every sealed value is bound to.
    virtual std::span<const std::byte> store_id() const noexcept = 0;

    /// The key that new values of a project are sealed with. Makes the project's first key in a transaction of its own,
    /// durable before it is used: call it outside of any transaction.
    virtual std::shared_ptr<const DataKey> active_key(std::string_view project) = 0;

    /// Seals at most 32768 bytes: text of the form "igs1.<key id>.<base64url>". Touches no database.
    virtual std::string seal(const DataKey& key, const SealContext& context, std::span<const std::byte> plaintext) = 0;

    /// Opens what `seal` gave for the same context. Loads the key from the store and asks the provider if need be, in a
    /// session of its own: call it outside of any transaction.
    ///
    /// On "secret-key-unknown" and "secret-key-destroyed" read the row again and try once more before reporting it: a
    /// rotation may have passed between the two.
    ///
    /// Throws Error of Status::key: "secret-unreadable" (damaged, moved, bound to other destinations, or no sealed
    /// value at all), "secret-key-unknown" (its key is not in the store), "secret-key-destroyed", "key-missing" (the
    /// provider lacks the key that wraps its key), "key-unavailable".
    virtual Secret open(const SealContext& context, std::string_view sealed) = 0;

    /// The same inside a transaction, through which the key is loaded if need be.
    virtual Secret open(storage::Transaction& transaction, const SealContext& context, std::string_view sealed) = 0;

    /// To be called inside the transaction that writes what `key` sealed: the key may still be used, and cannot be
    /// destroyed before the transaction ends (rule 2 of rotation). Throws Error of Status::conflict
    /// "data-key-retired" if it may not: take active_key again, seal again, write again.
    virtual void guard(storage::Transaction& transaction, const DataKey& key) = 0;

    /// The keyed fingerprint of a secret in one field of a project (`field` names integration and setting): equal
    /// fingerprints of a field mean equal secrets, and nothing is told about any other field or project, or without the
    /// project's key. It stays the same over every rotation, until the project is shredded. 12 characters; for people
    /// and for equality, never for a decision about security. Makes the key when it is first needed: call it outside of
    /// any transaction. Throws what `open` throws, and Error of Status::conflict "data-key-retired".
    virtual std::string fingerprint(std::string_view project, std::string_view field,
                                    std::span<const std::byte> secret) = 0;

    /// Looks whether the provider answers and still holds what the store needs. Throws as `open` of a store does.
    virtual void check_keys() = 0;

    /// Rotation, destruction and examination of keys; live as long as the vault.
    virtual Maintenance& maintenance() noexcept = 0;
    virtual Doctor& doctor() noexcept = 0;

protected:
    Vault() = default;
};

struct Vault::Opened {
    std::unique_ptr<storage::Store> store;
    std::unique_ptr<Vault> vault;

    Opened(std::unique_ptr<storage::Store> opened_store, std::unique_ptr<Vault> opened_vault) noexcept;
    Opened(Opened&&) noexcept;
    Opened& operator=(Opened&&) = delete;
    ~Opened();
};

} // namespace integration_gallery::vault
