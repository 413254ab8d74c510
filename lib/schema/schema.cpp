#include "schema/schema.hpp"

#include "schema/compile/compiler.hpp"
#include "schema/program.hpp"
#include "schema/run/annotator.hpp"
#include "schema/run/defaults.hpp"
#include "schema/run/evaluator.hpp"

#include <utility>

namespace integration_gallery::schema {

Schema::Schema(std::unique_ptr<const Program> program) : m_program(std::move(program)) {}
Schema::~Schema() = default;

std::shared_ptr<const Schema> Schema::compile(const boost::json::value& document, const CompileOptions& options,
                                              std::vector<Finding>* told) {
    Findings findings(options.level);
    Compiler compiler(options, findings);
    auto program = compiler.compile(document);
    if (told != nullptr)
        *told = findings.all();
    findings.raise();
    return std::shared_ptr<const Schema>(new Schema(std::move(program)));
}

bool Schema::is_valid(const boost::json::value& instance) const {
    return Evaluator(*m_program, instance, Completeness::complete).is_valid();
}

Report Schema::validate(const boost::json::value& instance, Completeness completeness) const {
    // Most instances are valid, and finding that out is cheap.
    if (Evaluator(*m_program, instance, completeness).is_valid())
        return {};
    return Evaluator(*m_program, instance, completeness).collect();
}

Annotations Schema::annotate(const boost::json::value& instance) const {
    return annotates() ? Annotator(*m_program, instance).annotate() : Annotations();
}

bool Schema::annotates() const noexcept {
    return m_program->annotates;
}

boost::json::value Schema::with_defaults(const boost::json::value& instance, boost::json::storage_ptr memory) const {
    return Defaults(*m_program, instance).apply(instance, std::move(memory));
}

const boost::json::value& Schema::form() const {
    return m_program->form;
}

} // namespace integration_gallery::schema
