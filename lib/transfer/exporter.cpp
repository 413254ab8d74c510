#include "transfer/exporter.hpp"

#include "storage/copy.hpp"
#include "storage/repository/history.hpp"
#include "storage/repository/secrets.hpp"
#include "storage/repository/settings.hpp"
#include "storage/store.hpp"
#include "transfer/new_file.hpp"
#include "transfer/records.hpp"
#include "transfer/watch.hpp"
#include "vault/bound.hpp"
#include "vault/provider_calls.hpp"
#include "vault/vault.hpp"

#include <integration_gallery/error.hpp>

#include <vector>

namespace integration_gallery::transfer {
namespace {

constexpr std::int64_t page = 100;

class Exporter {
public:
    Exporter(const Parts& parts, const Sink& sink, const ExportKey& key, const ExportOptions& options)
        : m_parts(parts), m_options(options), m_watch(options.watch), m_writer(key, parts.random, sink) {}

    ExportResult run() {
        m_watch.begin("reading", count_rows());
        if (m_options.project) {
            if (m_parts.store.read_one([&](storage::Transaction& transaction) {
                    return storage::project_revision(transaction, *m_options.project);
                }) == 0)
                throw Error(Status::not_found, "project-not-found",
                            "Nothing was ever stored for the project that is to be exported.");
            write_project(*m_options.project);
        } else {
            for (std::string after;;) {
                const auto projects = list_projects(after);
                for (const auto& project : projects)
                    write_project(project);
                if (projects.empty())
                    break;
                after = projects.back();
            }
        }
        write(EndRecord{m_result.counts});
        m_writer.finish();
        m_watch.end();
        return m_result;
    }

private:
    std::vector<std::string> list_projects(const std::string& after) {
        return m_parts.store.read_one(
            [&](storage::Transaction& transaction) { return storage::list_projects(transaction, after, page); });
    }

    /// About: what is changed meanwhile is not counted.
    std::int64_t count_rows() {
        if (!m_options.watch)
            return 0;
        return m_parts.store.read([&](storage::Transaction& transaction) {
            return storage::count_rows(transaction, m_options.project.value_or(""));
        });
    }

    void write(const Record& record) {
        write_record(record, [&](std::string_view text) { m_writer.write(text); });
    }

    void write_project(const std::string& project) {
        tell("store.export", project, "", {});
        bool begun = false;
        m_parts.store.read([&](storage::Transaction& transaction) {
            if (begun) // what was written cannot be taken back
                throw Error(Status::storage, "storage-unavailable",
                            "The database failed while a project was being exported. No file was made; export again.");
            begun = true;
            ++m_result.counts.projects;
            const auto row = storage::find_project(transaction, project).value_or(storage::ProjectRow{});
            write(ProjectRecord{project, row.revision, row.updated_us});
            write_settings(transaction, project);
            write_secrets(transaction, project);
            write_history(transaction, project);
        });
    }

    void write_settings(storage::Transaction& transaction, const std::string& project) {
        for (const auto& status : storage::list_status(transaction, project)) {
            auto row = storage::find_settings(transaction, project, status.integration);
            write(SettingsRecord{row.value()});
            ++m_result.counts.integrations;
            m_watch.advance();
        }
    }

    void write_secrets(storage::Transaction& transaction, const std::string& project) {
        for (std::string integration, slot;;) {
            // none stands under a key of this id, so these are all that are sealed
            const auto rows = storage::list_secrets_not_under_key(transaction, project, "-", integration, slot, page);
            if (rows.empty())
                return;
            for (const auto& row : rows)
                write_secret(transaction, row);
            integration = rows.back().integration;
            slot = rows.back().slot;
        }
    }

    void write_secret(storage::Transaction& transaction, storage::SecretRow row) {
        tell("secret.open", row.project, row.integration, "export");
        SecretRecord record;
        try {
            const auto bound = vault::read_bound(row.bound);
            if (!bound)
                throw Error(Status::key, "secret-unreadable", "What stands beside a sealed value is damaged.");
            record.value = m_parts.vault.open(transaction,
                                              {.project = row.project,
                                               .record = row.record,
                                               .integration = row.integration,
                                               .slot = row.slot,
                                               .seal_revision = static_cast<std::uint64_t>(row.seal_revision),
                                               .binding = bound->digest},
                                              row.sealed);
        } catch (const Error& error) {
            if (error.status() != Status::key || vault::is_of_the_provider(error))
                throw;
            if (!m_options.skip_unreadable)
                throw Error(Status::key, "secret-unreadable",
                            "The secrets of '" + row.integration + "' in the project '" + row.project +
                                "' do not open, so nothing was exported. Enter them again, or leave out what does not "
                                "open.");
            ++m_result.unreadable;
            return;
        }
        row.key_id.clear();
        row.sealed.clear();
        record.row = std::move(row);
        write(record);
        ++m_result.counts.secrets;
        m_watch.advance();
    }

    void write_history(storage::Transaction& transaction, const std::string& project) {
        for (std::int64_t after = 0;;) {
            auto rows = storage::list_chain(transaction, project, after, page);
            if (rows.empty())
                return;
            after = rows.back().sequence;
            for (auto& row : rows) {
                write(VersionRecord{std::move(row)});
                ++m_result.counts.versions;
                m_watch.advance();
            }
        }
    }

    void tell(std::string_view kind, std::string_view project, std::string_view integration, std::string_view purpose) {
        if (m_parts.audit == nullptr)
            return;
        try {
            m_parts.audit->record({.at = m_parts.clock.now(),
                                   .kind = kind,
                                   .project = project,
                                   .integration = integration,
                                   .subject = m_options.subject,
                                   .purpose = purpose,
                                   .outcome = "ok",
                                   .pointers = {}});
        } catch (...) {
            throw Error(Status::denied, "audit-failed",
                        "Nothing was exported, because the audit sink did not take the record of it.");
        }
    }

    const Parts& m_parts;
    const ExportOptions& m_options;
    Watch m_watch;
    SealedWriter m_writer;
    ExportResult m_result;
};

} // namespace

ExportResult export_to(const Parts& parts, const Sink& sink, const ExportKey& key, const ExportOptions& options) {
    return Exporter(parts, sink, key, options).run();
}

ExportResult export_to_file(const Parts& parts, const std::filesystem::path& path, const ExportKey& key,
                            const ExportOptions& options) {
    NewFile file(path, parts.random);
    const auto result = export_to(
        parts, [&](std::span<const std::byte> bytes) { file.write(bytes); }, key, options);
    file.finish();
    return result;
}

void back_up(const Parts& parts, const std::filesystem::path& path) {
    NewFile file(path, parts.random);
    storage::copy_sqlite(parts.store, file.draft().string());
    file.finish();
}

} // namespace integration_gallery::transfer
