#include "storage/repository/history.hpp"

#include "history/retain.hpp"
#include "history/verify.hpp"
#include "settings/audit.hpp"
#include "settings/change.hpp"
#include "settings/migrated.hpp"
#include "settings/service.hpp"
#include "settings/stored.hpp"
#include "settings/version.hpp"
#include "storage/repository/settings.hpp"
#include "storage/store.hpp"

#include <integration_gallery/error.hpp>

#include <algorithm>
#include <limits>

namespace integration_gallery::settings {
namespace {

constexpr std::int64_t page_limit = 200;

[[noreturn]] void refuse_version(std::int64_t revision) {
    throw Error(Status::not_found, "version-not-found",
                "There is no version " + std::to_string(revision) +
                    " in the history of these settings: it was never made, or it is older than what is kept.");
}

storage::HistoryRow find_row(storage::Store& store, std::string_view project, std::string_view integration,
                             std::int64_t revision) {
    auto row = store.read_one([&](storage::Transaction& transaction) {
        return storage::find_history(transaction, project, integration, revision);
    });
    if (!row)
        refuse_version(revision);
    return *std::move(row);
}

} // namespace

HistoryPage Service::history(std::string_view project, std::string_view integration, const HistoryQuery& query) const {
    known(integration);
    if (query.limit < 1 || query.limit > page_limit)
        throw Error(Status::invalid_argument, "invalid-parameter", "The limit of a page of history is 1 to 200.");
    const std::int64_t before = query.before.value_or(std::numeric_limits<std::int64_t>::max());
    auto rows = m_dependencies.store.read_one([&](storage::Transaction& transaction) {
        return storage::list_history(transaction, project, integration, before, query.limit + 1);
    });
    HistoryPage page;
    const bool more = std::cmp_greater(rows.size(), query.limit);
    if (more) {
        rows.pop_back();
        page.next = rows.back().revision;
    }
    for (const auto& row : rows)
        page.entries.push_back(read_entry(row));
    return page;
}

Changes Service::changes(std::string_view project, const ChangesQuery& query) const {
    if (query.limit < 1 || query.limit > page_limit || query.after < 0)
        throw Error(Status::invalid_argument, "invalid-parameter",
                    "Changes are told 1 to 200 at a time, after a place that is 0 or what `next` said.");
    std::int64_t newest = 0;
    auto rows = m_dependencies.store.read([&](storage::Transaction& transaction) {
        newest = storage::project_revision(transaction, project);
        return storage::list_chain(transaction, project, query.after, query.limit + 1);
    });
    Changes out;
    out.more = std::cmp_greater(rows.size(), query.limit);
    if (out.more)
        rows.pop_back();
    out.incomplete =
        query.after > newest || (rows.empty() ? newest > query.after : rows.front().sequence != query.after + 1);
    out.next = out.more ? rows.back().sequence : newest;
    for (const auto& row : rows)
        out.changes.push_back({row.integration, read_entry(row)});
    return out;
}

HistoryVersion Service::version(std::string_view project, std::string_view integration, std::int64_t revision) const {
    known(integration);
    return read_version(find_row(m_dependencies.store, project, integration, revision));
}

std::vector<Difference> Service::difference(std::string_view project, std::string_view integration, std::int64_t from,
                                            std::int64_t to) const {
    const auto take = [&](std::int64_t revision) {
        return revision == 0 ? HistoryVersion{} : version(project, integration, revision);
    };
    known(integration);
    return compare_versions(take(from), take(to));
}

Settings Service::restore(std::string_view project, std::string_view subject, std::string_view integration,
                          std::int64_t revision, const RestoreOptions& options) const {
    const auto& entry = usable(integration);
    const HistoryVersion wanted = version(project, integration, revision);
    if (wanted.entry.kind == "delete")
        throw Error(Status::validation, "version-deleted",
                    "This version is a deletion: it holds nothing to bring back.",
                    {{"",
                      "version-deleted",
                      "Choose a version from before the deletion, or delete the settings again.",
                      {},
                      {}}});
    Record record;
    record.documents = {wanted.authentication, wanted.data_mapping, wanted.sync_settings};
    record.manifest_version = wanted.entry.manifest_version;
    bring_to_present(entry, record);
    boost::json::object document;
    for (std::size_t i = 0; i < section_count; ++i)
        document[section_pointer(i).substr(1)] = std::move(record.documents[i]);
    return apply(project, subject, integration, settings::read_change(schemas_of(entry), document, Form::full),
                 {"restore", revision},
                 {.form = Form::full, .expected_revision = options.expected_revision, .dry_run = options.dry_run});
}

HistoryReport Service::verify_history(std::string_view project, const std::optional<HistoryHead>& expected,
                                      const JobWatch& progress) const {
    return history::verify(m_dependencies.store, m_dependencies.vault, project, expected, progress);
}

RetentionResult Service::retain_history(std::string_view project, std::string_view subject,
                                        const Retention& retention) const {
    auto result = history::retain(m_dependencies.store, m_dependencies.vault, m_dependencies.clock, project, retention);
    if (!retention.dry_run && result.head.sequence > 0)
        AuditTrail(m_dependencies.audit, m_dependencies.logger, m_dependencies.clock, project, {}, subject)
            .changed("history.retain", {});
    return result;
}

} // namespace integration_gallery::settings
