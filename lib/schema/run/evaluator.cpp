#include "schema/run/evaluator.hpp"

#include "json/pointer.hpp"

#include <utility>

namespace integration_gallery::schema {

std::string Path::pointer() const {
    std::vector<const Path*> steps;
    for (const Path* at = this; at->parent != nullptr; at = at->parent)
        steps.push_back(at);
    std::string out;
    for (auto at = steps.rbegin(); at != steps.rend(); ++at) {
        if ((*at)->token.data() != nullptr)
            json::append_token(out, (*at)->token);
        else
            json::append_token(out, (*at)->index);
    }
    return out;
}

bool Evaluator::is_valid() {
    const Path top;
    return run(m_program.root, m_root, top) && m_stop == Stop::no;
}

Report Evaluator::collect() {
    Report report;
    m_report = &report;
    const Path top;
    run(m_program.root, m_root, top);
    if (m_stop != Stop::no) {
        const bool deep = m_stop == Stop::too_deep;
        report.issues.insert(report.issues.begin(),
                             {"",
                              deep ? "too-deep" : "too-complex",
                              deep ? "The document is nested too deeply to be checked; flatten it."
                                   : "The document takes too long to check; make it smaller.",
                              {},
                              ""});
        ++report.count;
    }
    return report;
}

bool Evaluator::step(std::size_t count) {
    if (m_steps < count) {
        if (m_stop == Stop::no)
            m_stop = Stop::too_complex;
        m_steps = 0;
    } else {
        m_steps -= count;
    }
    return m_stop == Stop::no;
}

bool Evaluator::run(NodeIndex node, const value& item, const Path& path) {
    if (!step())
        return false;
    if (m_depth >= m_program.limits.depth) {
        m_stop = Stop::too_deep;
        return false;
    }
    ++m_depth;
    const bool ok = m_program.dynamic ? run_scoped(node, item, path) : evaluate(node, item, path);
    --m_depth;
    return ok;
}

bool Evaluator::run_scoped(NodeIndex node, const value& item, const Path& path) {
    const Scope scope{m_scope, m_program.nodes[node].resource};
    m_scope = &scope;
    const bool ok = evaluate(node, item, path);
    m_scope = scope.outer;
    return ok;
}

// This function and those that it calls again and again bound the depth that a small stack can take: what builds texts
// stands in functions of its own (issues.cpp), so that its temporaries are not in these frames.
bool Evaluator::evaluate(NodeIndex index, const value& item, const Path& path) {
    const Node& node = m_program.nodes[index];
    const std::uint8_t type = type_of(item);
    if ((node.types & type) == 0)
        return node.refuses_all ? tell_refused(index, path) : tell_types(index, "type", node.types, path);
    if (node.secret && kept(item))
        return true;
    std::uint32_t first = 0, last = 0;
    if ((type & type_bit::string) != 0) {
        first = node.strings;
        last = node.arrays;
    } else if ((type & type_bit::object) != 0) {
        first = node.objects;
        last = node.any;
    } else if ((type & type_bit::array) != 0) {
        first = node.arrays;
        last = node.objects;
    } else if ((type & type_bit::number) != 0) {
        first = node.numbers;
        last = node.strings;
    }
    bool ok = true;
    for (std::uint32_t i = first; i < last && (ok || m_report != nullptr); ++i)
        ok = run_one(index, m_program.instructions[i], item, path) && ok;
    for (std::uint32_t i = node.any; i < node.end && (ok || m_report != nullptr); ++i)
        ok = run_one(index, m_program.instructions[i], item, path) && ok;
    return ok;
}

bool Evaluator::run_one(NodeIndex node, const Instruction& instruction, const value& item, const Path& path) {
    const std::uint32_t at = instruction.at;
    switch (instruction.op) {
    case Op::minimum:
    case Op::maximum:
    case Op::exclusive_minimum:
    case Op::exclusive_maximum:
    case Op::multiple_of:
        return run_number(node, instruction, item, path);
    case Op::min_length:
    case Op::max_length:
    case Op::pattern:
    case Op::format:
        return run_string(node, instruction, item, path);
    case Op::enumeration:
    case Op::constant:
        return run_values(node, instruction, item, path);
    case Op::min_items:
    case Op::max_items:
    case Op::unique_items:
        return run_array(node, instruction, item.get_array(), path);
    case Op::min_properties:
    case Op::max_properties:
    case Op::dependent_required:
        return run_object(node, instruction, item.get_object(), path);
    case Op::items:
        return run_items(node, m_program.arrays[at], item.get_array(), path);
    case Op::contains:
        return run_contains(node, m_program.contains[at], item.get_array(), path);
    case Op::members:
        return run_members(node, m_program.objects[at], item.get_object(), path);
    case Op::property_names:
        return run_names(node, at, item.get_object(), path);
    case Op::dependent_schemas:
        return run_dependent(m_program.dependent_nodes[at], item, path);
    case Op::reference:
        return run(at, item, path);
    case Op::dynamic_reference:
        return run(resolve_dynamic(m_program.dynamic_references[at]), item, path);
    case Op::all_of:
        return run_all_of(m_program.lists[at], item, path);
    case Op::any_of:
        return run_any_of(node, m_program.branches[at], item, path);
    case Op::one_of:
        return run_one_of(node, m_program.branches[at], item, path);
    case Op::negation:
        return !test_exactly(at, item, path) ||
               tell_plain(node, "not", "This value is one that is not allowed here; give another.", path);
    case Op::conditional:
        return run_conditional(m_program.conditionals[at], item, path);
    case Op::unevaluated_properties:
        return !item.is_object() || run_unevaluated_members(node, at, item, path);
    case Op::unevaluated_items:
        return !item.is_array() || run_unevaluated_elements(node, at, item, path);
    }
    return false;
}

NodeIndex Evaluator::resolve_dynamic(const DynamicReference& reference) const {
    NodeIndex found = reference.target;
    if (!reference.anchor.empty())
        // The outermost resource on the way that has the anchor wins (2020-12 Core, section 8.2.3.2).
        for (const Scope* scope = m_scope; scope != nullptr; scope = scope->outer) {
            const auto& anchors = m_program.resources[scope->resource].dynamic_anchors;
            if (const auto at = anchors.find(reference.anchor); at != anchors.end())
                found = at->second;
        }
    return found;
}

} // namespace integration_gallery::schema
