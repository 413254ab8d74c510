#include "catalog/definitions.hpp"
#include "catalog/lint/rules.hpp"
#include "catalog/localized_text.hpp"
#include "schema/schema.hpp"

#include <integration_gallery/error.hpp>

namespace integration_gallery::catalog {
namespace {

namespace bj = boost::json;

void check_section(const std::string& name, const bj::value& section, bool imported, const Definitions& definitions,
                   LintSink& sink) {
    std::vector<bj::value> documents;
    std::vector<schema::Resource> resources;
    documents.reserve(definitions.shared().size());
    for (const auto& definition : definitions.shared()) {
        documents.push_back(localize_schema(definition.document, "en"));
        resources.push_back({definition.id, &documents.back()});
    }
    schema::CompileOptions options;
    options.level = imported ? schema::Level::compatible : schema::Level::strict;
    options.resources = resources;
    std::vector<schema::Finding> findings;
    try {
        schema::Schema::compile(localize_schema(section, "en"), options, &findings);
    } catch (const Error& error) {
        if (error.status() != Status::validation)
            throw;
    }
    for (auto& finding : findings)
        if (finding.pointer.starts_with('/') || finding.pointer.empty())
            sink.add(finding.is_error ? LintFinding::Severity::error : LintFinding::Severity::warning,
                     "/settings/" + name + finding.pointer, finding.rule, std::move(finding.message),
                     "Mend the schema at this place; the guide for authors names the keywords there are.");
}

} // namespace

std::vector<std::pair<std::string, const bj::value*>> sections_of(const bj::object& manifest) {
    std::vector<std::pair<std::string, const bj::value*>> sections;
    const auto* settings = manifest.if_contains("settings");
    if (settings != nullptr && settings->is_object())
        for (const auto& member : settings->get_object())
            if (member.value().is_object())
                sections.emplace_back(member.key(), &member.value());
    return sections;
}

void check_form(const bj::value& manifest, const Definitions& definitions, LintSink& sink) {
    for (const auto& issue : definitions.manifest().validate(manifest).issues)
        sink.error(issue.pointer, issue.code, issue.detail,
                   "Bring the manifest into the form that its schema asks for.");
    const auto* object = manifest.if_object();
    if (object == nullptr)
        return;
    for (const auto& [name, section] : sections_of(*object))
        check_section(name, *section, object->contains("origin"), definitions, sink);
}

} // namespace integration_gallery::catalog
