#include "commands/key_jobs.hpp"

#include "support/failure.hpp"
#include "support/output.hpp"
#include "support/progress.hpp"
#include "support/store.hpp"

#include <integration_gallery/documents.hpp>
#include <integration_gallery/key_maintenance.hpp>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <chrono>
#include <ctime>
#include <iostream>
#include <optional>

#include <unistd.h>

namespace command {
namespace {

namespace ig = integration_gallery;

ig::JobOptions job_options(const JobArguments& arguments, std::string_view what, const ProgressLine& line) {
    return {.dry_run = arguments.dry_run, .batch = arguments.batch, .progress = line.watch_job(what)};
}

/// What became of a job, and the exit code.
int tell(const ig::JobResult& result, bool dry_run, const Common& common, std::string_view one, std::string_view many) {
    const bool good = (result.finished || dry_run) && result.progress.faults == 0;
    if (common.json) {
        std::cout << boost::json::serialize(ig::to_document(result)) << "\n";
        return good ? exit_done : exit_found;
    }
    if (dry_run) {
        std::cout << counted(static_cast<std::size_t>(result.progress.left), one, many)
                  << " to do; nothing was changed\n";
    } else {
        std::cout << counted(static_cast<std::size_t>(result.progress.done), one, many) << " done";
        if (result.progress.faults == 0)
            std::cout << (result.finished ? ", nothing is left" : "");
        std::cout << "\n";
    }
    if (result.keys_replaced != 0)
        std::cout << counted(static_cast<std::size_t>(result.keys_replaced), "data key", "data keys")
                  << (dry_run ? " to replace\n" : " replaced\n");
    if (result.keys_destroyed != 0)
        std::cout << counted(static_cast<std::size_t>(result.keys_destroyed), "replaced key", "replaced keys")
                  << " destroyed\n";
    for (const auto& fault : result.faults)
        std::cout << styled("FAULT", Style::red) << "  " << printable(fault.project) << " "
                  << printable(fault.integration) << " " << printable(fault.subject) << ": " << fault.code << "\n";
    if (result.progress.faults > static_cast<std::int64_t>(result.faults.size()))
        std::cout << "and " << result.progress.faults - static_cast<std::int64_t>(result.faults.size())
                  << " faults more\n";
    return good ? exit_done : exit_found;
}

std::string project_of(bool all, const Common& common) {
    if (all)
        return "";
    if (common.project.empty())
        throw Failure("Name the project with --project, or all of them with --all-projects.");
    return common.project;
}

std::chrono::system_clock::time_point read_time(const std::string& text) {
    std::tm parts{};
    const char* end = ::strptime(text.c_str(), "%Y-%m-%dT%H:%M:%S", &parts);
    if (end == nullptr || (std::string_view(end) != "Z" && *end != '\0'))
        throw Failure("A time is written as 2026-11-22T18:00:00Z, in UTC.");
    return std::chrono::system_clock::from_time_t(::timegm(&parts));
}

ig::KeyMaintenance open_maintenance(const Common& common) {
    return open_gallery(common, load_catalog(common)).key_maintenance(operator_name());
}

} // namespace

int rotate_keys(const RotateArguments& arguments, const Common& common) {
    ig::RotationOptions options;
    options.project = project_of(arguments.all_projects, common);
    options.compromised = arguments.compromised;
    options.grace = std::chrono::hours(24) * arguments.grace_days;
    if (arguments.resume)
        options.made_before = std::chrono::system_clock::time_point::min();
    if (!arguments.made_before.empty())
        options.made_before = read_time(arguments.made_before);
    const auto maintenance = open_maintenance(common);
    std::optional<ProgressLine> line(common.json);
    options.job = job_options(arguments.job, "sealing again", *line);
    const auto result = maintenance.rotate(options);
    line.reset();
    return tell(result, arguments.job.dry_run, common, "slot of secrets", "slots of secrets");
}

int rewrap_keys(const RewrapArguments& arguments, const Common& common) {
    const auto maintenance = open_maintenance(common);
    std::optional<ProgressLine> line(common.json);
    ig::RewrapOptions options;
    options.job = job_options(arguments.job, "wrapping again", *line);
    options.wait = std::chrono::seconds(arguments.wait_seconds);
    options.ignore_hosts = arguments.ignore_hosts;
    const auto result = maintenance.rewrap(options);
    line.reset();
    for (const auto& host : result.hosts_lacking_key)
        if (!common.json)
            std::cout << printable(host) << " does not hold the new key\n";
    return tell(result, arguments.job.dry_run, common, "data key", "data keys");
}

int reseal_secrets(const ResealArguments& arguments, const Common& common) {
    const auto project = project_of(arguments.all_projects, common);
    const auto maintenance = open_maintenance(common);
    std::optional<ProgressLine> line(common.json);
    const auto result = maintenance.reseal(project, job_options(arguments.job, "sealing again", *line));
    line.reset();
    return tell(result, arguments.job.dry_run, common, "slot of secrets", "slots of secrets");
}

int examine_keys(const DoctorArguments& arguments, const Common& common) {
    const auto maintenance = open_maintenance(common);
    const auto findings = [&] {
        const ProgressLine line(common.json);
        return maintenance.doctor(arguments.all_projects ? "" : common.project, line.watch_job("projects"));
    }();
    if (common.json) {
        boost::json::array all;
        for (const auto& finding : findings)
            all.push_back(ig::to_document(finding));
        std::cout << boost::json::serialize(all) << "\n";
        return findings.empty() ? exit_done : exit_found;
    }
    for (const auto& finding : findings) {
        std::string where;
        for (const auto* part : {&finding.project, &finding.integration, &finding.subject})
            if (!part->empty())
                where += (where.empty() ? "" : " ") + *part;
        std::cout << styled(finding.code, Style::bold) << "  " << printable(where) << "\n    "
                  << printable(finding.advice) << "\n";
    }
    std::cout << (findings.empty() ? "everything opens, and all keys are as they should be"
                                   : counted(findings.size(), "finding", "findings"))
              << "\n";
    return findings.empty() ? exit_done : exit_found;
}

int shred_project(const ShredArguments& arguments, const Common& common) {
    const auto project = project_of(false, common);
    std::string confirmation = arguments.confirmation;
    if (confirmation.empty() && ::isatty(STDIN_FILENO) == 1) {
        std::cerr << "This destroys all secrets of the project " << printable(project)
                  << " for good. Write its name to go on: " << std::flush;
        std::getline(std::cin, confirmation);
    }
    if (confirmation != project)
        throw Failure("Nothing was destroyed: confirm it with the project's name, in --confirm or on a terminal.");
    open_maintenance(common).shred(project);
    if (common.json)
        std::cout << boost::json::serialize(boost::json::object{{"project", project}, {"shredded", true}}) << "\n";
    else
        std::cout << "the keys of " << printable(project)
                  << " are destroyed; older copies of the database still open with the key-encryption key\n";
    return exit_done;
}

} // namespace command
