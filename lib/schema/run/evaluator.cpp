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

bool Evaluator::evaluate(NodeIndex index, const value& item, const Path& path) {
    const Node& node = m_program.nodes[index];
    const std::uint8_t type = type_of(item);
    if ((node.types & type) == 0)
        return node.refuses_all ? tell_refused(index, path) : tell_types(index, "type", node.types, path);
    if (node.secret && kept(item))
        return true;
    bool ok = true;
    const auto run_group = [&](std::uint32_t first, std::uint32_t last, auto function) {
        for (std::uint32_t i = first; i < last && (ok || m_report != nullptr); ++i)
            ok = (this->*function)(index, m_program.instructions[i], item, path) && ok;
    };
    if ((type & type_bit::string) != 0)
        run_group(node.strings, node.arrays, &Evaluator::run_string);
    else if ((type & type_bit::object) != 0)
        run_group(node.objects, node.any, &Evaluator::run_object);
    else if ((type & type_bit::array) != 0)
        run_group(node.arrays, node.objects, &Evaluator::run_array);
    else if ((type & type_bit::number) != 0)
        run_group(node.numbers, node.strings, &Evaluator::run_number);
    run_group(node.any, node.end, &Evaluator::run_any);
    return ok;
}

bool Evaluator::run_any(NodeIndex node, const Instruction& instruction, const value& item, const Path& path) {
    switch (instruction.op) {
    case Op::reference:
        return run(instruction.at, item, path);
    case Op::dynamic_reference:
        return run(resolve_dynamic(m_program.dynamic_references[instruction.at]), item, path);
    case Op::all_of: {
        bool ok = true;
        for (const NodeIndex part : m_program.lists[instruction.at]) {
            ok = run(part, item, path) && ok;
            if (!ok && m_report == nullptr)
                return false;
        }
        return ok;
    }
    case Op::any_of:
        return run_any_of(node, m_program.branches[instruction.at], item, path);
    case Op::one_of:
        return run_one_of(node, m_program.branches[instruction.at], item, path);
    case Op::negation:
        return !test_exactly(instruction.at, item, path) ||
               tell({node, "not", ""}, path, "This value is one that is not allowed here; give another.");
    case Op::conditional:
        return run_conditional(m_program.conditionals[instruction.at], item, path);
    case Op::unevaluated_properties:
        return !item.is_object() || run_unevaluated_members(node, instruction.at, item.get_object(), item, path);
    case Op::unevaluated_items:
        return !item.is_array() || run_unevaluated_elements(node, instruction.at, item.get_array(), item, path);
    default:
        return run_values(node, instruction, item, path);
    }
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
