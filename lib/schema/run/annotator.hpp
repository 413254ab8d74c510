#pragma once

#include "schema/run/evaluator.hpp"

#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace integration_gallery::schema {

/// Walks a program along an instance, valid or not, and collects what the schema says about its places: see
/// Schema::annotate. Works through a list, not by recursion: what it carries along is too much for a small stack. For
/// one instance.
class Annotator {
public:
    Annotator(const Program& program, const boost::json::value& root);

    Annotations annotate();

private:
    /// The same place in the instance as it is, and with its defaults; nullptr where it has nothing.
    struct Where {
        const boost::json::value* actual;
        const boost::json::value* effective;
        std::string pointer;
        std::string identity;
        std::string branch;
        bool chosen;
    };

    /// The subschemas on the way since the instance ended, so that recursive ones end, too.
    struct Trail {
        NodeIndex node;
        std::shared_ptr<const Trail> before;
    };
    struct Task {
        NodeIndex node;
        Where at;
        std::size_t depth;
        std::shared_ptr<const Trail> trail;
    };

    /// Puts a subschema on the list of those that the one at hand leads to.
    void visit(NodeIndex node, Where at);
    void work(const Task& task);
    void visit_instruction(NodeIndex node, const Instruction& instruction, const Where& at);
    void visit_members(const ObjectTable& table, const Where& at);
    void visit_other_members(NodeIndex owner, NodeIndex rest, const Where& at);
    void visit_elements(const ArrayTable* table, NodeIndex rest, const Where& at);
    void visit_branches(const BranchTable& table, std::string_view word, const Where& at);
    Where member(const Where& at, std::string_view name) const;
    Where element(const Where& at, std::size_t index, const std::string& key) const;
    bool seen_before(NodeIndex node, const Where& at);
    void add_secret(const Where& at);
    void add_destination(NodeIndex node, const Where& at);

    const Program& m_program;
    const boost::json::value& m_root;
    const boost::json::value m_effective;
    Evaluator m_conditions;
    Annotations m_out;
    std::unordered_map<std::string, std::size_t> m_secrets;      ///< pointer to index
    std::unordered_map<std::string, std::size_t> m_destinations; ///< pointer to index
    std::set<std::string, std::less<>> m_hidden;
    /// Pointers, each with the subschemas that were there; the bit below says whether the way was chosen.
    std::unordered_map<std::string, std::set<std::uint64_t>> m_seen;
    std::vector<Task> m_found; ///< by the task at hand, in order
    std::size_t m_visited = 0;
    std::size_t m_depth = 0;
    std::shared_ptr<const Trail> m_trail;
};

} // namespace integration_gallery::schema
