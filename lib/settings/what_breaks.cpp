#include "base/pace.hpp"
#include "catalog/manifest_entry.hpp"
#include "catalog/migrations.hpp"
#include "json/pointer.hpp"
#include "schema/schema.hpp"
#include "settings/migrated.hpp"
#include "settings/service.hpp"
#include "settings/slot.hpp"
#include "settings/stored.hpp"
#include "storage/store.hpp"
#include "vault/bound.hpp"
#include "vault/seal_context.hpp"

#include <integration_gallery/catalog.hpp>
#include <integration_gallery/error.hpp>

#include <algorithm>
#include <set>
#include <span>
#include <utility>

namespace integration_gallery::settings {
namespace {

using boost::json::value;
using Documents = std::array<value, section_count>;
using Severity = Breakage::Severity;

const catalog::ManifestEntry* find_sound(const Catalog& catalog, std::string_view name) {
    const Manifest* manifest = catalog.find(name);
    return manifest == nullptr || manifest->damaged() ? nullptr : &catalog::ManifestEntry::of(*manifest);
}

/// What keeps a record from being what its switch says that it is.
std::vector<Issue> find_issues(const catalog::ManifestEntry& entry, const catalog::ObjectModel& host_model,
                               const Record& record, const Documents& documents) {
    const Schemas schemas = schemas_of(entry);
    if (record.enabled)
        return check_complete(schemas, mapping_rules(entry, host_model), documents).issues;
    std::vector<Issue> out;
    for (std::size_t i = 0; i < section_count; ++i)
        for (Issue& issue : schemas[i]->validate(documents[i], schema::Completeness::draft).issues) {
            issue.pointer.insert(0, section_pointer(i));
            out.push_back(std::move(issue));
        }
    return out;
}

/// One record under the other catalog.
class Look {
public:
    Look(const Service::Dependencies& on, const catalog::ManifestEntry& next, const storage::SettingsRow& row,
         const std::optional<storage::SecretRow>& slot, BreakageReport& report)
        : m_on(on), m_next(next), m_row(row), m_slot(slot), m_report(report) {}

    void run() {
        Record record;
        try {
            record = read_record(m_next, m_row);
        } catch (const Error& error) {
            return say(Severity::breaks, error.issues().empty() ? "" : error.issues().front().pointer, error.code(),
                       error.detail());
        }
        if (m_row.manifest_version != m_next.version &&
            !m_next.migrations->reaches(m_row.manifest_version, m_next.version))
            say(Severity::note, "", "no-migration",
                "The manifest has no migration from the stored version: the settings are read as they stand.");
        const Documents documents = marked_documents(schemas_of(m_next), record);
        check_documents(record, documents);
        check_secrets(record, documents);
        check_destinations(record, documents);
    }

private:
    void say(Severity severity, std::string pointer, std::string code, std::string detail) {
        m_report.breakages.push_back({severity, m_row.project, m_row.integration, m_row.enabled, m_row.manifest_version,
                                      m_next.version, std::move(pointer), std::move(code), std::move(detail)});
    }

    /// What is wrong already is no news.
    void check_documents(const Record& record, const Documents& documents) {
        std::set<std::pair<std::string, std::string>> known;
        if (const auto* now = find_sound(m_on.catalog, m_row.integration)) {
            try {
                const Record today = read_record(*now, m_row);
                for (const Issue& issue :
                     find_issues(*now, m_on.host_model, today, marked_documents(schemas_of(*now), today)))
                    known.emplace(issue.pointer, issue.code);
            } catch (const Error&) { // it cannot be read today: then everything is news
            }
        }
        for (const Issue& issue : find_issues(m_next, m_on.host_model, record, documents))
            if (!known.contains({issue.pointer, issue.code}))
                say(Severity::breaks, issue.pointer, issue.code, issue.detail);
    }

    void check_secrets(const Record& record, const Documents& documents) {
        const Schemas schemas = schemas_of(m_next);
        std::set<std::string> declared;
        for (std::size_t i = 0; i < section_count; ++i) {
            const std::string prefix(section_pointer(i));
            const value stored(record.documents[i]);
            for (const auto& place : schemas[i]->annotate(documents[i]).secrets) {
                const bool set = record.secrets.contains(prefix + place.identity);
                const auto* clear = json::find(stored, place.pointer);
                if (set && place.present)
                    declared.insert(prefix + place.identity);
                else if (clear != nullptr && clear->is_string())
                    say(Severity::breaks, prefix + place.pointer, "secret-in-clear",
                        "What becomes a secret stands in the store in clear, and is not used: enter it again.");
            }
        }
        for (const auto& [identity, stamp] : record.secrets)
            if (!declared.contains(identity))
                say(Severity::breaks, identity, "secret-undeclared",
                    "The manifest has no place for a stored secret: it is kept, and not used, until the settings "
                    "around it are saved.");
    }

    void check_destinations(const Record& record, const Documents& documents) {
        const auto bound = m_slot && !m_slot->sealed.empty() ? vault::read_bound(m_slot->bound) : std::nullopt;
        if (!bound || record.secrets.empty())
            return;
        const Destinations next = find_destinations(schemas_of(m_next), documents);
        if (vault::binding_digest(next) == bound->digest)
            return;
        // The same places with the same values under the pointers of then?
        Destinations then;
        for (const auto& pointer : bound->pointers) {
            const auto now = m_next.migrations->reaches(m_row.manifest_version, m_next.version)
                                 ? m_next.migrations->apply_to_pointer(pointer, m_row.manifest_version, m_next.version)
                                 : pointer;
            const auto found =
                std::find_if(next.begin(), next.end(), [&](const auto& one) { return one.first == now; });
            if (found != next.end())
                then.emplace_back(pointer, found->second);
        }
        if (vault::binding_digest(then) == bound->digest)
            say(Severity::breaks, "", "secret-reseal-required",
                "The manifest names other members for where secrets are sent: they have to be sealed again.");
        else
            say(Severity::breaks, "", "secret-reentry-required",
                "Where the secrets are sent is not what they were entered for: enter them again.");
    }

    const Service::Dependencies& m_on;
    const catalog::ManifestEntry& m_next;
    const storage::SettingsRow& m_row;
    const std::optional<storage::SecretRow>& m_slot;
    BreakageReport& m_report;
};

void look_at_project(const Service::Dependencies& on, const Catalog& next, const std::string& project,
                     BreakageReport& report) {
    std::vector<std::pair<storage::SettingsRow, std::optional<storage::SecretRow>>> rows;
    on.store.read([&](storage::Transaction& transaction) {
        rows.clear();
        for (auto& row : storage::list_settings(transaction, project)) {
            auto slot = storage::find_secret(transaction, project, row.integration, config_slot);
            rows.emplace_back(std::move(row), std::move(slot));
        }
    });
    ++report.projects;
    report.records += rows.size();
    for (const auto& [row, slot] : rows) {
        const Manifest* manifest = next.find(row.integration);
        if (manifest != nullptr && !manifest->damaged()) {
            Look(on, catalog::ManifestEntry::of(*manifest), row, slot, report).run();
            continue;
        }
        Breakage breakage{Severity::breaks,
                          row.project,
                          row.integration,
                          row.enabled,
                          row.manifest_version,
                          "",
                          "",
                          "integration-missing",
                          "The catalog has no integration of this name. What is stored is kept, and not used until it "
                          "is back."};
        if (manifest != nullptr) {
            breakage.code = "manifest-damaged";
            breakage.detail = "The manifest cannot be used. What is stored is kept, and not used until it is mended.";
        }
        report.breakages.push_back(std::move(breakage));
    }
}

std::vector<std::string> all_projects(storage::Store& store) {
    constexpr std::int64_t page_size = 500;
    std::vector<std::string> out;
    for (;;) {
        const auto page = store.read_one([&](storage::Transaction& transaction) {
            return storage::list_projects(transaction, out.empty() ? "" : out.back(), page_size);
        });
        if (page.empty())
            return out;
        out.insert(out.end(), page.begin(), page.end());
    }
}

std::int64_t count_breaks(std::span<const Breakage> breakages) noexcept {
    return std::count_if(breakages.begin(), breakages.end(),
                         [](const Breakage& one) { return one.severity == Severity::breaks; });
}

} // namespace

BreakageReport Service::what_breaks(const Catalog& next, std::string_view project, const JobWatch& progress) const {
    const Dependencies& on = m_dependencies;
    BreakageReport report;
    if (!project.empty()) {
        look_at_project(on, next, std::string(project), report);
        return report;
    }
    const base::Pace pace(progress);
    const auto all = all_projects(on.store);
    std::int64_t breaks = 0;
    for (const auto& name : all) {
        const std::size_t before = report.breakages.size();
        look_at_project(on, next, name, report);
        breaks += count_breaks(std::span(report.breakages).subspan(before));
        const auto done = static_cast<std::int64_t>(report.projects);
        if (!pace.tell(done, static_cast<std::int64_t>(all.size()) - done, breaks))
            throw Error(Status::cancelled, "cancelled", "The look at the settings was stopped. Nothing was changed.");
    }
    return report;
}

} // namespace integration_gallery::settings

namespace integration_gallery {

bool BreakageReport::breaks() const noexcept {
    return std::any_of(breakages.begin(), breakages.end(),
                       [](const Breakage& one) { return one.severity == Breakage::Severity::breaks; });
}

boost::json::object to_json(const BreakageReport& report) {
    boost::json::array all;
    for (const auto& one : report.breakages)
        all.push_back(boost::json::object{{"severity", one.severity == Breakage::Severity::breaks ? "breaks" : "note"},
                                          {"project", one.project},
                                          {"integration", one.integration},
                                          {"enabled", one.enabled},
                                          {"storedVersion", one.stored_version},
                                          {"version", one.version},
                                          {"pointer", one.pointer},
                                          {"code", one.code},
                                          {"detail", one.detail}});
    return {{"projects", report.projects},
            {"records", report.records},
            {"breaks", report.breaks()},
            {"breakages", std::move(all)}};
}

} // namespace integration_gallery
