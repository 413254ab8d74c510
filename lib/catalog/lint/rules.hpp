#pragma once

#include <integration_gallery/lint.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The groups of rules. Each reads a manifest of any form, finds what it can, and ignores what it does not understand:
/// that is told by the manifest's schema.
namespace integration_gallery::catalog {

class Definitions;

/// Where the rules put what they find.
class LintSink {
public:
    explicit LintSink(std::vector<LintFinding>& out) : m_out(out) {}
    void error(std::string pointer, std::string_view rule, std::string message, std::string_view advice) {
        add(LintFinding::Severity::error, std::move(pointer), rule, std::move(message), advice);
    }
    void warning(std::string pointer, std::string_view rule, std::string message, std::string_view advice) {
        add(LintFinding::Severity::warning, std::move(pointer), rule, std::move(message), advice);
    }
    void add(LintFinding::Severity severity, std::string pointer, std::string_view rule, std::string message,
             std::string_view advice) {
        m_out.push_back({severity, std::move(pointer), std::string(rule), std::move(message), std::string(advice)});
    }

private:
    std::vector<LintFinding>& m_out;
};

/// The manifest's own schema, and the strict compilation of the sections.
void check_form(const boost::json::value& manifest, const Definitions& definitions, LintSink& sink);
/// Secrets, branches, required members.
void check_sections(const boost::json::object& manifest, LintSink& sink);
/// Where an authentication takes what it does not declare.
void check_open_places(const boost::json::object& manifest, LintSink& sink);
/// Defaults and examples against the schema that they stand in.
void check_values(const boost::json::object& manifest, const Definitions& definitions, LintSink& sink);
/// Where requests go.
void check_addresses(const boost::json::object& manifest, LintSink& sink);
/// What is said for each method names only settings which that method has.
void check_methods(const boost::json::object& manifest, LintSink& sink);
/// Names to find it by that find nothing which another name does not.
void check_aliases(const boost::json::object& manifest, LintSink& sink);
/// Texts for people.
void check_texts(const boost::json::object& manifest, LintSink& sink);
/// What would break settings that were stored under an older version.
void check_changes(const boost::json::object& older, const boost::json::object& manifest, LintSink& sink);

/// The schemas of a manifest's sections, with their names; what is no object is left out.
std::vector<std::pair<std::string, const boost::json::value*>> sections_of(const boost::json::object& manifest);

} // namespace integration_gallery::catalog
