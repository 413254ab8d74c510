#include "transfer/importer.hpp"

#include "base/clock.hpp"
#include "history/anchor.hpp"
#include "history/chain.hpp"
#include "json/read.hpp"
#include "storage/repository/history.hpp"
#include "storage/repository/secrets.hpp"
#include "storage/repository/settings.hpp"
#include "storage/store.hpp"
#include "transfer/records.hpp"
#include "transfer/watch.hpp"
#include "vault/bound.hpp"
#include "vault/vault.hpp"

#include <integration_gallery/error.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <fstream>
#include <memory>
#include <utility>
#include <vector>

namespace integration_gallery::transfer {
namespace {

/// How many projects that are there already are named.
constexpr std::size_t named = 10;

bool exists(storage::Transaction& transaction, std::string_view project) {
    return storage::project_revision(transaction, project) > 0 || !storage::list_status(transaction, project).empty();
}

/// The pointers of the secrets that a row says are set.
boost::json::array pointers_of(const std::string& secrets) {
    boost::json::array out;
    try {
        const auto all = json::read(secrets, {.bytes = 4u * 1024 * 1024, .elements = 100'000});
        if (const auto* object = all.if_object())
            for (const auto& member : *object)
                if (member.key().starts_with('/')) // beside the pointers it may say that the slot does not open
                    out.emplace_back(member.key());
    } catch (const Error&) { // a record that was damaged stays damaged; its history need not say more
    }
    return out;
}

/// What a row says of its secrets, without the fingerprints: they were made with another store's keys.
std::string without_fingerprints(const std::string& secrets) {
    try {
        auto all = json::read(secrets, {.bytes = 4u * 1024 * 1024, .elements = 100'000});
        if (auto* object = all.if_object()) {
            for (auto& member : *object)
                if (auto* stamp = member.value().if_object())
                    stamp->erase("fingerprint");
            return boost::json::serialize(all);
        }
    } catch (const Error&) { // as above
    }
    return secrets;
}

/// One reading of the file, from its beginning to its end.
class Reading {
public:
    Reading(std::istream& file, const ExportKey& key, const FileKey* known)
        : m_file((file.clear(), file.seekg(0), file), key, known), m_records([this] { return m_file.next(); }) {}

    /// Nothing at the end.
    std::optional<Record> next() {
        Record record = m_records.read();
        if (std::holds_alternative<EndRecord>(record))
            return std::nullopt;
        return record;
    }
    std::int64_t position() const noexcept { return m_file.position(); }
    const FileKey& key() const noexcept { return m_file.file_key(); }

private:
    SealedReader m_file;
    RecordReader m_records;
};

/// Writes records in a transaction.
class Writer {
public:
    Writer(const Parts& parts, storage::Transaction& transaction, const ImportOptions& options)
        : m_parts(parts), m_transaction(transaction), m_options(options),
          m_now_us(base::to_microseconds(parts.clock.now())) {}

    ImportResult result;
    std::vector<std::string> written;         ///< projects
    std::optional<storage::SettingsRow> last; ///< the last row of settings

    void take(Record& record) {
        if (const auto* project = std::get_if<ProjectRecord>(&record))
            return begin(*project);
        if (m_mode == Mode::skip)
            return;
        if (auto* settings = std::get_if<SettingsRecord>(&record)) {
            settings->row.secrets = without_fingerprints(settings->row.secrets);
            m_mode == Mode::overwrite ? overwrite(settings->row) : insert(settings->row);
        } else if (const auto* secret = std::get_if<SecretRecord>(&record))
            put_secret(*secret);
        else if (const auto* version = std::get_if<VersionRecord>(&record);
                 version != nullptr && m_mode == Mode::insert)
            put_version(version->row);
    }

private:
    enum class Mode { insert, overwrite, skip };

    void begin(const ProjectRecord& project) {
        m_key = nullptr;
        m_mode = Mode::insert;
        if (exists(m_transaction, project.project)) {
            if (m_options.on_conflict == OnConflict::refuse)
                throw Error(Status::conflict, "project-exists",
                            "The project '" + project.project + "' is there already. Nothing was imported.");
            m_mode = m_options.on_conflict == OnConflict::skip ? Mode::skip : Mode::overwrite;
        }
        if (m_mode == Mode::skip) {
            ++result.skipped;
            return;
        }
        written.push_back(project.project);
        ++result.counts.projects;
        if (m_mode == Mode::overwrite)
            ++result.overwritten;
        else
            storage::import_project(m_transaction, project.project, project.revision, project.updated_us);
    }

    void insert(const storage::SettingsRow& row) {
        storage::import_settings(m_transaction, row);
        ++result.counts.integrations;
        last = row;
    }

    void put_version(const storage::HistoryRow& row) {
        storage::insert_history(m_transaction, row);
        ++result.counts.versions;
    }

    /// Puts the settings in place of what is there, as its next version.
    void overwrite(storage::SettingsRow row) {
        const auto there = storage::find_settings(m_transaction, row.project, row.integration, storage::Lock::update);
        row.revision = there ? there->revision + 1 : 1;
        row.updated_us = m_now_us;
        row.updated_by = m_options.subject;
        if (there)
            storage::update_settings(m_transaction, row, there->revision);
        else
            storage::import_settings(m_transaction, row);
        // what the file has of secrets follows; what it has not is gone
        for (storage::SecretRow secret : storage::list_secrets(m_transaction, row.project, row.integration)) {
            if (secret.sealed.empty() || history::is_anchor(secret))
                continue;
            const std::int64_t expected = secret.seal_revision++;
            secret.sealed.clear();
            secret.key_id.clear();
            secret.updated_us = m_now_us;
            storage::update_secret(m_transaction, secret, expected);
        }
        storage::HistoryRow version;
        version.project = row.project;
        version.integration = row.integration;
        version.revision = row.revision;
        version.kind = "import";
        version.enabled = row.enabled;
        version.document = row.document;
        version.secrets = boost::json::serialize(
            boost::json::object{{"set", pointers_of(row.secrets)},
                                {"kept", boost::json::array()},
                                {"cleared", there ? pointers_of(there->secrets) : boost::json::array()}});
        version.manifest_version = row.manifest_version;
        version.at_us = row.updated_us;
        version.actor = row.updated_by;
        history::append(m_transaction, version, history::content_digest(version));
        ++result.counts.integrations;
        ++result.counts.versions;
        last = std::move(row);
    }

    void put_secret(const SecretRecord& record) {
        storage::SecretRow row = record.row;
        if (m_mode == Mode::overwrite && history::is_anchor(row))
            return; // it speaks of another chain
        const auto bound = vault::read_bound(row.bound);
        if (!bound)
            throw Error(Status::validation, "export-damaged",
                        "What stands beside a secret in the export is not what this library writes. Nothing was "
                        "imported.");
        const auto there = m_mode == Mode::insert
                               ? std::nullopt
                               : storage::find_secret(m_transaction, row.project, row.integration, row.slot);
        if (there)
            row.seal_revision = there->seal_revision + 1;
        if (!m_key) {
            m_key = m_parts.vault.active_key(row.project);
            m_parts.vault.guard(m_transaction, *m_key);
        }
        row.key_id = m_key->id();
        row.sealed = m_parts.vault.seal(*m_key,
                                        {.project = row.project,
                                         .record = row.record,
                                         .integration = row.integration,
                                         .slot = row.slot,
                                         .seal_revision = static_cast<std::uint64_t>(row.seal_revision),
                                         .binding = bound->digest},
                                        record.value.bytes());
        if (there)
            storage::update_secret(m_transaction, row, there->seal_revision);
        else
            storage::insert_secret(m_transaction, row);
        ++result.counts.secrets;
    }

    const Parts& m_parts;
    storage::Transaction& m_transaction;
    const ImportOptions& m_options;
    std::int64_t m_now_us;
    Mode m_mode = Mode::insert;
    std::shared_ptr<const vault::DataKey> m_key;
};

class Importer {
public:
    Importer(const Parts& parts, std::istream& file, const ExportKey& key, const ImportOptions& options)
        : m_parts(parts), m_file(file), m_key(key), m_options(options), m_watch(options.watch) {}

    ImportResult run() {
        m_file.clear();
        m_file.seekg(0, std::ios::end);
        m_size = m_file.tellg();
        const ImportResult expected = check();
        if (m_options.dry_run)
            return expected;
        make_keys();
        const ImportResult result = write();
        report();
        return result;
    }

private:
    /// Reads everything, and looks what is there.
    ImportResult check() {
        ImportResult result;
        std::vector<std::string> there;
        bool skips = false;
        m_watch.begin("checking", m_size);
        Reading reading(m_file, m_key, nullptr);
        m_file_key = reading.key();
        while (const auto record = reading.next()) {
            m_watch.at(reading.position());
            if (const auto* project = std::get_if<ProjectRecord>(&*record)) {
                const bool is_there = m_parts.store.read(
                    [&](storage::Transaction& transaction) { return exists(transaction, project->project); });
                skips = is_there && m_options.on_conflict == OnConflict::skip;
                m_overwrites = is_there && m_options.on_conflict == OnConflict::overwrite;
                if (is_there && m_options.on_conflict == OnConflict::refuse)
                    there.push_back(project->project);
                result.skipped += skips ? 1 : 0;
                result.overwritten += m_overwrites ? 1 : 0;
                result.counts.projects += skips ? 0 : 1;
            } else if (!skips) {
                count(result.counts, *record);
            }
        }
        m_watch.end();
        if (!there.empty())
            refuse(there);
        return result;
    }

    void count(TransferCounts& counts, const Record& record) const {
        if (std::holds_alternative<SettingsRecord>(record)) {
            ++counts.integrations;
            counts.versions += m_overwrites ? 1 : 0;
        } else if (const auto* secret = std::get_if<SecretRecord>(&record)) {
            counts.secrets += m_overwrites && history::is_anchor(secret->row) ? 0 : 1;
        } else if (std::holds_alternative<VersionRecord>(record)) {
            counts.versions += m_overwrites ? 0 : 1;
        }
    }

    [[noreturn]] static void refuse(const std::vector<std::string>& there) {
        std::string names;
        for (std::size_t i = 0; i < there.size() && i < named; ++i)
            names += (i > 0 ? ", '" : "'") + there[i] + "'";
        if (there.size() > named)
            names += " and " + std::to_string(there.size() - named) + " more";
        throw Error(Status::conflict, "project-exists",
                    (there.size() == 1 ? "This project is there already: " : "These projects are there already: ") +
                        names +
                        ". Nothing was imported. Import to skip or to overwrite what is there, if that is meant.");
    }

    /// A project's first key is made in a transaction of its own, so before the one that writes.
    void make_keys() {
        std::string project;
        Reading reading(m_file, m_key, &m_file_key);
        while (const auto record = reading.next())
            if (const auto* secret = std::get_if<SecretRecord>(&*record);
                secret != nullptr && secret->row.project != project) {
                project = secret->row.project;
                m_parts.vault.active_key(project);
            }
    }

    ImportResult write() {
        ImportResult result;
        std::optional<storage::SettingsRow> last;
        m_parts.store.write(
            [&](storage::Transaction& transaction) {
                m_watch.begin("writing", m_size);
                Reading reading(m_file, m_key, &m_file_key);
                Writer writer(m_parts, transaction, m_options);
                while (auto record = reading.next()) {
                    writer.take(*record);
                    m_watch.at(reading.position());
                }
                result = writer.result;
                last = writer.last;
                m_written = std::move(writer.written);
            },
            [&](storage::Transaction& transaction) {
                if (!last)
                    return true;
                const auto found = storage::find_settings(transaction, last->project, last->integration);
                return found && found->revision >= last->revision && found->document == last->document;
            });
        m_watch.end();
        return result;
    }

    /// It is done already, so a sink that fails changes nothing.
    void report() const {
        for (std::size_t i = 0; m_parts.audit != nullptr && i < m_written.size(); ++i) {
            try {
                m_parts.audit->record({.at = m_parts.clock.now(),
                                       .kind = "store.import",
                                       .project = m_written[i],
                                       .integration = {},
                                       .subject = m_options.subject,
                                       .purpose = {},
                                       .outcome = "ok",
                                       .pointers = {}});
            } catch (...) {
                continue;
            }
        }
    }

    const Parts& m_parts;
    std::istream& m_file;
    const ExportKey& m_key;
    const ImportOptions& m_options;
    Watch m_watch;
    FileKey m_file_key;
    std::int64_t m_size = 0;
    bool m_overwrites = false; ///< the project that is being checked
    std::vector<std::string> m_written;
};

} // namespace

ImportResult import_from(const Parts& parts, std::istream& file, const ExportKey& key, const ImportOptions& options) {
    return Importer(parts, file, key, options).run();
}

ImportResult import_from_file(const Parts& parts, const std::filesystem::path& path, const ExportKey& key,
                              const ImportOptions& options) {
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw Error(Status::not_found, "export-missing",
                    "The file '" + path.string() + "' cannot be opened: it is not there, or may not be read.");
    return import_from(parts, file, key, options);
}

} // namespace integration_gallery::transfer
