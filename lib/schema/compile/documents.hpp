#pragma once

#include "schema/compile/findings.hpp"
#include "schema/program.hpp"

#include <deque>
#include <map>
#include <optional>
#include <unordered_map>

namespace integration_gallery::schema {

/// Where a subschema stands.
struct Place {
    const boost::json::value* schema;
    std::uint32_t document;
    std::uint32_t resource;
    Dialect dialect;
    std::size_t depth;
    std::string pointer; ///< in its document
};

/// The schema and its resources: finds every subschema, what they are called, and what a `$ref` means.
class Documents {
public:
    Documents(Program& program, const CompileOptions& options, Findings& findings);

    /// Copies a document into the program and looks for its subschemas. False if its nesting is beyond the limits.
    bool add(const boost::json::value& document, std::string_view id);

    /// Every place found so far.
    const std::vector<const Place*>& places() const { return m_all; }

    /// The place of a subschema; nullptr for what is none.
    const Place* find(const boost::json::value* schema) const;

    /// What a `$ref` names, or nothing, with a finding.
    const Place* resolve(const Place& from, std::string_view reference, std::string_view keyword);

    /// The anchor that a reference ends in, if it is dynamic where the reference first leads to; otherwise "".
    std::string dynamic_anchor(const Place& from, std::string_view reference) const;

    /// All `$dynamicAnchor`s: resource, name, subschema.
    struct Dynamic {
        std::uint32_t resource;
        std::string name;
        const boost::json::value* schema;
    };
    const std::vector<Dynamic>& dynamic_anchors() const { return m_dynamic; }

    /// A pointer for findings: with the resource's id and '#' in front outside the schema itself.
    std::string told_pointer(const Place& place) const;
    const std::string& document_id(std::uint32_t document) const { return m_ids[document]; }

private:
    struct ResourceRoot {
        const boost::json::value* root;
        std::map<std::string, const boost::json::value*, std::less<>> anchors;
    };

    void scan(Place start);
    bool enter(Place& place);
    void name_resource(Place& place, const boost::json::object& object);
    void read_dialect(Place& place, const boost::json::object& object);
    void add_anchor(const Place& place, const boost::json::object& object, std::string_view keyword);
    void check_vocabulary(const Place& place, const boost::json::value& vocabulary);
    void push_children(const Place& place, std::vector<Place>& stack) const;
    std::uint32_t resource_of(const std::string& uri);
    const Place* at_pointer(std::uint32_t resource, std::string_view pointer);

    Program& m_program;
    const CompileOptions& m_options;
    Findings& m_findings;
    std::unordered_map<const boost::json::value*, Place> m_places;
    std::map<std::string, std::uint32_t, std::less<>> m_uris;
    std::vector<ResourceRoot> m_roots; ///< one for each Program::resources
    std::vector<Dynamic> m_dynamic;
    std::vector<std::string> m_ids;
    std::vector<const Place*> m_all;
    bool m_overflowed = false;
};

} // namespace integration_gallery::schema
