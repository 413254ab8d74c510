#include "commands/what_breaks.hpp"

#include "support/failure.hpp"
#include "support/files.hpp"
#include "support/output.hpp"
#include "support/progress.hpp"
#include "support/store.hpp"

#include <boost/json/serialize.hpp>

#include <iostream>

namespace command {
namespace {

namespace ig = integration_gallery;

/// The catalog that would be used. A manifest that is wrong is told at once: what it breaks cannot be told.
ig::Catalog next_catalog(const WhatBreaksArguments& arguments, const Common& common) {
    ig::CatalogBuilder builder = start_catalog(common);
    for (const auto& path : arguments.manifests) {
        if (std::filesystem::is_directory(path)) {
            const auto report = builder.add_directory(path);
            if (!report.failures.empty()) {
                ig::Error wrong = report.failures.front().error;
                wrong.add_context((path / report.failures.front().file).string());
                throw wrong;
            }
            continue;
        }
        try {
            builder.add_json(read_file(path));
        } catch (ig::Error& error) {
            error.add_context(path.string());
            throw;
        }
    }
    for (const auto& name : arguments.hidden)
        builder.hide(name);
    return builder.build();
}

void print(const ig::BreakageReport& report) {
    std::string last;
    for (const auto& one : report.breakages) {
        const std::string record = one.project + ", " + one.integration + (one.enabled ? " (on)" : " (off)");
        if (record != last)
            std::cout << styled(printable(record), Style::bold) << "  "
                      << printable(one.stored_version + (one.version.empty() ? "" : " -> " + one.version)) << "\n";
        last = record;
        const bool note = one.severity == ig::Breakage::Severity::note;
        std::cout << "  " << styled(note ? "note" : "breaks", note ? Style::dim : Style::red) << " " << one.code
                  << (one.pointer.empty() ? "" : " at " + printable(one.pointer)) << "\n    " << printable(one.detail)
                  << "\n";
    }
    std::cout << counted(report.records, "record", "records") << " of "
              << counted(report.projects, "project", "projects") << " looked at; "
              << (report.breaks() ? "some would break" : "nothing would break") << "\n";
}

} // namespace

int what_breaks(const WhatBreaksArguments& arguments, const Common& common) {
    const ig::Catalog next = next_catalog(arguments, common);
    const auto gallery = open_gallery(common, load_catalog(common));
    const auto report = [&] {
        const ProgressLine line(common.json);
        return gallery.what_breaks(next, common.project, line.watch_job("projects"));
    }();
    if (common.json)
        std::cout << boost::json::serialize(ig::to_json(report)) << "\n";
    else
        print(report);
    return report.breaks() ? exit_found : exit_done;
}

} // namespace command
