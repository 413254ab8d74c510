#pragma once

#include "crypto/random.hpp"
#include "storage/repository/secrets.hpp"
#include "storage/store.hpp"
#include "support/gallery.hpp"
#include "support/host.hpp"
#include "support/servers/database.hpp"
#include "support/temporary_folder.hpp"
#include "vault/bound.hpp"
#include "vault/vault.hpp"

#include <integration_gallery/keys.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace integration_gallery::test {

/// A store on the engine of the run, a folder with its key file, and what a vault needs beside them.
struct OpenedStore {
    OpenedStore() = default;
    /// Ends the program if a canary (support/canary.hpp) has got into the database, the log or the audit.
    ~OpenedStore();
    OpenedStore(const OpenedStore&) = delete;
    OpenedStore& operator=(const OpenedStore&) = delete;

    TemporaryFolder folder;
    std::unique_ptr<Database> database = make_database();
    FakeClock clock;
    crypto::SystemRandom random;
    FakeAuditSink audit;
    FakeLogger logger;

    std::filesystem::path key_path() const { return folder.path() / "gallery.key"; }
    storage::StoreOptions store_options() const;
    /// Of the key file, as key_file_for() makes it.
    std::shared_ptr<KeyProvider> file_provider() const { return key_file_for(*database, key_path()); }

    /// Opens with the key file, which is made if it is missing.
    vault::Vault::Opened open(const vault::OpenOptions& options = {});
    vault::Vault::Opened open_with(KeyProvider& provider, const vault::OpenOptions& options = {});

    /// Everything that stands in the database; "" if there is none yet.
    std::string bytes() const { return database->dump(); }

private:
    std::vector<std::shared_ptr<KeyProvider>> m_kept;
};

/// The context of a secret with no destinations.
vault::SealContext context_of(std::string_view project, std::string_view integration, std::uint64_t seal_revision = 1);

/// Seals a text and stores it as a service would: key, seal, guard, write. Overwrites what is there.
void store_secret(vault::Vault::Opened& opened, const std::string& project, const std::string& integration,
                  std::string_view text);

/// Reads and opens what store_secret stored.
std::string load_secret(vault::Vault::Opened& opened, const std::string& project, const std::string& integration);

/// Runs `body` in a child process; gives its exit code, or minus the number of the signal that ended it. An exception
/// gives 99.
int in_child(const std::function<void()>& body);

/// The code of the Error that `body` throws; "" if it throws none.
std::string code_of(const std::function<void()>& body);
/// Its detail.
std::string detail_of(const std::function<void()>& body);

} // namespace integration_gallery::test
