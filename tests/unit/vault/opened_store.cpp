#include "unit/vault/opened_store.hpp"

#include "support/canary.hpp"

#include <integration_gallery/error.hpp>

#include <array>
#include <stdexcept>

#include <sys/wait.h>
#include <unistd.h>

namespace integration_gallery::test {
namespace {

const std::array<std::byte, 32> no_destinations = vault::binding_digest({});

} // namespace

OpenedStore::~OpenedStore() {
    refuse_canary(bytes(), "the database");
    refuse_canary(logger.text(), "the log");
    for (const auto& event : audit.events())
        refuse_canary(event, "the audit");
}

storage::StoreOptions OpenedStore::store_options() const {
    storage::StoreOptions options;
    options.url = database->url();
    return options;
}

vault::Vault::Opened OpenedStore::open_with(KeyProvider& provider, const vault::OpenOptions& options) {
    return vault::Vault::open(store_options(), {provider, clock, random, &audit, &logger}, options);
}

vault::Vault::Opened OpenedStore::open(const vault::OpenOptions& options) {
    m_kept.push_back(file_provider());
    return open_with(*m_kept.back(), options);
}

vault::SealContext context_of(std::string_view project, std::string_view integration, std::uint64_t seal_revision) {
    return {project, integration, integration, "config", seal_revision, no_destinations};
}

void store_secret(vault::Vault::Opened& opened, const std::string& project, const std::string& integration,
                  std::string_view text) {
    for (;;) {
        const auto old = opened.store->read_one([&](storage::Transaction& transaction) {
            return storage::find_secret(transaction, project, integration, "config");
        });
        const auto key = opened.vault->active_key(project);
        storage::SecretRow row{project,
                               integration,
                               "config",
                               integration,
                               old ? old->seal_revision + 1 : 1,
                               std::string(key->id()),
                               "",
                               vault::write_bound({{}, no_destinations}),
                               0};
        row.sealed =
            opened.vault->seal(*key, context_of(project, integration, static_cast<std::uint64_t>(row.seal_revision)),
                               std::as_bytes(std::span(text)));
        try {
            const bool written = opened.store->write([&](storage::Transaction& transaction) {
                opened.vault->guard(transaction, *key);
                return old ? storage::update_secret(transaction, row, old->seal_revision)
                           : storage::insert_secret(transaction, row);
            });
            if (written)
                return;
        } catch (const Error& error) {
            if (error.code() != "data-key-retired")
                throw;
        }
    }
}

std::string load_secret(vault::Vault::Opened& opened, const std::string& project, const std::string& integration) {
    for (int attempt = 0;; ++attempt) {
        const auto row = opened.store->read_one([&](storage::Transaction& transaction) {
            return storage::find_secret(transaction, project, integration, "config");
        });
        if (!row || row->sealed.empty())
            return "";
        try {
            const auto secret = opened.vault->open(
                context_of(project, integration, static_cast<std::uint64_t>(row->seal_revision)), row->sealed);
            return std::string(secret.view());
        } catch (const Error& error) {
            if (attempt > 0 || (error.code() != "secret-key-unknown" && error.code() != "secret-key-destroyed"))
                throw;
        }
    }
}

int in_child(const std::function<void()>& body) {
    const auto child = fork();
    if (child < 0)
        throw std::runtime_error("cannot fork");
    if (child == 0) {
        try {
            body();
        } catch (...) {
            _exit(99);
        }
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

std::string code_of(const std::function<void()>& body) {
    try {
        body();
    } catch (const Error& error) {
        return error.code();
    }
    return "";
}

std::string detail_of(const std::function<void()>& body) {
    try {
        body();
    } catch (const Error& error) {
        return error.detail();
    }
    return "";
}

} // namespace integration_gallery::test
