#include "commands/lint.hpp"

#include "support/failure.hpp"
#include "support/files.hpp"
#include "support/output.hpp"

#include <integration_gallery/documents.hpp>
#include <integration_gallery/lint.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <iostream>
#include <optional>

namespace command {
namespace {

namespace ig = integration_gallery;

struct Severity {
    const char* name;
    const char* many;
    Style style;
};

const Severity& severity(ig::LintFinding::Severity which) {
    static constexpr std::array<Severity, 3> all{
        {{"note", "notes", Style::dim}, {"warning", "warnings", Style::yellow}, {"error", "errors", Style::red}}};
    return all[static_cast<std::size_t>(which)];
}

void print(const std::string& file, const std::vector<ig::LintFinding>& findings) {
    if (findings.empty())
        return;
    std::cout << styled(printable(file), Style::bold) << "\n";
    for (const auto& finding : findings) {
        const Severity& kind = severity(finding.severity);
        std::cout << "  " << styled(kind.name, kind.style) << " " << finding.rule << " at "
                  << (finding.pointer.empty() ? "the whole document" : printable(finding.pointer)) << "\n    "
                  << printable(finding.message) << "\n";
        if (!finding.advice.empty())
            std::cout << "    " << printable(finding.advice) << "\n";
    }
}

} // namespace

int lint(const LintArguments& arguments, const Common& common) {
    std::optional<boost::json::value> older;
    ig::LintOptions options;
    if (!arguments.older.empty()) {
        older = ig::read_document(read_file(arguments.older));
        options.older = &*older;
    }
    std::array<std::size_t, 3> counts{};
    boost::json::array files;
    std::size_t unreadable = 0;
    bool errors = false;
    for (const auto& path : arguments.files) {
        std::vector<ig::LintFinding> findings;
        try {
            findings = ig::lint_manifest_text(read_file(path), options);
        } catch (const Failure& failure) {
            ++unreadable;
            report(failure.what(), common.json);
            continue;
        } catch (const ig::Error& error) {
            ++unreadable;
            report(ig::Error(error).add_context(path.string()), common.json);
            continue;
        }
        errors = errors || ig::has_errors(findings);
        for (const auto& finding : findings)
            ++counts[static_cast<std::size_t>(finding.severity)];
        if (common.json)
            files.push_back(boost::json::object{{"file", path.string()}, {"findings", ig::to_json(findings)}});
        else
            print(path.string(), findings);
    }
    if (common.json) {
        std::cout << boost::json::serialize(boost::json::object{
                         {"files", files}, {"errors", counts[2]}, {"warnings", counts[1]}, {"notes", counts[0]}})
                  << "\n";
    } else {
        std::cout << counted(arguments.files.size() - unreadable, "file", "files");
        for (std::size_t index = 3; index-- > 0;) {
            const Severity& kind = severity(static_cast<ig::LintFinding::Severity>(index));
            std::cout << ", " << counted(counts[index], kind.name, kind.many);
        }
        std::cout << "\n";
    }
    return unreadable != 0 ? exit_usage : errors ? exit_found : exit_done;
}

} // namespace command
