#pragma once

#include "schema/run/evaluator.hpp"

namespace integration_gallery::schema {

/// Fills in what is absent: see Schema::with_defaults. For one instance.
class Defaults {
public:
    Defaults(const Program& program, const boost::json::value& root)
        : m_program(program), m_conditions(program, root, Completeness::complete) {}

    boost::json::value apply(const boost::json::value& instance, boost::json::storage_ptr memory);

private:
    void fill(NodeIndex node, boost::json::value& item);
    void fill_members(const ObjectTable& table, boost::json::object& members);
    void fill_elements(const ArrayTable& table, boost::json::array& elements);
    void fill_branch(const BranchTable& table, boost::json::value& item);
    void insert(const Member& member, boost::json::object& members);

    const Program& m_program;
    Evaluator m_conditions;
    std::vector<NodeIndex> m_inserting; ///< a default inside a default of the same subschema would never end
    std::size_t m_visited = 0;
    std::size_t m_bytes = 0;
    std::size_t m_depth = 0;
};

} // namespace integration_gallery::schema
