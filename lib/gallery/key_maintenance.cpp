#include "base/clock.hpp"
#include "base/identifier.hpp"
#include "base/pace.hpp"
#include "gallery/gallery_data.hpp"
#include "settings/quarantine.hpp"
#include "settings/reseal.hpp"
#include "storage/repository/keys.hpp"
#include "storage/repository/settings.hpp"
#include "vault/doctor.hpp"
#include "vault/maintenance.hpp"

#include <integration_gallery/error.hpp>
#include <integration_gallery/key_maintenance.hpp>

#include <limits>
#include <set>
#include <utility>

namespace integration_gallery {
namespace {

void check_project(std::string_view project) {
    if (!base::is_project_name(project))
        throw Error(Status::invalid_argument, "invalid-project",
                    "A project's name has 1 to 191 bytes of UTF-8, no control characters and no space at its ends.");
}

vault::JobOptions to_vault(const JobOptions& options, const std::string& subject) {
    return {.dry_run = options.dry_run, .batch = options.batch, .subject = subject, .progress = options.progress};
}

std::int64_t microseconds(std::chrono::system_clock::time_point time) {
    return time == std::chrono::system_clock::time_point::min() ? std::numeric_limits<std::int64_t>::min()
                                                                : base::to_microseconds(time);
}

/// The projects that have keys or settings.
std::set<std::string> all_projects(const GalleryData& data) {
    std::set<std::string> out;
    const auto add = [&](auto list) {
        for (std::string after;;) {
            const auto page =
                data.store().read_one([&](storage::Transaction& transaction) { return list(transaction, after, 500); });
            if (page.empty())
                return;
            after = page.back();
            out.insert(page.begin(), page.end());
        }
    };
    add(storage::list_projects_with_keys);
    add(storage::list_projects);
    return out;
}

} // namespace

KeyMaintenance::KeyMaintenance(std::shared_ptr<const GalleryData> data, std::string subject)
    : m_data(std::move(data)), m_subject(std::move(subject)) {}

JobResult KeyMaintenance::rotate(const RotationOptions& options) const {
    if (!options.project.empty())
        check_project(options.project);
    auto job = to_vault(options.job, m_subject);
    job.fault = [&](const JobFault& fault) {
        settings::note_slot_fault(m_data->dependencies(), fault.project, fault.integration, m_subject, std::nullopt,
                                  fault.code);
    };
    vault::Rotation rotation{.compromised = options.compromised, .made_before_us = {}, .grace = options.grace};
    if (options.made_before)
        rotation.made_before_us = microseconds(*options.made_before);
    return m_data->vault().maintenance().rotate(options.project, rotation, job);
}

JobResult KeyMaintenance::rewrap(const RewrapOptions& options) const {
    return m_data->vault().maintenance().rewrap(to_vault(options.job, m_subject), options.wait, options.ignore_hosts);
}

JobResult KeyMaintenance::reseal(std::string_view project, const JobOptions& options) const {
    if (!project.empty())
        check_project(project);
    return settings::reseal(m_data->dependencies(), project, m_subject, options);
}

std::vector<KeyFinding> KeyMaintenance::doctor(std::string_view project, const JobWatch& progress) const {
    if (!project.empty())
        check_project(project);
    std::vector<KeyFinding> findings;
    auto& doctor = m_data->vault().doctor();
    doctor.examine_keks(findings);
    const auto names = project.empty() ? all_projects(*m_data) : std::set<std::string>{std::string(project)};
    const base::Pace pace(progress);
    std::int64_t done = 0;
    for (const auto& name : names) {
        doctor.examine_project(name, findings);
        settings::examine_records(m_data->dependencies(), name, findings);
        ++done;
        if (!pace.tell(done, static_cast<std::int64_t>(names.size()) - done,
                       static_cast<std::int64_t>(findings.size())))
            break;
    }
    return findings;
}

void KeyMaintenance::shred(std::string_view project) const {
    check_project(project);
    m_data->vault().maintenance().shred(project, m_subject);
    // What the settings say of their secrets stays, so that they are asked for again.
    const auto rows = m_data->store().read_one(
        [&](storage::Transaction& transaction) { return storage::list_settings(transaction, project); });
    for (const auto& row : rows)
        settings::note_slot_fault(m_data->dependencies(), row.project, row.integration, m_subject, std::nullopt,
                                  "secret-key-destroyed");
}

} // namespace integration_gallery
