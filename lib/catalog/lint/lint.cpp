#include "catalog/definitions.hpp"
#include "catalog/lint/rules.hpp"
#include "json/read.hpp"

#include <integration_gallery/error.hpp>
#include <integration_gallery/lint.hpp>

#include <boost/json/object.hpp>

#include <algorithm>
#include <tuple>

namespace integration_gallery {
namespace {

constexpr json::Limits manifest_limits{.bytes = 2 * 1024 * 1024, .depth = 64, .elements = 200'000};

std::string_view severity_name(LintFinding::Severity severity) noexcept {
    switch (severity) {
    case LintFinding::Severity::error:
        return "error";
    case LintFinding::Severity::warning:
        return "warning";
    case LintFinding::Severity::note:
        break;
    }
    return "note";
}

} // namespace

std::vector<LintFinding> lint_manifest(const boost::json::value& manifest, const LintOptions& options) {
    std::vector<LintFinding> findings;
    catalog::LintSink sink(findings);
    const catalog::Definitions definitions;
    catalog::check_form(manifest, definitions, sink);
    if (const auto* object = manifest.if_object()) {
        catalog::check_sections(*object, sink);
        catalog::check_open_places(*object, sink);
        catalog::check_values(*object, definitions, sink);
        catalog::check_addresses(*object, sink);
        catalog::check_methods(*object, sink);
        catalog::check_texts(*object, sink);
        catalog::check_aliases(*object, sink);
        if (const auto* older = options.older != nullptr ? options.older->if_object() : nullptr)
            catalog::check_changes(*older, *object, sink);
    }
    const auto key = [](const LintFinding& finding) {
        return std::tie(finding.pointer, finding.rule, finding.message);
    };
    std::stable_sort(findings.begin(), findings.end(),
                     [&](const auto& left, const auto& right) { return key(left) < key(right); });
    findings.erase(std::unique(findings.begin(), findings.end(),
                               [&](const auto& left, const auto& right) { return key(left) == key(right); }),
                   findings.end());
    return findings;
}

std::vector<LintFinding> lint_manifest_text(std::string_view text, const LintOptions& options) {
    boost::json::value manifest;
    try {
        manifest = json::read(text, manifest_limits);
    } catch (const Error& error) {
        const auto pointer = error.issues().empty() ? std::string() : error.issues().front().pointer;
        return {{LintFinding::Severity::error, pointer, error.code(), error.detail(), "Mend the JSON text first."}};
    }
    return lint_manifest(manifest, options);
}

bool has_errors(std::span<const LintFinding> findings) noexcept {
    return std::any_of(findings.begin(), findings.end(),
                       [](const LintFinding& finding) { return finding.severity == LintFinding::Severity::error; });
}

boost::json::array to_json(std::span<const LintFinding> findings) {
    boost::json::array out;
    for (const auto& finding : findings)
        out.push_back(boost::json::object{{"severity", severity_name(finding.severity)},
                                          {"pointer", finding.pointer},
                                          {"rule", finding.rule},
                                          {"message", finding.message},
                                          {"advice", finding.advice}});
    return out;
}

} // namespace integration_gallery
