#include "schema/run/evaluator.hpp"

namespace integration_gallery::schema {

/// What was looked at is asked for when it is needed, instead of being noted down on the way: nothing has to be
/// allocated, and only schemas with these keywords pay. Branches of anyOf and the like are tested again; the budget of
/// steps bounds that.
bool Evaluator::run_unevaluated_members(NodeIndex node, NodeIndex rest, const value& item, const Path& path) {
    bool ok = true;
    for (const auto& entry : item.get_object()) {
        if (m_stop != Stop::no || (!ok && m_report == nullptr))
            return false;
        const std::string_view name(entry.key().data(), entry.key().size());
        if (looks_at(node, item, {name, 0}, path, true))
            continue;
        const Path below{&path, name};
        if (m_program.nodes[rest].refuses_all)
            ok = tell_unknown_member(node, "unevaluatedProperties", below);
        else
            ok = run(rest, entry.value(), below) && ok;
    }
    return ok;
}

bool Evaluator::run_unevaluated_elements(NodeIndex node, NodeIndex rest, const value& item, const Path& path) {
    const array& elements = item.get_array();
    bool ok = true;
    for (std::size_t i = 0; i < elements.size(); ++i) {
        if (m_stop != Stop::no || (!ok && m_report == nullptr))
            return false;
        if (looks_at(node, item, {{}, i}, path, true))
            continue;
        const Path below{&path, {}, i};
        if (m_program.nodes[rest].refuses_all)
            ok = tell_plain(node, "unevaluatedItems", "No element is allowed here; remove it.", below);
        else
            ok = run(rest, elements[i], below) && ok;
    }
    return ok;
}

bool Evaluator::looks_at(NodeIndex index, const value& item, const Spot& spot, const Path& path, bool start) {
    if (!step())
        return false;
    if (m_depth >= m_program.limits.depth) {
        m_stop = Stop::too_deep;
        return false;
    }
    const Node& node = m_program.nodes[index];
    const Scope scope{m_scope, node.resource};
    m_scope = &scope;
    ++m_depth;
    bool found = false;
    const std::uint32_t first = item.is_object() ? node.objects : node.arrays;
    const std::uint32_t last = item.is_object() ? node.any : node.objects;
    for (std::uint32_t i = first; i < last && !found; ++i)
        found = instruction_looks_at(m_program.instructions[i], item, spot, path, start);
    for (std::uint32_t i = node.any; i < node.end && !found; ++i)
        found = instruction_looks_at(m_program.instructions[i], item, spot, path, start);
    --m_depth;
    m_scope = scope.outer;
    return found;
}

bool Evaluator::instruction_looks_at(const Instruction& instruction, const value& item, const Spot& spot,
                                     const Path& path, bool start) {
    const auto below = [&](NodeIndex node) { return node != none && looks_at(node, item, spot, path, false); };
    const auto valid_and_below = [&](NodeIndex node) { return below(node) && test(node, item, path); };
    switch (instruction.op) {
    case Op::members: {
        const ObjectTable& table = m_program.objects[instruction.at];
        if (table.additional_given)
            return true;
        if (const Member* member = table.find(spot.name); member != nullptr && member->declared)
            return true;
        for (const PatternMember& pattern : table.patterns)
            if (pattern.pattern.matches(spot.name))
                return true;
        return false;
    }
    case Op::items: {
        const ArrayTable& table = m_program.arrays[instruction.at];
        return table.rest_given || spot.index < table.prefix.size();
    }
    case Op::contains: {
        const Path element{&path, {}, spot.index};
        return test(m_program.contains[instruction.at].node, item.get_array()[spot.index], element);
    }
    case Op::dependent_schemas:
        for (const DependentNode& dependent : m_program.dependent_nodes[instruction.at])
            if (item.get_object().contains(dependent.name) && below(dependent.node))
                return true;
        return false;
    case Op::reference:
        return below(instruction.at);
    case Op::dynamic_reference:
        return below(resolve_dynamic(m_program.dynamic_references[instruction.at]));
    case Op::all_of:
        for (const NodeIndex part : m_program.lists[instruction.at])
            if (below(part))
                return true;
        return false;
    case Op::any_of:
    case Op::one_of:
        for (const NodeIndex branch : m_program.branches[instruction.at].branches)
            if (valid_and_below(branch))
                return true;
        return false;
    case Op::conditional: {
        const Conditional& conditional = m_program.conditionals[instruction.at];
        if (test_exactly(conditional.condition, item, path))
            return below(conditional.condition) || below(conditional.then);
        return below(conditional.otherwise);
    }
    case Op::unevaluated_items:
        return !start && item.is_array();
    case Op::unevaluated_properties:
        return !start && item.is_object();
    default:
        return false;
    }
}

} // namespace integration_gallery::schema
