#pragma once

#include "base/bytes.hpp"
#include "storage/repository/secrets.hpp"
#include "storage/store.hpp"
#include "vault/bound.hpp"
#include "vault/vault.hpp"

#include <integration_gallery/error.hpp>

#include <optional>
#include <string>

/// What the storm and its helper have in common. A secret holds its own name and a number that grows with each write.
namespace integration_gallery::test::storm {

inline constexpr int projects = 3;
inline constexpr int secrets = 8;

inline std::string project_name(unsigned index) {
    return "p" + std::to_string(index);
}
inline std::string integration_name(unsigned index) {
    return "i" + std::to_string(index);
}

inline std::optional<storage::SecretRow> find(storage::Store& store, const std::string& project,
                                              const std::string& integration) {
    return store.read_one([&](storage::Transaction& transaction) {
        return storage::find_secret(transaction, project, integration, "config");
    });
}

inline std::string open(vault::Vault& vault, const storage::SecretRow& row) {
    static const auto binding = vault::binding_digest({});
    const vault::SealContext context{.project = row.project,
                                     .record = row.integration,
                                     .integration = row.integration,
                                     .slot = "config",
                                     .seal_revision = static_cast<std::uint64_t>(row.seal_revision),
                                     .binding = binding};
    return std::string(vault.open(context, row.sealed).view());
}

/// The number in a secret; 0 if it was never written. Reads the row again, as Vault::open asks for, when it changed.
inline long read(vault::Vault::Opened& opened, const std::string& project, const std::string& integration,
                 std::optional<storage::SecretRow>* row = nullptr) {
    std::string last;
    for (;;) {
        const auto found = find(*opened.store, project, integration);
        if (row != nullptr)
            *row = found;
        if (!found || found->sealed.empty())
            return 0;
        try {
            const auto text = open(*opened.vault, *found);
            const auto prefix = project + "/" + integration + "/";
            if (!text.starts_with(prefix))
                throw Error(Status::internal, "wrong-value", "It is another secret's value.");
            return std::stol(text.substr(prefix.size()));
        } catch (const Error& error) {
            if (error.status() != Status::key || found->sealed == last)
                throw;
            last = found->sealed;
        }
    }
}

/// Adds one to the number in a secret; gives the number that was acknowledged.
inline long write(vault::Vault::Opened& opened, const std::string& project, const std::string& integration) {
    static const auto binding = vault::binding_digest({});
    for (;;) {
        std::optional<storage::SecretRow> row;
        const long next = read(opened, project, integration, &row) + 1;
        const auto key = opened.vault->active_key(project);
        storage::SecretRow fresh;
        fresh.project = project;
        fresh.integration = fresh.record = integration;
        fresh.slot = "config";
        fresh.seal_revision = row ? row->seal_revision + 1 : 1;
        fresh.key_id = key->id();
        fresh.bound = vault::write_bound({{}, binding});
        const std::string text = project + "/" + integration + "/" + std::to_string(next);
        fresh.sealed = opened.vault->seal(*key,
                                          {.project = project,
                                           .record = integration,
                                           .integration = integration,
                                           .slot = "config",
                                           .seal_revision = static_cast<std::uint64_t>(fresh.seal_revision),
                                           .binding = binding},
                                          base::as_bytes(text));
        try {
            const bool written = opened.store->write(
                [&](storage::Transaction& transaction) {
                    opened.vault->guard(transaction, *key);
                    return row ? storage::update_secret(transaction, fresh, row->seal_revision)
                               : storage::insert_secret(transaction, fresh);
                },
                [&](storage::Transaction& transaction) {
                    const auto now = storage::find_secret(transaction, project, integration, "config");
                    return now && now->sealed == fresh.sealed;
                });
            if (written)
                return next;
        } catch (const Error& error) {
            if (error.code() != "data-key-retired")
                throw;
        }
    }
}

} // namespace integration_gallery::test::storm
