#pragma once

#include "schema/compile/documents.hpp"
#include "schema/compile/findings.hpp"
#include "schema/compile/keywords.hpp"
#include "schema/program.hpp"

#include <boost/json/object.hpp>

#include <memory>
#include <unordered_map>
#include <vector>

namespace integration_gallery::schema {

/// Makes a program from a schema. Works through a list of subschemas, so that no schema is deep enough for the stack.
class Compiler {
public:
    Compiler(const CompileOptions& options, Findings& findings);

    /// Complete only if the findings have no error.
    std::unique_ptr<Program> compile(const boost::json::value& document);

private:
    /// The instructions of the subschema at hand, by the kind of instance that they look at.
    struct Groups {
        std::vector<Instruction> numbers, strings, arrays, objects, any, last;
    };
    /// What the subschema at hand consists of.
    struct Current {
        NodeIndex node;
        const Place* place;
        const boost::json::object* schema;
        Groups groups;
    };
    /// How subschemas hang together, for the checks that follow.
    struct Edges {
        std::vector<NodeIndex> in_place; ///< applied to the same instance
        std::vector<NodeIndex> below;    ///< applied to a part of it
        std::vector<NodeIndex> links;    ///< $ref and allOf: always in force
    };

    // compiler.cpp
    NodeIndex node_of(const Place& place);
    NodeIndex child(const boost::json::value& schema, bool in_place);
    void compile_node(NodeIndex node, const Place& place);
    void check_keywords(Current& at);
    void place_instructions(Current& at);
    void error(const Current& at, std::string_view keyword, std::string rule, std::string message);
    void complaint(const Current& at, std::string_view keyword, std::string rule, std::string message);
    const boost::json::value* keyword(const Current& at, std::string_view name) const;

    // shapes.cpp
    bool has_shape(const boost::json::value& value, Shape shape) const;

    // annotations.cpp
    void compile_annotations(Current& at);
    std::uint32_t compile_condition(const Current& at, const boost::json::value& value, std::size_t depth);

    // scalars.cpp
    void compile_type(Current& at);
    void compile_values(Current& at);
    void compile_numbers(Current& at);
    void compile_strings(Current& at);
    /// Counts a pattern; false, and an error the first time, if all of them are beyond Limits::memory.
    bool has_memory_for(const Current& at, std::string_view name, const Pattern& pattern);

    // containers.cpp
    void compile_arrays(Current& at);
    void compile_objects(Current& at);
    void compile_dependencies(Current& at);

    // applicators.cpp
    void compile_references(Current& at);
    void compile_applicators(Current& at);
    void compile_branches(Current& at, std::string_view name, Op op);
    void compile_unevaluated(Current& at);

    // checks.cpp
    void check_contradictions(const Current& at);
    void check_cycles();
    void check_secrets_in_lists();

    // finish.cpp
    void inherit_annotations();
    void find_discriminators();
    void find_discriminator(NodeIndex owner, BranchTable& table);
    void find_default_branch(NodeIndex owner, BranchTable& table) const;
    const Member* member_of(NodeIndex node, std::string_view name, std::size_t depth) const;
    void collect_constants(NodeIndex node, std::vector<const Member*>& out, std::size_t depth) const;
    std::uint8_t effective_types(NodeIndex node, std::size_t depth) const;
    void find_condition_defaults();

    const CompileOptions& m_options;
    Findings& m_findings;
    std::unique_ptr<Program> m_program;
    Documents m_documents;
    std::unordered_map<const boost::json::value*, NodeIndex> m_nodes;
    std::vector<const Place*> m_places; ///< of each node
    std::vector<Edges> m_edges;         ///< of each node
    std::vector<std::pair<NodeIndex, std::uint32_t>> m_branch_owners;
    NodeIndex m_current = 0;
    std::size_t m_pattern_bytes = 0;
};

/// Appends to a table and gives the index.
template <class Table, class Entry>
std::uint32_t add_to(Table& table, Entry&& entry) {
    table.push_back(std::forward<Entry>(entry));
    return static_cast<std::uint32_t>(table.size() - 1);
}

/// The text of a string value, "" for anything else.
std::string_view text_of(const boost::json::value& value) noexcept;

/// A title and the like: the text, or of texts by language the English or else the first.
std::string prose_of(const boost::json::value& value);

/// A form of the whole program for the browser (form.cpp).
boost::json::value make_form(const Program& program, const std::vector<const Place*>& places,
                             const Documents& documents);

} // namespace integration_gallery::schema
