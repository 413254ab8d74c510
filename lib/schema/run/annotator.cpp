#include "schema/run/annotator.hpp"

#include "json/pointer.hpp"
#include "schema/run/choice.hpp"
#include "schema/run/defaults.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

namespace integration_gallery::schema {

using boost::json::array;
using boost::json::object;
using boost::json::value;

Annotator::Annotator(const Program& program, const value& root)
    : m_program(program), m_root(root), m_effective(Defaults(program, root).apply(root, root.storage())),
      m_conditions(program, root, Completeness::complete) {}

Annotations Annotator::annotate() {
    visit(m_program.root, {&m_root, &m_effective, "", "", "", true});
    std::vector<Task> tasks;
    while (true) {
        // Last in, first out: with the order turned round, places come in the order of the schema.
        std::move(m_found.rbegin(), m_found.rend(), std::back_inserter(tasks));
        m_found.clear();
        if (tasks.empty())
            return std::move(m_out);
        const Task task = std::move(tasks.back());
        tasks.pop_back();
        work(task);
    }
}

void Annotator::visit(NodeIndex node, Where at) {
    if (node != none)
        m_found.push_back({node, std::move(at), m_depth + 1, m_trail});
}

bool Annotator::seen_before(NodeIndex node, const Where& at) {
    auto& here = m_seen[at.pointer];
    const std::uint64_t key = std::uint64_t{node} * 2;
    if (here.contains(key + 1) || (!at.chosen && here.contains(key)))
        return true;
    here.insert(key + (at.chosen ? 1 : 0));
    return false;
}

void Annotator::work(const Task& task) {
    const Where& at = task.at;
    if (seen_before(task.node, at))
        return;
    if (++m_visited > m_program.limits.places * 10)
        throw Error(Status::limit, "too-complex", "The document has too many places that the schema speaks of.");
    if (task.depth > m_program.limits.depth)
        throw Error(Status::limit, "too-deep", "The document is nested too deeply; flatten it.");
    m_depth = task.depth;
    m_trail = task.trail;
    if (at.actual == nullptr && at.effective == nullptr) {
        for (const Trail* before = m_trail.get(); before != nullptr; before = before->before.get())
            if (before->node == task.node)
                return;
        m_trail = std::make_shared<const Trail>(Trail{task.node, std::move(m_trail)});
    }
    if (m_program.details[task.node].destination)
        add_destination(task.node, at);
    const Node& node = m_program.nodes[task.node];
    if (node.secret) {
        add_secret(at);
        return;
    }
    for (std::uint32_t i = node.arrays; i < node.end; ++i)
        visit_instruction(task.node, m_program.instructions[i], at);
}

void Annotator::visit_instruction(NodeIndex node, const Instruction& instruction, const Where& at) {
    switch (instruction.op) {
    case Op::members:
        return visit_members(m_program.objects[instruction.at], at);
    case Op::items:
        return visit_elements(&m_program.arrays[instruction.at], none, at);
    case Op::contains:
        return visit_elements(nullptr, m_program.contains[instruction.at].node, at);
    case Op::unevaluated_items:
        return visit_elements(nullptr, instruction.at, at);
    case Op::unevaluated_properties:
        return visit_other_members(node, instruction.at, at);
    case Op::dependent_schemas:
        for (const DependentNode& dependent : m_program.dependent_nodes[instruction.at])
            visit(dependent.node, at);
        return;
    case Op::reference:
        return visit(instruction.at, at);
    case Op::dynamic_reference: {
        // Which way led here is not followed, so everything that it may mean counts.
        const DynamicReference& reference = m_program.dynamic_references[instruction.at];
        visit(reference.target, at);
        if (!reference.anchor.empty())
            for (const ResourceEntry& resource : m_program.resources)
                if (const auto anchor = resource.dynamic_anchors.find(reference.anchor);
                    anchor != resource.dynamic_anchors.end())
                    visit(anchor->second, at);
        return;
    }
    case Op::all_of:
        for (const NodeIndex part : m_program.lists[instruction.at])
            visit(part, at);
        return;
    case Op::any_of:
        return visit_branches(m_program.branches[instruction.at], "/anyOf/", at);
    case Op::one_of:
        return visit_branches(m_program.branches[instruction.at], "/oneOf/", at);
    case Op::conditional: {
        const Conditional& conditional = m_program.conditionals[instruction.at];
        visit(conditional.condition, at);
        visit(conditional.then, at);
        return visit(conditional.otherwise, at);
    }
    default:
        return;
    }
}

void Annotator::visit_members(const ObjectTable& table, const Where& at) {
    for (const Member& declared : table.members) {
        if (declared.node == none)
            continue;
        const Where below = member(at, declared.name);
        if (declared.visible_when != none && below.actual != nullptr && !m_conditions.visible(declared.visible_when) &&
            m_hidden.insert(below.pointer).second)
            m_out.hidden.push_back(below.pointer);
        visit(declared.node, below);
    }
    const object* members = at.actual != nullptr ? at.actual->if_object() : nullptr;
    if (members == nullptr || (table.patterns.empty() && table.additional == none))
        return;
    for (const auto& entry : *members) {
        const std::string_view name(entry.key().data(), entry.key().size());
        const Member* declared = table.find(name);
        bool covered = declared != nullptr && declared->declared;
        for (const PatternMember& pattern : table.patterns)
            if (pattern.pattern.matches(name)) {
                covered = true;
                visit(pattern.node, member(at, name));
            }
        if (!covered)
            visit(table.additional, member(at, name));
    }
}

void Annotator::visit_other_members(NodeIndex owner, NodeIndex rest, const Where& at) {
    const object* members = at.actual != nullptr ? at.actual->if_object() : nullptr;
    if (members == nullptr)
        return;
    const Node& node = m_program.nodes[owner];
    for (const auto& entry : *members) {
        const std::string_view name(entry.key().data(), entry.key().size());
        bool declared = false;
        for (std::uint32_t i = node.objects; i < node.any; ++i)
            if (m_program.instructions[i].op == Op::members)
                if (const Member* found = m_program.objects[m_program.instructions[i].at].find(name))
                    declared = declared || found->declared;
        if (!declared)
            visit(rest, member(at, name));
    }
}

void Annotator::visit_elements(const ArrayTable* table, NodeIndex rest, const Where& at) {
    const array* elements = at.actual != nullptr ? at.actual->if_array() : nullptr;
    if (elements == nullptr)
        return;
    for (std::size_t i = 0; i < elements->size(); ++i) {
        if (table == nullptr)
            visit(rest, element(at, i, m_program.details[rest].key));
        else if (i < table->prefix.size())
            visit(table->prefix[i], element(at, i, ""));
        else if (table->rest != none)
            visit(table->rest, element(at, i, table->key));
    }
}

void Annotator::visit_branches(const BranchTable& table, std::string_view word, const Where& at) {
    const NodeIndex chosen = chosen_branch(table, at.effective);
    const bool decided = is_decided(table, at.effective);
    for (std::size_t i = 0; i < table.branches.size(); ++i) {
        if (decided && table.branches[i] != chosen)
            continue;
        Where here = at;
        here.branch.append(word).append(std::to_string(i));
        here.chosen = at.chosen && table.branches[i] == chosen;
        visit(table.branches[i], here);
    }
}

Annotator::Where Annotator::member(const Where& at, std::string_view name) const {
    const auto below = [&](const value* item) {
        const object* members = item != nullptr ? item->if_object() : nullptr;
        return members != nullptr ? members->if_contains(boost::json::string_view(name.data(), name.size())) : nullptr;
    };
    Where out{below(at.actual), below(at.effective), at.pointer, at.identity, at.branch, at.chosen};
    json::append_token(out.pointer, name);
    json::append_token(out.identity, name);
    return out;
}

Annotator::Where Annotator::element(const Where& at, std::size_t index, const std::string& key) const {
    const auto below = [&](const value* item) {
        const array* elements = item != nullptr ? item->if_array() : nullptr;
        return elements != nullptr && index < elements->size() ? &(*elements)[index] : nullptr;
    };
    Where out{below(at.actual), below(at.effective), at.pointer, at.identity, at.branch, at.chosen};
    json::append_token(out.pointer, index);
    const object* members = key.empty() || out.effective == nullptr ? nullptr : out.effective->if_object();
    const value* name = members != nullptr ? members->if_contains(key) : nullptr;
    if (name != nullptr && name->is_string())
        json::append_token(out.identity, key + "=" + std::string(name->get_string()));
    else if (name != nullptr && name->is_number())
        json::append_token(out.identity, key + "=" + boost::json::serialize(*name));
    else
        json::append_token(out.identity, index);
    return out;
}

void Annotator::add_secret(const Where& at) {
    const auto [known, added] = m_secrets.emplace(at.pointer, m_out.secrets.size());
    if (!added) {
        SecretPlace& place = m_out.secrets[known->second];
        if (at.chosen && !place.chosen)
            place.branch = at.branch;
        place.chosen |= at.chosen;
        return;
    }
    if (m_out.secrets.size() >= m_program.limits.places)
        throw Error(Status::limit, "too-many", "The document has too many secrets.");
    m_out.secrets.push_back({at.pointer, at.identity, at.branch, at.actual != nullptr, at.chosen});
}

void Annotator::add_destination(NodeIndex node, const Where& at) {
    const value* fallback = m_program.details[node].fallback;
    const value* effective = at.effective != nullptr ? at.effective : fallback;
    const auto [known, added] = m_destinations.emplace(at.pointer, m_out.destinations.size());
    if (added)
        m_out.destinations.push_back({at.pointer, at.identity, effective != nullptr ? *effective : value()});
    else if (effective != nullptr && m_out.destinations[known->second].value.is_null())
        m_out.destinations[known->second].value = *effective;
}

} // namespace integration_gallery::schema
