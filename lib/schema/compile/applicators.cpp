#include "schema/compile/compiler.hpp"
#include "schema/compile/uri.hpp"

namespace integration_gallery::schema {

using boost::json::value;

void Compiler::compile_references(Current& at) {
    const auto follow = [&](std::string_view word) {
        const value* reference = keyword(at, word);
        const Place* target =
            reference == nullptr ? nullptr : m_documents.resolve(*at.place, text_of(*reference), word);
        return target == nullptr ? none : node_of(*target);
    };
    if (const NodeIndex target = follow("$ref"); target != none) {
        m_edges[at.node].in_place.push_back(target);
        m_edges[at.node].links.push_back(target);
        at.groups.any.push_back({Op::reference, target});
    }
    if (const NodeIndex target = follow("$dynamicRef"); target != none) {
        // No edge in place: where it leads depends on the way, and the limit on depth stops what turns in circles.
        m_edges[at.node].below.push_back(target);
        std::string anchor = m_documents.dynamic_anchor(*at.place, text_of(*keyword(at, "$dynamicRef")));
        m_program->dynamic |= !anchor.empty();
        at.groups.any.push_back({Op::dynamic_reference,
                                 add_to(m_program->dynamic_references, DynamicReference{target, std::move(anchor)})});
    }
}

void Compiler::compile_applicators(Current& at) {
    if (const value* list = keyword(at, "allOf")) {
        std::vector<NodeIndex> nodes;
        for (const value& part : list->get_array())
            nodes.push_back(child(part, true));
        auto& links = m_edges[at.node].links;
        links.insert(links.end(), nodes.begin(), nodes.end());
        at.groups.any.push_back({Op::all_of, add_to(m_program->lists, std::move(nodes))});
    }
    compile_branches(at, "anyOf", Op::any_of);
    compile_branches(at, "oneOf", Op::one_of);
    if (const value* negated = keyword(at, "not"))
        at.groups.any.push_back({Op::negation, child(*negated, true)});
    const value* condition = keyword(at, "if");
    const value* then = keyword(at, "then");
    const value* otherwise = keyword(at, "else");
    if (condition != nullptr) {
        Conditional conditional{child(*condition, true)};
        if (then != nullptr)
            conditional.then = child(*then, true);
        if (otherwise != nullptr)
            conditional.otherwise = child(*otherwise, true);
        at.groups.any.push_back({Op::conditional, add_to(m_program->conditionals, conditional)});
    } else if (then != nullptr || otherwise != nullptr) {
        complaint(at, then != nullptr ? "then" : "else", "without-if",
                  "Without an if beside it this has no effect; add the if, or remove it.");
    }
}

void Compiler::compile_branches(Current& at, std::string_view name, Op op) {
    const value* list = keyword(at, name);
    if (list == nullptr)
        return;
    BranchTable table;
    for (const value& branch : list->get_array())
        table.branches.push_back(child(branch, true));
    const std::uint32_t index = add_to(m_program->branches, std::move(table));
    m_branch_owners.emplace_back(at.node, index);
    at.groups.any.push_back({op, index});
}

void Compiler::compile_unevaluated(Current& at) {
    if (const value* rest = keyword(at, "unevaluatedItems"))
        at.groups.last.push_back({Op::unevaluated_items, child(*rest, false)});
    if (const value* rest = keyword(at, "unevaluatedProperties"))
        at.groups.last.push_back({Op::unevaluated_properties, child(*rest, false)});
}

} // namespace integration_gallery::schema
