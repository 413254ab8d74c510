#include "schema/compile/findings.hpp"

namespace integration_gallery::schema {

void Findings::raise() const {
    if (!failed())
        return;
    constexpr std::size_t told = 50;
    std::vector<Issue> issues;
    std::string sentence;
    for (const Finding& finding : m_all) {
        if (!finding.is_error)
            continue;
        if (issues.empty())
            sentence = (finding.pointer.empty() ? "At the top of the schema" : "At " + finding.pointer) + ": " +
                       finding.message;
        if (issues.size() < told)
            issues.push_back({finding.pointer, finding.rule, finding.message, {}, finding.pointer});
    }
    throw Error(Status::validation, "schema-invalid", "The schema cannot be used. " + sentence, std::move(issues),
                m_errors);
}

} // namespace integration_gallery::schema
