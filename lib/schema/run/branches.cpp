#include "schema/run/evaluator.hpp"

#include <utility>

namespace integration_gallery::schema {

bool Evaluator::test(NodeIndex node, const value& item, const Path& path) {
    Report* const report = std::exchange(m_report, nullptr);
    const bool ok = run(node, item, path);
    m_report = report;
    return ok;
}

bool Evaluator::test_exactly(NodeIndex node, const value& item, const Path& path) {
    const bool lenient = std::exchange(m_lenient, false);
    const bool keeps = std::exchange(m_keeps, false);
    const bool ok = test(node, item, path);
    m_lenient = lenient;
    m_keeps = keeps;
    return ok;
}

/// Does the discriminator decide? Then `branch` is the chosen one, or `unknown` says that none has the value: every
/// branch asserts its own constant, so that no other branch can be valid.
bool Evaluator::decide(const BranchTable& table, const value& item, NodeIndex& branch, bool& unknown) const {
    const object* members = item.if_object();
    if (table.discriminator.empty() || members == nullptr)
        return false;
    const value* given = members->if_contains(table.discriminator);
    if (given == nullptr)
        return false;
    const auto* text = given->if_string();
    branch = text != nullptr ? table.branch_of({text->data(), text->size()}) : none;
    unknown = branch == none;
    return true;
}

bool Evaluator::run_all_of(const std::vector<NodeIndex>& parts, const value& item, const Path& path) {
    bool ok = true;
    for (const NodeIndex part : parts) {
        ok = run(part, item, path) && ok;
        if (!ok && m_report == nullptr)
            return false;
    }
    return ok;
}

bool Evaluator::run_any_of(NodeIndex node, const BranchTable& table, const value& item, const Path& path) {
    if (table.branches.size() == 1)
        return run(table.branches.front(), item, path);
    NodeIndex branch = none;
    bool unknown = false;
    if (decide(table, item, branch, unknown))
        return unknown ? explain(node, table, "anyOf", item, path) : run(branch, item, path);
    if (m_lenient && !table.discriminator.empty() && item.is_object())
        return true;
    for (const NodeIndex each : table.branches) {
        if (test(each, item, path))
            return true;
        if (m_stop != Stop::no)
            return false;
    }
    return explain(node, table, "anyOf", item, path);
}

bool Evaluator::run_one_of(NodeIndex node, const BranchTable& table, const value& item, const Path& path) {
    if (table.branches.size() == 1)
        return run(table.branches.front(), item, path);
    NodeIndex branch = none;
    bool unknown = false;
    if (decide(table, item, branch, unknown))
        return unknown ? explain(node, table, "oneOf", item, path) : run(branch, item, path);
    if (m_lenient && !table.discriminator.empty() && item.is_object())
        return true;
    std::size_t fitting = 0;
    for (const NodeIndex each : table.branches) {
        fitting += test(each, item, path) ? 1u : 0u;
        if (m_stop != Stop::no)
            return false;
        if (fitting > 1 && !m_lenient)
            break;
    }
    if (m_lenient && fitting > 1) {
        // What is incomplete may fit several forms; what is complete may not.
        fitting = 0;
        m_lenient = false;
        for (const NodeIndex each : table.branches)
            fitting += test(each, item, path) ? 1u : 0u;
        m_lenient = true;
        if (fitting <= 1)
            return m_stop == Stop::no;
    }
    if (fitting == 1)
        return true;
    if (fitting == 0)
        return explain(node, table, "oneOf", item, path);
    if (m_report != nullptr && !table.discriminator.empty() && item.is_object())
        return explain(node, table, "oneOf", item, path);
    return tell_plain(node, "oneOf", "This fits more than one of the forms that exclude each other; give one.", path);
}

bool Evaluator::run_conditional(const Conditional& conditional, const value& item, const Path& path) {
    const NodeIndex next = test_exactly(conditional.condition, item, path) ? conditional.then : conditional.otherwise;
    return next == none || run(next, item, path);
}

bool Evaluator::explain(NodeIndex node, const BranchTable& table, std::string_view word, const value& item,
                        const Path& path) {
    if (m_report == nullptr || m_stop != Stop::no)
        return false;
    const std::uint8_t type = type_of(item);
    if ((table.types & type) == 0)
        return tell_types(node, word, table.types, path);
    if (!table.discriminator.empty() && item.is_object())
        return tell_undecided(node, table, word, item.get_object(), path);
    // The other forms are for other types, so what is wrong with this one is the answer.
    if (const NodeIndex only = table.branch_of_type(type); only != none)
        return run(only, item, path);
    return tell_plain(node, word, "This fits none of the forms that are allowed here.", path);
}

} // namespace integration_gallery::schema
