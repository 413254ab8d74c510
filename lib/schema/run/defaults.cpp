#include "schema/run/defaults.hpp"

#include "schema/depth.hpp"
#include "schema/run/choice.hpp"

#include <algorithm>
#include <utility>

namespace integration_gallery::schema {

using boost::json::array;
using boost::json::object;
using boost::json::value;

namespace {

/// How many defaults an object gets at most, mostly: room for so many is made at once.
constexpr std::size_t usual_defaults = 8;

} // namespace

value Defaults::apply(const value& instance, boost::json::storage_ptr memory) {
    if (is_nested_deeper(instance, m_program.limits.depth))
        throw Error(Status::limit, "too-deep", "The document is nested too deeply; flatten it.");
    value out(instance, std::move(memory));
    fill(m_program.root, out);
    return out;
}

void Defaults::fill(NodeIndex index, value& item) {
    // Below the limit on depth nothing is valid anyway.
    if (m_depth >= m_program.limits.depth || !(item.is_object() || item.is_array()))
        return;
    if (++m_visited > m_program.limits.places * 10)
        throw Error(Status::limit, "too-complex", "The schema gives too many defaults for this document.");
    ++m_depth;
    const Node& node = m_program.nodes[index];
    for (std::uint32_t i = node.arrays; i < node.end; ++i) {
        const Instruction& instruction = m_program.instructions[i];
        if (instruction.op == Op::members && item.is_object())
            fill_members(m_program.objects[instruction.at], item.get_object());
        else if (instruction.op == Op::items && item.is_array())
            fill_elements(m_program.arrays[instruction.at], item.get_array());
        else if (instruction.op == Op::reference)
            fill(instruction.at, item);
        else if (instruction.op == Op::all_of)
            for (const NodeIndex part : m_program.lists[instruction.at])
                fill(part, item);
        else if (instruction.op == Op::one_of || instruction.op == Op::any_of)
            fill_branch(m_program.branches[instruction.at], item);
    }
    --m_depth;
}

void Defaults::fill_members(const ObjectTable& table, object& members) {
    members.reserve(std::min(table.members.size(), members.size() + usual_defaults));
    for (const Member& member : table.members) {
        if (member.node == none || (member.visible_when != none && !m_conditions.visible(member.visible_when)))
            continue;
        if (value* given = members.if_contains(member.name))
            fill(member.node, *given);
        else
            insert(member, members);
    }
    if (table.patterns.empty() && table.additional == none)
        return;
    for (auto& entry : members) {
        const std::string_view name(entry.key().data(), entry.key().size());
        const Member* member = table.find(name);
        bool covered = member != nullptr && member->declared;
        for (const PatternMember& pattern : table.patterns)
            if (pattern.pattern.matches(name)) {
                covered = true;
                fill(pattern.node, entry.value());
            }
        if (!covered && table.additional != none)
            fill(table.additional, entry.value());
    }
}

void Defaults::insert(const Member& member, object& members) {
    const Details& details = m_program.details[member.node];
    if (details.fallback == nullptr || details.secret ||
        std::find(m_inserting.begin(), m_inserting.end(), member.node) != m_inserting.end())
        return;
    m_bytes += bytes_of(*details.fallback);
    if (m_bytes > m_program.limits.memory)
        throw Error(Status::limit, "too-large", "The schema gives defaults for this document that are too large.");
    value& added = members.emplace(member.name, *details.fallback).first->value();
    m_inserting.push_back(member.node);
    fill(member.node, added);
    m_inserting.pop_back();
}

void Defaults::fill_elements(const ArrayTable& table, array& elements) {
    for (std::size_t i = 0; i < elements.size(); ++i) {
        const NodeIndex node = i < table.prefix.size() ? table.prefix[i] : table.rest;
        if (node != none)
            fill(node, elements[i]);
    }
}

void Defaults::fill_branch(const BranchTable& table, value& item) {
    const NodeIndex branch = chosen_branch(table, &item);
    if (branch == none)
        return;
    if (!table.discriminator.empty() && !table.default_value.empty() && item.is_object())
        item.get_object().emplace(table.discriminator,
                                  boost::json::string_view(table.default_value.data(), table.default_value.size()));
    fill(branch, item);
}

} // namespace integration_gallery::schema
