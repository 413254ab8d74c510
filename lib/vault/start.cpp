#include "base/base64url.hpp"
#include "base/clock.hpp"
#include "base/locked_memory.hpp"
#include "vault/key_store.hpp"
#include "vault/provider/store_bound.hpp"
#include "vault/store_vault.hpp"

#include <integration_gallery/error.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace integration_gallery::vault {
namespace {

constexpr std::int64_t format = 1; // of sealed values: igs1

std::string list_of(const std::vector<std::string>& ids) {
    std::string text;
    for (const auto& id : ids)
        text += (text.empty() ? "'" : ", '") + id + "'";
    return text;
}

void check_version(const storage::Inspection& found) {
    if (found.version > storage::latest_version() || (found.store && found.store->min_read_format > format))
        throw Error(Status::storage, "store-too-new",
                    "A newer version of this library has changed the store (version " + std::to_string(found.version) +
                        ", this one knows " + std::to_string(storage::latest_version()) +
                        "). Use that version; nothing was written.");
    if (!found.store && (found.has_sealed || !found.keks.empty()))
        throw Error(Status::storage, "store-damaged",
                    "The store holds sealed values or keys, but the row that names it is missing. Restore a backup; "
                    "nothing was written.");
}

// Names the store in a transaction of its own; gives the row that stands then, which may be another process's.
storage::StoreRow register_store(storage::Store& store, const BoundKeys& keys, const ProviderCalls& provider,
                                 const Vault::Dependencies& dependencies) {
    StoreId id;
    dependencies.random.fill(id);
    const auto now = base::to_microseconds(dependencies.clock.now());
    storage::StoreRow row{base::encode_base64url(id), format, format, provider.keys().active, 1, now};
    storage::KekRow kek{
        row.active_kek, provider.name(), make_check_value(provider, id, row.active_kek, dependencies.random),
        "{}",           "active",        now};
    if (const auto found = keys.parameters.find(kek.kek_id); found != keys.parameters.end())
        kek.parameters = found->second;
    return store.write(
        [&](storage::Transaction& transaction) {
            // The store's row first: whoever is overtaken meanwhile finds that row, and must leave no key of its own
            // beside it.
            if (!storage::insert_store(transaction, row))
                return storage::find_store(transaction).value();
            if (!storage::insert_kek(transaction, kek))
                throw Error(Status::storage, "store-damaged",
                            "The store holds a key, but the row that names it was missing. Restore a backup; nothing "
                            "was written.");
            return row;
        },
        [&](storage::Transaction& transaction) {
            // Landed, or overtaken; a row of somebody else's is found by the check that follows.
            const auto there = storage::find_store(transaction);
            if (there)
                row = *there;
            return there.has_value();
        });
}

// The keys of this store stand in memory by now: what could not be locked, could not be locked here.
void warn_of_unlocked_memory(Logger* logger) {
    const auto memory = base::locked_memory();
    if (memory.unlocked == 0 || logger == nullptr)
        return;
    const auto mapped = std::to_string(memory.mapped);
    const auto unlocked = std::to_string(memory.unlocked);
    const std::array<Logger::Field, 2> fields{{{"bytes", mapped}, {"unlocked", unlocked}}};
    logger->write(LogLevel::warning,
                  "the system lets this process lock too little memory (RLIMIT_MEMLOCK), so that keys and opened "
                  "secrets may be swapped out; they are wiped and stay out of core dumps all the same",
                  fields);
}

} // namespace

StoreId read_store_id(std::string_view text) {
    const auto bytes = base::decode_base64url(text);
    StoreId id;
    if (!bytes || bytes->size() != id.size())
        throw Error(Status::storage, "store-damaged", "The row that names the store is damaged. Restore a backup.");
    std::copy(bytes->begin(), bytes->end(), id.begin());
    return id;
}

void check_provider(const ProviderCalls& provider, const storage::StoreRow& store,
                    const std::vector<storage::KekRow>& keks) {
    const auto names = provider.keys();
    const auto holds = [&](const std::string& id) {
        return std::find(names.known.begin(), names.known.end(), id) != names.known.end();
    };
    const auto mismatch = [&] {
        return Error(Status::key, "key-mismatch",
                     "The store was made with the key-encryption key '" + store.active_kek + "', but " +
                         provider.description() + " holds " + list_of(names.known) +
                         ". Give the key that belongs to this store; nothing was written.");
    };
    std::vector<std::string> missing;
    const storage::KekRow* active = nullptr;
    for (const auto& kek : keks) {
        if (kek.kek_id == store.active_kek)
            active = &kek;
        if (kek.state != "retired" && !holds(kek.kek_id))
            missing.push_back(kek.kek_id);
    }
    if (active == nullptr)
        throw Error(Status::storage, "store-damaged",
                    "The store names the key-encryption key '" + store.active_kek +
                        "', which it does not know. Restore a backup; nothing was written.");
    if (std::none_of(keks.begin(), keks.end(), [&](const auto& kek) { return holds(kek.kek_id); }))
        throw mismatch();
    if (!missing.empty())
        throw Error(Status::key, "key-missing",
                    "The store needs the key-encryption key " + list_of(missing) + ", and " + provider.description() +
                        " holds only " + list_of(names.known) +
                        ". Give the missing key as well, until everything stands under another one; nothing was "
                        "written.");
    if (!matches_check_value(provider, read_store_id(store.store_id), active->kek_id, active->check_value))
        throw mismatch();
}

Vault::Opened Vault::open(const storage::StoreOptions& store_options, const Dependencies& dependencies,
                          const OpenOptions& options) {
    const auto found = storage::Store::inspect(store_options);
    check_version(found);

    StoreFacts facts;
    facts.is_new = !found.store;
    facts.may_create_key =
        facts.is_new && storage::DatabaseUrl::parse(store_options.url).engine() == storage::Engine::sqlite;
    facts.active_kek = found.store ? found.store->active_kek : "";
    facts.keks = found.keks;
    const auto keys = bind_provider(dependencies.provider, facts, dependencies.random);
    const ProviderCalls provider(keys.provider, keys.description, options.provider_limit, dependencies.logger);
    if (found.store)
        check_provider(provider, *found.store, found.keks);
    else
        provider.keys(); // a provider that does not answer is known before anything is made

    auto store = std::make_unique<storage::Store>(store_options);
    store->migrate();
    auto row = found.store;
    if (!row) {
        row = register_store(*store, keys, provider, dependencies);
        check_provider(provider, *row, store->read(storage::list_keks));
    }
    if (provider.keys().active != row->active_kek && dependencies.logger != nullptr)
        dependencies.logger->write(
            LogLevel::warning, "the key provider's first key is not the store's: rotate the key-encryption key", {});
    warn_of_unlocked_memory(dependencies.logger);
    KeyStore::Parts parts{*store,
                          provider,
                          dependencies.clock,
                          dependencies.random,
                          dependencies.audit,
                          dependencies.logger,
                          options,
                          read_store_id(row->store_id),
                          keys.parameters};
    return {std::move(store), std::make_unique<StoreVault>(std::move(parts))};
}

Vault::~Vault() = default;

Vault::Opened::Opened(std::unique_ptr<storage::Store> opened_store, std::unique_ptr<Vault> opened_vault) noexcept
    : store(std::move(opened_store)), vault(std::move(opened_vault)) {}
Vault::Opened::Opened(Opened&&) noexcept = default;
Vault::Opened::~Opened() = default;

} // namespace integration_gallery::vault
