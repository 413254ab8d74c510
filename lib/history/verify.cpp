#include "history/verify.hpp"

#include "base/pace.hpp"
#include "history/anchor.hpp"
#include "history/chain.hpp"
#include "storage/repository/settings.hpp"
#include "storage/store.hpp"
#include "vault/provider_calls.hpp"
#include "vault/vault.hpp"

#include <integration_gallery/error.hpp>

#include <algorithm>
#include <map>

namespace integration_gallery::history {
namespace {

constexpr std::int64_t page = 200;
constexpr std::size_t told = 100;

/// What the settings of an integration must be: those of their newest version.
struct Expected {
    std::int64_t revision = 0;
    crypto::Digest state{};
};

/// Of what a version and a row of settings have in common.
crypto::Digest state_digest(bool enabled, const std::string& document, const std::string& manifest_version,
                            std::int64_t at_us, const std::string& by) {
    storage::HistoryRow row;
    row.enabled = enabled;
    row.document = document;
    row.manifest_version = manifest_version;
    row.at_us = at_us;
    row.actor = by;
    return content_digest(row);
}

class Verification {
public:
    Verification(storage::Transaction& transaction, vault::Vault& vault, std::string_view project,
                 const std::optional<HistoryHead>& expected, const JobWatch& progress)
        : m_transaction(transaction), m_project(project), m_expected(expected), m_pace(progress) {
        try {
            m_anchor = open_anchor(transaction, vault, project, find_anchor_row(transaction, project));
        } catch (const Error& error) {
            if (error.status() != Status::key || vault::is_of_the_provider(error))
                throw;
            add("anchor-unreadable", 0, "",
                "The signed anchor of this history does not open: it was altered, or its key is gone.");
        }
    }

    Examination run() {
        m_revision = storage::project_revision(m_transaction, m_project);
        m_next = m_anchor ? m_anchor->first : 1;
        m_previous = m_anchor ? m_anchor->previous : "";
        std::int64_t after = m_anchor ? m_anchor->first - 1 : 0;
        for (bool more = true; more;) {
            const auto rows = storage::list_chain(m_transaction, m_project, after, page);
            for (const auto& row : rows)
                check(row);
            more = !rows.empty();
            if (more)
                after = rows.back().sequence;
            if (!m_pace.tell(m_report.checked, m_revision - after, static_cast<std::int64_t>(m_report.finding_count)))
                throw Error(Status::cancelled, "cancelled",
                            "The reading of the history was stopped. Nothing was changed.");
        }
        check_end();
        check_settings();
        return {std::move(m_report), m_last_unsound};
    }

private:
    void add(const char* code, std::int64_t sequence, const std::string& integration, std::string detail) {
        ++m_report.finding_count;
        if (m_report.findings.size() < told)
            m_report.findings.push_back({code, sequence, integration, std::move(detail)});
    }

    void check(const storage::HistoryRow& row) {
        bool linked = true;
        if (row.sequence != m_next) {
            // what a version is linked to is gone, so that its hash cannot be judged: the next one's can
            add("history-gap", m_next, "",
                "The versions " + std::to_string(m_next) + " to " + std::to_string(row.sequence - 1) +
                    " of this project are missing: they were removed, or made before there was a history.");
            linked = false;
            m_last_unsound = row.sequence;
        }
        const auto content = content_digest(row);
        if (linked && link(m_previous, row.sequence, content) != row.hash) {
            m_last_unsound = row.sequence;
            add("history-altered", row.sequence, row.integration,
                "Version " + std::to_string(row.sequence) + " of this project does not fit its hash: it was altered.");
        }
        if (m_report.checked == 0)
            m_report.first = row.sequence;
        ++m_report.checked;
        compare(row, m_anchor ? std::optional(m_anchor->head) : std::nullopt, "that was signed");
        compare(row, m_expected, "that was given");
        m_newest[row.integration] = {
            row.revision, state_digest(row.enabled, row.document, row.manifest_version, row.at_us, row.actor)};
        m_previous = row.hash;
        m_next = row.sequence + 1;
        m_report.head = {row.sequence, row.hash};
    }

    void compare(const storage::HistoryRow& row, const std::optional<HistoryHead>& known, const char* which) {
        if (known && known->sequence == row.sequence && known->hash != row.hash)
            add("history-rewritten", row.sequence, row.integration,
                "Version " + std::to_string(row.sequence) + " of this project is not the one " + which +
                    ": the history was made anew.");
    }

    void check_end() {
        if (m_anchor) {
            m_report.signed_head = m_anchor->head;
            if (m_report.checked == 0)
                m_report.head = {m_anchor->first - 1, m_anchor->previous};
        }
        const std::int64_t last = m_next - 1;
        std::int64_t expected = m_revision;
        for (const auto& known : {m_expected, m_report.signed_head})
            if (known)
                expected = std::max(expected, known->sequence);
        if (last < expected)
            add("history-truncated", last + 1, "",
                "The versions " + std::to_string(last + 1) + " to " + std::to_string(expected) +
                    " of this project are missing: the newest were removed.");
        else if (last > expected)
            add("history-altered", last, "",
                "This project has more versions than changes: its revision was set back, or versions were added.");
        if (m_expected && m_expected->sequence > 0 && m_expected->sequence < m_report.first)
            add("history-gap", m_expected->sequence, "", "The version that was given is no longer kept.");
    }

    void check_settings() {
        auto newest = std::move(m_newest);
        for (const auto& status : storage::list_status(m_transaction, m_project)) {
            const auto found = newest.find(status.integration);
            if (found == newest.end())
                continue; // its versions are older than what is kept
            const auto row = storage::find_settings(m_transaction, m_project, status.integration);
            const bool same = row && row->revision == found->second.revision &&
                              state_digest(row->enabled, row->document, row->manifest_version, row->updated_us,
                                           row->updated_by) == found->second.state;
            if (!same)
                add_settings(status.integration);
            newest.erase(found);
        }
        for (const auto& [integration, expected] : newest)
            add_settings(integration);
    }

    void add_settings(const std::string& integration) {
        add("settings-altered", 0, integration,
            "The settings of this integration are not those of its newest version: the database was changed by other "
            "means than this library.");
    }

    storage::Transaction& m_transaction;
    std::string_view m_project;
    const std::optional<HistoryHead>& m_expected;
    const base::Pace m_pace;
    std::int64_t m_revision = 0; ///< of the project
    std::optional<Anchor> m_anchor;
    std::int64_t m_next = 1;
    std::string m_previous;
    std::map<std::string, Expected> m_newest; ///< by integration
    HistoryReport m_report;
    std::int64_t m_last_unsound = 0;
};

} // namespace

HistoryReport verify(storage::Store& store, vault::Vault& vault, std::string_view project,
                     const std::optional<HistoryHead>& expected, const JobWatch& progress) {
    return examine(store, vault, project, expected, progress).report;
}

Examination examine(storage::Store& store, vault::Vault& vault, std::string_view project,
                    const std::optional<HistoryHead>& expected, const JobWatch& progress) {
    return store.read([&](storage::Transaction& transaction) {
        return Verification(transaction, vault, project, expected, progress).run();
    });
}

} // namespace integration_gallery::history
