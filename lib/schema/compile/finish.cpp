#include "schema/compile/compiler.hpp"

#include <algorithm>

namespace integration_gallery::schema {

using boost::json::value;

namespace {

/// How far annotations are looked for through $ref and allOf.
constexpr std::size_t longest_chain = 32;

} // namespace

void Compiler::inherit_annotations() {
    // From what $ref and allOf name, as long as something is missing. Each round goes one link further.
    auto& details = m_program->details;
    bool changed = true;
    for (std::size_t round = 0; changed && round < longest_chain; ++round) {
        changed = false;
        for (NodeIndex node = 0; node < m_places.size(); ++node)
            for (const NodeIndex link : m_edges[node].links) {
                if (link == none)
                    continue;
                const auto take = [&](auto& own, const auto& other, const auto& empty) {
                    if (own == empty && other != empty) {
                        own = other;
                        changed = true;
                    }
                };
                const value* const no_value = nullptr;
                take(details[node].title, details[link].title, std::string());
                take(details[node].fallback, details[link].fallback, no_value);
                take(details[node].key, details[link].key, std::string());
                take(details[node].secret, details[link].secret, false);
                take(details[node].visible_when, details[link].visible_when, none);
            }
    }
    for (ObjectTable& table : m_program->objects)
        for (Member& member : table.members)
            if (member.node != none)
                member.visible_when = details[member.node].visible_when;
    for (ArrayTable& table : m_program->arrays)
        if (table.key.empty() && table.rest != none)
            table.key = details[table.rest].key;
    m_program->annotates = std::any_of(details.begin(), details.end(), [](const Details& at) {
        return at.secret || at.destination || at.visible_when != none;
    });
}

const Member* Compiler::member_of(NodeIndex node, std::string_view name, std::size_t depth) const {
    const Node& at = m_program->nodes[node];
    for (std::uint32_t i = at.objects; i < at.any; ++i)
        if (m_program->instructions[i].op == Op::members)
            if (const Member* member = m_program->objects[m_program->instructions[i].at].find(name);
                member != nullptr && member->node != none)
                return member;
    if (depth < longest_chain)
        for (const NodeIndex link : m_edges[node].links)
            if (const Member* member = link == none ? nullptr : member_of(link, name, depth + 1))
                return member;
    return nullptr;
}

void Compiler::collect_constants(NodeIndex node, std::vector<const Member*>& out, std::size_t depth) const {
    const Node& at = m_program->nodes[node];
    for (std::uint32_t i = at.objects; i < at.any; ++i)
        if (m_program->instructions[i].op == Op::members)
            for (const Member& member : m_program->objects[m_program->instructions[i].at].members)
                if (member.node != none && m_program->details[member.node].constant != nullptr)
                    out.push_back(&member);
    if (depth < longest_chain && out.size() < longest_chain)
        for (const NodeIndex link : m_edges[node].links)
            if (link != none)
                collect_constants(link, out, depth + 1);
}

std::uint8_t Compiler::effective_types(NodeIndex node, std::size_t depth) const {
    const Node& at = m_program->nodes[node];
    std::uint8_t types = at.types;
    for (std::uint32_t i = at.any; i < at.end; ++i) {
        const Instruction& instruction = m_program->instructions[i];
        if (instruction.op != Op::constant && instruction.op != Op::enumeration)
            continue;
        std::uint8_t listed = 0;
        for (const value& item : m_program->enumerations[instruction.at].values)
            listed = static_cast<std::uint8_t>(listed | type_of(item));
        types &= listed;
    }
    if (depth < longest_chain)
        for (const NodeIndex link : m_edges[node].links)
            if (link != none)
                types &= effective_types(link, depth + 1);
    return types;
}

void Compiler::find_discriminators() {
    for (const auto& [owner, index] : m_branch_owners) {
        BranchTable& table = m_program->branches[index];
        for (const NodeIndex branch : table.branches) {
            table.branch_types.push_back(effective_types(branch, 0));
            table.types = static_cast<std::uint8_t>(table.types | table.branch_types.back());
        }
        if (table.branches.size() > 1)
            find_discriminator(owner, table);
        if (!table.discriminator.empty())
            find_default_branch(owner, table);
    }
}

void Compiler::find_discriminator(NodeIndex, BranchTable& table) {
    std::vector<const Member*> candidates;
    collect_constants(table.branches.front(), candidates, 0);
    // One that a branch requires is what the author meant.
    std::stable_partition(candidates.begin(), candidates.end(), [](const Member* member) { return member->required; });
    for (const Member* candidate : candidates) {
        std::vector<std::pair<std::string_view, NodeIndex>> by_value;
        for (const NodeIndex branch : table.branches) {
            const Member* member = member_of(branch, candidate->name, 0);
            // What can be hidden is not always checked, so it cannot tell branches apart.
            if (member == nullptr || member->visible_when != none)
                break;
            const auto* constant = m_program->details[member->node].constant;
            if (constant == nullptr)
                break;
            const std::string_view text(constant->data(), constant->size());
            if (std::any_of(by_value.begin(), by_value.end(), [&](const auto& entry) { return entry.first == text; }))
                break;
            by_value.emplace_back(text, branch);
        }
        if (by_value.size() != table.branches.size())
            continue;
        table.discriminator = candidate->name;
        table.by_value = std::move(by_value);
        return;
    }
}

void Compiler::find_default_branch(NodeIndex owner, BranchTable& table) const {
    const auto decide = [&](const value* fallback) {
        if (fallback != nullptr && table.default_value.empty() && table.branch_of(text_of(*fallback)) != none)
            table.default_value = text_of(*fallback);
    };
    if (const value* section = m_program->details[owner].fallback; section != nullptr && section->is_object())
        decide(section->get_object().if_contains(table.discriminator));
    if (const Member* member = member_of(owner, table.discriminator, 0))
        decide(m_program->details[member->node].fallback);
    // Where each branch has its own value as the default, nothing is decided.
    const value* only = nullptr;
    std::size_t defaults = 0;
    for (const NodeIndex branch : table.branches)
        if (const value* fallback = m_program->details[member_of(branch, table.discriminator, 0)->node].fallback) {
            only = fallback;
            ++defaults;
        }
    if (defaults == 1)
        decide(only);
}

void Compiler::find_condition_defaults() {
    for (Condition& condition : m_program->conditions) {
        NodeIndex node = m_program->root;
        const value* inherited = m_program->details[node].fallback;
        for (const std::string& token : condition.tokens) {
            const auto* section = inherited != nullptr ? inherited->if_object() : nullptr;
            inherited = section != nullptr ? section->if_contains(token) : nullptr;
            const Member* member = node == none ? nullptr : member_of(node, token, 0);
            node = member == nullptr ? none : member->node;
            if (node != none && m_program->details[node].fallback != nullptr)
                inherited = m_program->details[node].fallback;
        }
        condition.fallback = inherited;
    }
}

} // namespace integration_gallery::schema
