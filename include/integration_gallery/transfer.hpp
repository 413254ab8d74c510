#pragma once

#include <integration_gallery/export.hpp>
#include <integration_gallery/secret.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

/// Moving settings, secrets and their history from one store to another.
namespace integration_gallery {

/// What the file of an export is sealed to: who has it can open the file, and nobody else can read or change it.
class IG_CXX_API ExportKey {
public:
    /// A passphrase of at least 8 bytes, stretched with Argon2id. Throws Error(Status::key, "passphrase-too-short").
    static ExportKey passphrase(Secret passphrase);
    /// The text of a key, as make_key_text gives it. Throws Error(Status::key, "key-text").
    static ExportKey text(const Secret& key_text);
    /// The first key of a key file, which only its owner may read. Throws what a gallery throws that opens with it.
    static ExportKey file(const std::filesystem::path& path);

    bool is_passphrase() const noexcept { return m_id.empty(); }
    /// The id of a key; "" for a passphrase.
    const std::string& id() const noexcept { return m_id; }
    /// The passphrase, or the 32 bytes of the key.
    const Secret& secret() const noexcept { return m_secret; }

private:
    ExportKey(std::string id, Secret secret) noexcept;
    std::string m_id;
    Secret m_secret;
};

/// How far a transfer is.
struct TransferProgress {
    const char* stage = ""; ///< "reading", "writing", "checking"
    std::int64_t done = 0;  ///< rows, or bytes of a file
    std::int64_t total = 0; ///< 0: not known
    double per_second = 0;  ///< since the stage began
};

/// Told now and then; false stops the transfer, which then fails with Error(Status::cancelled, "cancelled") and leaves
/// nothing behind. Must not call the gallery.
using TransferWatch = std::function<bool(const TransferProgress&)>;

/// What is exported, and how.
struct ExportOptions {
    std::optional<std::string> project{}; ///< nothing: all of them
    /// Leave out secrets that do not open, instead of failing ("secret-unreadable").
    bool skip_unreadable = false;
    std::string subject{}; ///< who wants it: for the audit
    TransferWatch watch{};
};

/// How many of each.
struct TransferCounts {
    std::int64_t projects = 0;
    std::int64_t integrations = 0;
    std::int64_t secrets = 0;  ///< sealed documents of secrets
    std::int64_t versions = 0; ///< of the history
    bool operator==(const TransferCounts&) const = default;
};

/// What an export wrote.
struct ExportResult {
    TransferCounts counts;
    std::int64_t unreadable = 0; ///< secrets that were left out
};

/// What to do with a project that is there already.
enum class OnConflict {
    refuse,    ///< fail ("project-exists") and change nothing
    skip,      ///< leave it as it is, and import the others
    overwrite, ///< put the settings and secrets of the file in place of its own, as new versions of its history; what
               ///< the file does not have stays
};

/// How an import goes.
struct ImportOptions {
    OnConflict on_conflict = OnConflict::refuse;
    /// Read and check everything and say what would be done, without doing it.
    bool dry_run = false;
    std::string subject{}; ///< who wants it: for the audit, and for the history of what is overwritten
    TransferWatch watch{};
};

/// What an import did, or with dry_run would do.
struct ImportResult {
    TransferCounts counts;        ///< what was written
    std::int64_t skipped = 0;     ///< projects that were left as they are
    std::int64_t overwritten = 0; ///< projects
};

/// How a store is moved.
struct MoveOptions {
    TransferWatch watch{};
};

/// What was moved.
struct MoveResult {
    std::int64_t rows = 0;
    TransferCounts counts;
};

/// Copies everything in the store at `from` into the empty database at `to`, which may be of another engine: keys stay
/// wrapped and secrets sealed as they are, so no key is needed, and the same key serves the new store. All or nothing,
/// from one snapshot: what is changed in `from` afterwards is not moved, so stop the hosts first. `from` is not
/// changed.
///
/// Throws Error: Status::conflict "target-not-empty", Status::not_found "store-missing" (there is no store at `from`),
/// Status::storage "store-outdated" (`from` has older tables: open it once with this library), and what a store throws.
IG_CXX_API MoveResult move_store(const std::string& from, const std::string& to, const MoveOptions& options = {});

} // namespace integration_gallery
