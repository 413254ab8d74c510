#pragma once

#include <integration_gallery/http.hpp>
#include <integration_gallery/key_maintenance.hpp>
#include <integration_gallery/options.hpp>
#include <integration_gallery/session.hpp>
#include <integration_gallery/transfer.hpp>
#include <integration_gallery/what_breaks.hpp>

#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

namespace integration_gallery {

class GalleryData;

/// The gallery of one store: opened once, immutable after that, safe from any number of threads. Starts no thread,
/// installs no signal handler, has no global state. Copies share everything; the last one closes the store.
class IG_CXX_API Gallery {
public:
    /// Opens the store and the keys, in this order: read-only look, store version, key check, and only then whatever
    /// has to be written. Throws Error: Status::storage ("store-unavailable", "store-too-new", …), Status::key
    /// ("key-mismatch", "key-missing", …), Status::invalid_argument for options; on any of them nothing was written.
    static Gallery open(Options options);

    /// What `caller` may do in one project, from the host's own code. The subject is kept; `project` must be a
    /// project's name (1 to 191 bytes of UTF-8, no control characters, no white space at the ends), else Error with
    /// "invalid-project".
    Session session(std::string_view project, std::string_view subject, std::uint64_t permissions = 0) const;

    /// Verifies the history of a project: every version with its hash, the chain with the signed anchor, the settings
    /// with their newest version. `expected` is a head that was kept outside of the database. `progress`, if given, is
    /// told of versions and findings; false: Error(Status::cancelled, "cancelled"). Asks no authorizer.
    HistoryReport verify_history(std::string_view project, const std::optional<HistoryHead>& expected = {},
                                 const JobWatch& progress = {}) const;

    /// Forgets old versions of a project, and signs what is left with a key that is not in the database: from then on,
    /// verification finds it if anything up to that place is rewritten or removed. With a time before all versions it
    /// only signs. Refuses a damaged chain ("history-damaged"). Asks no authorizer; `subject` is for the audit.
    RetentionResult retain_history(std::string_view project, const Retention& retention,
                                   std::string_view subject = {}) const;

    /// Writes projects, with their secrets and their history, into a new file that is sealed to `key` as a whole. Each
    /// project is one snapshot; memory stays flat. The file appears when it is complete. The audit sink is told of
    /// every project and of each secret that is opened. Asks no authorizer. Throws Error: conflict "file-exists",
    /// not_found "project-not-found", key "secret-unreadable", storage "file-not-written".
    ExportResult export_to(const std::filesystem::path& path, const ExportKey& key,
                           const ExportOptions& options = {}) const;

    /// Reads the file of an export and writes what is in it, all or nothing: secrets are sealed under this store's
    /// keys, a project that is new here keeps its history. Asks no authorizer. Throws Error: conflict "project-exists",
    /// key "export-key-wrong", validation "export-damaged" and "export-not-recognized", unsupported "export-too-new".
    ImportResult import_from(const std::filesystem::path& path, const ExportKey& key,
                             const ImportOptions& options = {}) const;

    /// Copies an SQLite store, while it is in use, into a new file that may be opened as a store with the same key.
    /// Throws Error: unsupported "backup-not-sqlite", conflict "file-exists", storage "file-not-written".
    void back_up(const std::filesystem::path& path) const;

    /// Rotation, destruction and examination of the store's keys; `subject` stands in the audit. For the host's own
    /// operators: no authorizer is asked, and there is no HTTP route to it.
    KeyMaintenance key_maintenance(std::string_view subject) const;

    /// The REST API and the page. Throws Error(Status::invalid_state, "authorizer-missing") without
    /// Options::authorizer, and Error(Status::invalid_argument, "invalid-option") if Options::cors_origins holds what
    /// is no origin.
    HttpApi http() const;

    const Catalog& catalog() const noexcept;

    /// What would be wrong with what is stored if `next` were the catalog: to be asked before a new version of a
    /// manifest is used. Looks at one project, or at all of them; changes nothing and opens no secret. `progress`, if
    /// given, is told of projects and of what breaks; false: Error(Status::cancelled, "cancelled"). For the host's own
    /// operators: no authorizer is asked, and there is no HTTP route to it. Throws Error (storage).
    ///
    /// | code                                  | what it says of the settings of one integration in one project       |
    /// |---------------------------------------|----------------------------------------------------------------------|
    /// | integration-missing, manifest-damaged | nobody could use them                                                |
    /// | migration-blocked                     | a step of the migration does not fit them                            |
    /// | no-migration (note)                   | no migration leads from their version: they are read as they stand   |
    /// | required, type, … (as in an update)   | they would not be valid any more                                     |
    /// | secret-undeclared                     | a secret that is set would have no place                             |
    /// | secret-in-clear                       | what becomes a secret stands in the store in clear                   |
    /// | secret-reseal-required                | other members say where secrets go, with the same values             |
    /// | secret-reentry-required               | the secrets would go somewhere else                                  |
    BreakageReport what_breaks(const Catalog& next, std::string_view project = {}, const JobWatch& progress = {}) const;

private:
    explicit Gallery(std::shared_ptr<const GalleryData> data) noexcept;
    std::shared_ptr<const GalleryData> m_data;
};

} // namespace integration_gallery
