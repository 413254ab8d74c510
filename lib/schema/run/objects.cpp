#include "schema/run/evaluator.hpp"

#include <boost/json/monotonic_resource.hpp>

namespace integration_gallery::schema {
namespace {

/// So many members are looked up once and remembered on the stack.
constexpr std::size_t remembered = 16;

std::string_view name_of(const boost::json::key_value_pair& member) {
    return {member.key().data(), member.key().size()};
}

} // namespace

bool Evaluator::run_object(NodeIndex node, const Instruction& instruction, const object& members, const Path& path) {
    const auto count = [&] {
        Number number;
        number.natural = members.size();
        return number;
    };
    switch (instruction.op) {
    case Op::min_properties:
        return m_lenient || compare(count(), m_program.numbers[instruction.at]) >= 0 ||
               tell_bound(node, "minProperties", "Give at least # members.", instruction.at, path);
    case Op::max_properties:
        return compare(count(), m_program.numbers[instruction.at]) <= 0 ||
               tell_bound(node, "maxProperties", "Give at most # members.", instruction.at, path);
    default:
        return m_lenient || run_dependent_names(node, m_program.dependent_names[instruction.at], members, path);
    }
}

bool Evaluator::run_dependent_names(NodeIndex node, const std::vector<DependentNames>& table, const object& members,
                                    const Path& path) {
    bool ok = true;
    for (const DependentNames& dependent : table) {
        if (!members.contains(dependent.name))
            continue;
        for (const std::string& name : dependent.required) {
            if (members.contains(name))
                continue;
            if (m_report == nullptr)
                return false;
            ok = tell_missing({node, dependent.keyword, "dependentRequired"}, name, none, path,
                              {{"property", name}, {"because", dependent.name}});
        }
    }
    return ok;
}

bool Evaluator::run_dependent(const std::vector<DependentNode>& table, const value& item, const Path& path) {
    bool ok = true;
    for (const DependentNode& dependent : table) {
        if (!item.get_object().contains(dependent.name))
            continue;
        ok = run(dependent.node, item, path) && ok;
        if (!ok && m_report == nullptr)
            return false;
    }
    return ok;
}

bool Evaluator::run_few_members(NodeIndex node, const ObjectTable& table, const object& members, const Path& path) {
    if (!step(members.size()))
        return false;
    const Node* const nodes = m_program.nodes.data();
    const Member* found[remembered];
    const bool open = !table.patterns.empty() || table.additional == none || !nodes[table.additional].refuses_all;
    std::uint32_t seen = 0;
    std::uint32_t expected = 0;
    std::size_t count = 0;
    for (const auto& entry : members) {
        const Member* member = table.find(name_of(entry), expected);
        found[count++] = member;
        if (!open && (member == nullptr || !member->declared))
            return false;
        if (member == nullptr)
            continue;
        seen += member->required ? 1 : 0;
        if (member->node != none && member->visible_when == none &&
            (nodes[member->node].types & type_of(entry.value())) == 0)
            return false;
    }
    if (seen < table.required_count && !m_lenient && !run_missing(node, table, members, path))
        return false;
    const bool further = open && !(table.patterns.empty() && table.additional == none);
    const Member* const* next = found;
    for (const auto& entry : members) {
        const Member* member = *next++;
        const Path below{&path, name_of(entry)};
        if (member != nullptr) {
            if (member->visible_when != none && !visible(member->visible_when))
                continue;
            const bool checked = member->visible_when == none;
            if (member->node != none && !(checked && nodes[member->node].is_type_only()) &&
                !run(member->node, entry.value(), below))
                return false;
        }
        if (further && !run_undeclared(table, member, entry.value(), below))
            return false;
    }
    return true;
}

bool Evaluator::run_undeclared(const ObjectTable& table, const Member* member, const value& item, const Path& path) {
    bool covered = member != nullptr && member->declared;
    for (const PatternMember& pattern : table.patterns) {
        if (!step(1 + path.token.size() / bytes_of_a_step))
            return false;
        if (!pattern.pattern.matches(path.token))
            continue;
        covered = true;
        if (!run(pattern.node, item, path))
            return false;
    }
    return covered || table.additional == none || run(table.additional, item, path);
}

bool Evaluator::run_members(NodeIndex node, const ObjectTable& table, const object& members, const Path& path) {
    if (m_report == nullptr && members.size() <= remembered)
        return run_few_members(node, table, members, path);
    bool ok = true;
    std::uint32_t seen = 0;
    std::uint32_t expected = 0;
    for (const auto& entry : members) {
        if (!step() || (!ok && m_report == nullptr))
            return false;
        const std::string_view name = name_of(entry);
        const Path below{&path, name};
        const Member* member = table.find(name, expected);
        bool covered = false;
        if (member != nullptr) {
            seen += member->required ? 1 : 0;
            covered = member->declared;
            if (member->visible_when != none && !visible(member->visible_when))
                continue;
            if (member->node != none)
                ok = run(member->node, entry.value(), below) && ok;
        }
        for (const PatternMember& pattern : table.patterns) {
            if (!step(1 + name.size() / bytes_of_a_step))
                return false;
            if (pattern.pattern.matches(name)) {
                covered = true;
                ok = run(pattern.node, entry.value(), below) && ok;
            }
        }
        if (covered || table.additional == none)
            continue;
        if (m_program.nodes[table.additional].refuses_all)
            ok = tell_unknown_member(node, "additionalProperties", below);
        else
            ok = run(table.additional, entry.value(), below) && ok;
    }
    if (seen < table.required_count && !m_lenient)
        ok = run_missing(node, table, members, path) && ok;
    return ok;
}

bool Evaluator::run_missing(NodeIndex node, const ObjectTable& table, const object& members, const Path& path) {
    bool ok = true;
    for (const Member& member : table.members) {
        if (!member.required || members.contains(member.name) ||
            (member.visible_when != none && !visible(member.visible_when)))
            continue;
        if (m_report == nullptr)
            return false;
        ok = tell_missing({node, "required", ""}, member.name, member.node, path, {{"property", member.name}});
    }
    return ok;
}

bool Evaluator::run_names(NodeIndex node, NodeIndex names, const object& members, const Path& path) {
    bool ok = true;
    for (const auto& entry : members) {
        const std::string_view name = name_of(entry);
        const Path below{&path, name};
        unsigned char buffer[256]; // names as texts, without allocating for those that people use
        boost::json::monotonic_resource memory(buffer, sizeof buffer);
        const value text(boost::json::string_view(name.data(), name.size()), &memory);
        if (test(names, text, below))
            continue;
        if (m_report == nullptr || m_stop != Stop::no)
            return false;
        ok = tell_plain(node, "propertyNames", "A member may not have this name; give it another.", below);
    }
    return ok;
}

} // namespace integration_gallery::schema
