#pragma once

#include "support/host.hpp"
#include "support/servers/database.hpp"
#include "support/temporary_folder.hpp"

#include <integration_gallery/gallery.hpp>

#include <memory>
#include <string>
#include <vector>

namespace integration_gallery::test {

/// Manifests for tests, as JSON: "simple" (one key), "hosted" (two methods, one with a destination), "listed" (secrets
/// in an array), "open" (nothing is required).
std::vector<std::string> test_manifests();

/// A catalog of test_manifests().
Catalog test_catalog();

/// A key file for tests. On SQLite a missing one is made by the first start; on a server, which other hosts may use as
/// well, nothing makes one by itself, so that it is made here.
std::shared_ptr<KeyProvider> key_file_for(const Database& database, const std::filesystem::path& path);

/// A store of its own on the engine of the run, with a key file, and fakes for what a host gives. Opens as often as one
/// likes.
class TestStore {
public:
    TestStore() = default;
    /// Ends the program if a canary (support/canary.hpp) has got into the database, the log or the audit.
    ~TestStore();
    TestStore(const TestStore&) = delete;
    TestStore& operator=(const TestStore&) = delete;

    std::string url() const;
    const Database& database() const { return *m_database; }
    std::filesystem::path key_file() const { return m_folder.path() / "gallery.key"; }
    const std::filesystem::path& folder() const { return m_folder.path(); }

    /// Options for this store: test_catalog, the fakes below.
    Options options() const;
    Gallery open() const { return Gallery::open(options()); }

    /// Everything that stands in the database.
    std::string bytes() const { return m_database->dump(); }

    std::shared_ptr<FakeClock> clock = std::make_shared<FakeClock>();
    std::shared_ptr<FakeAuthorizer> authorizer = std::make_shared<FakeAuthorizer>();
    std::shared_ptr<FakeAuditSink> audit = std::make_shared<FakeAuditSink>();
    std::shared_ptr<FakeLogger> logger = std::make_shared<FakeLogger>();

private:
    TemporaryFolder m_folder;
    std::unique_ptr<Database> m_database = make_database();
};

} // namespace integration_gallery::test
