#pragma once

#include "schema/program.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace integration_gallery::schema {

/// Where in the instance the run stands: a list on the stack, which becomes a JSON Pointer only when there is an issue.
struct Path {
    const Path* parent = nullptr;
    std::string_view token; ///< without data: an element
    std::size_t index = 0;

    std::string pointer() const;
};

/// How much text a pattern looks at in one step.
inline constexpr std::size_t bytes_of_a_step = 256;

/// Runs a program over one instance. One walk serves both modes: without a report it stops at the first failure and
/// allocates nothing, so that both agree by construction. For one thread, one instance and one run.
class Evaluator {
public:
    Evaluator(const Program& program, const boost::json::value& root, Completeness completeness)
        : m_program(program), m_root(root), m_lenient(completeness == Completeness::draft),
          m_steps(program.limits.steps) {}

    bool is_valid();
    Report collect();

    /// Is the condition of x-ig-visible-when met?
    bool visible(std::uint32_t condition) const;

private:
    using value = boost::json::value;
    using object = boost::json::object;
    using array = boost::json::array;

    struct Scope {
        const Scope* outer;
        std::uint32_t resource;
    };
    /// A member or an element, when it is asked whether a subschema has looked at it.
    struct Spot {
        std::string_view name;
        std::size_t index;
    };
    enum class Stop : std::uint8_t { no, too_complex, too_deep };

    // evaluator.cpp
    bool run(NodeIndex node, const value& item, const Path& path);
    bool run_scoped(NodeIndex node, const value& item, const Path& path);
    bool evaluate(NodeIndex node, const value& item, const Path& path);
    bool run_one(NodeIndex node, const Instruction& instruction, const value& item, const Path& path);
    bool step(std::size_t count = 1);
    NodeIndex resolve_dynamic(const DynamicReference& reference) const;

    // scalars.cpp
    bool run_number(NodeIndex node, const Instruction& instruction, const value& item, const Path& path);
    bool run_string(NodeIndex node, const Instruction& instruction, const value& item, const Path& path);
    bool run_values(NodeIndex node, const Instruction& instruction, const value& item, const Path& path);
    bool kept(const value& item) const;

    // arrays.cpp
    bool run_array(NodeIndex node, const Instruction& instruction, const array& elements, const Path& path);
    bool run_items(NodeIndex node, const ArrayTable& table, const array& elements, const Path& path);
    bool run_contains(NodeIndex node, const ContainsTable& table, const array& elements, const Path& path);
    bool run_unique(NodeIndex node, const array& elements, const Path& path);
    bool run_unique_large(NodeIndex node, const array& elements, const Path& path);
    bool run_distinct(NodeIndex node, const ArrayTable& table, const array& elements, const Path& path);

    // objects.cpp
    bool run_object(NodeIndex node, const Instruction& instruction, const object& members, const Path& path);
    bool run_dependent_names(NodeIndex node, const std::vector<DependentNames>& table, const object& members,
                             const Path& path);
    bool run_dependent(const std::vector<DependentNode>& table, const value& item, const Path& path);
    bool run_members(NodeIndex node, const ObjectTable& table, const object& members, const Path& path);
    /// The same for a yes or no: what is missing, undeclared or of another type is seen before anything is looked into.
    bool run_few_members(NodeIndex node, const ObjectTable& table, const object& members, const Path& path);
    bool run_undeclared(const ObjectTable& table, const Member* member, const value& item, const Path& path);
    bool run_missing(NodeIndex node, const ObjectTable& table, const object& members, const Path& path);
    bool run_names(NodeIndex node, NodeIndex names, const object& members, const Path& path);

    // branches.cpp
    bool test(NodeIndex node, const value& item, const Path& path);
    bool test_exactly(NodeIndex node, const value& item, const Path& path);
    bool run_all_of(const std::vector<NodeIndex>& parts, const value& item, const Path& path);
    bool run_any_of(NodeIndex node, const BranchTable& table, const value& item, const Path& path);
    bool run_one_of(NodeIndex node, const BranchTable& table, const value& item, const Path& path);
    bool run_conditional(const Conditional& conditional, const value& item, const Path& path);
    bool decide(const BranchTable& table, const value& item, NodeIndex& branch, bool& unknown) const;
    bool explain(NodeIndex node, const BranchTable& table, std::string_view word, const value& item, const Path& path);

    // unevaluated.cpp
    bool run_unevaluated_members(NodeIndex node, NodeIndex rest, const value& item, const Path& path);
    bool run_unevaluated_elements(NodeIndex node, NodeIndex rest, const value& item, const Path& path);
    bool looks_at(NodeIndex node, const value& item, const Spot& spot, const Path& path, bool start);
    bool instruction_looks_at(const Instruction& instruction, const value& item, const Spot& spot, const Path& path,
                              bool start);

    // issues.cpp: each returns false, so that it can end a check
    struct Told {
        NodeIndex node;
        std::string_view keyword;
        std::string_view code; ///< "" when it is the keyword
    };
    bool tell(const Told& told, const Path& path, std::string detail, object parameters = {});
    bool tell_types(NodeIndex node, std::string_view keyword, std::uint8_t types, const Path& path);
    bool tell_refused(NodeIndex node, const Path& path);
    bool tell_missing(const Told& told, std::string_view name, NodeIndex member, const Path& path,
                      object parameters = {});
    bool tell_plain(NodeIndex node, std::string_view keyword, const char* sentence, const Path& path);
    bool tell_unknown_member(NodeIndex node, std::string_view keyword, const Path& member);
    bool tell_too_long(NodeIndex node, const ArrayTable& table, const Path& path);
    bool tell_contains(NodeIndex node, const ContainsTable& table, bool too_many, const Path& path);
    bool tell_undecided(NodeIndex node, const BranchTable& table, std::string_view word, const object& members,
                        const Path& path);
    bool tell_bound(NodeIndex node, std::string_view keyword, std::string_view sentence, std::uint32_t number,
                    const Path& path);

    const Program& m_program;
    const value& m_root;
    Report* m_report = nullptr; ///< nullptr: nobody wants to know why
    const Scope* m_scope = nullptr;
    bool m_lenient;      ///< what is missing does not matter
    bool m_keeps = true; ///< kept_secret satisfies assertions
    Stop m_stop = Stop::no;
    std::size_t m_steps;
    std::size_t m_depth = 0;
    std::size_t m_told_bytes = 0;
};

} // namespace integration_gallery::schema
