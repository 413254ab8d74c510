#pragma once

#include "schema/format/format.hpp"
#include "schema/number.hpp"
#include "schema/pattern.hpp"
#include "schema/schema.hpp"

#include <boost/json/value.hpp>

#include <cstdint>
#include <deque>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The compiled form of a schema: nodes (subschemas), each with a range of instructions, and side tables.
namespace integration_gallery::schema {

using NodeIndex = std::uint32_t;
inline constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

/// The kinds of instances, as bits. An integer is also a `number`.
namespace type_bit {
inline constexpr std::uint8_t null = 1, boolean = 2, integer = 4, fraction = 8, string = 16, array = 32, object = 64;
inline constexpr std::uint8_t number = integer | fraction;
inline constexpr std::uint8_t all = 127;
} // namespace type_bit

/// What an instruction asserts. `at` of the instruction is an index into the table that stands behind.
enum class Op : std::uint8_t {
    minimum,           ///< numbers
    maximum,           ///< numbers
    exclusive_minimum, ///< numbers
    exclusive_maximum, ///< numbers
    multiple_of,       ///< numbers
    min_length,        ///< itself a number
    max_length,
    pattern, ///< patterns
    format,  ///< formats
    min_items,
    max_items,
    unique_items,
    items,    ///< arrays
    contains, ///< contains
    min_properties,
    max_properties,
    members,                ///< objects
    property_names,         ///< a node
    dependent_required,     ///< dependent_names
    dependent_schemas,      ///< dependent_nodes
    reference,              ///< a node
    dynamic_reference,      ///< dynamic_references
    all_of,                 ///< lists
    any_of,                 ///< branches
    one_of,                 ///< branches
    negation,               ///< a node
    conditional,            ///< conditionals
    enumeration,            ///< enumerations
    constant,               ///< enumerations, of one value
    unevaluated_items,      ///< a node
    unevaluated_properties, ///< a node
};

struct Instruction {
    Op op;
    std::uint32_t at;
};

/// What the run needs of a subschema. Instructions are grouped by the kind of instance that they look at.
struct Node {
    std::uint8_t types = type_bit::all;
    bool refuses_all = false; ///< the schema `false`
    bool secret = false;
    std::uint32_t resource = 0;
    std::uint32_t numbers = 0, strings = 0, arrays = 0, objects = 0, any = 0,
                  end = 0; ///< first instruction of each group

    /// Asserts nothing but the type.
    bool is_type_only() const noexcept { return numbers == end && !refuses_all; }
};

/// What only errors, annotations and defaults need of a subschema.
struct Details {
    std::string pointer;                           ///< in the schema, with the resource's id and '#' in front
    std::string title;                             ///< "" if it has none
    const boost::json::value* schema = nullptr;    ///< in Program::documents
    const boost::json::value* fallback = nullptr;  ///< its `default`
    const boost::json::string* constant = nullptr; ///< its `const` or only `enum` value, if a string
    std::string key;                               ///< its x-ig-key
    std::uint32_t visible_when = none;             ///< Program::conditions
    bool destination = false;
    bool secret = false; ///< itself, or by what $ref and allOf name
};

struct Member {
    std::string name;
    NodeIndex node = none;
    std::uint32_t visible_when = none;
    bool declared = false; ///< by `properties`; otherwise only required
    bool required = false;
};

struct PatternMember {
    Pattern pattern;
    NodeIndex node;
};

/// `properties`, `required`, `patternProperties` and `additionalProperties` in one pass.
struct ObjectTable {
    std::vector<Member> members;
    std::vector<std::uint32_t> slots; ///< open addressing; size is a power of two, or 0 for few members
    std::vector<PatternMember> patterns;
    NodeIndex additional = none;
    bool additional_given = false; ///< also as `true`, which needs no node
    std::uint32_t required_count = 0;

    const Member* find(std::string_view name) const noexcept;
    /// The same, looked for at `expected` first, which becomes the place behind it: documents mostly have the order of
    /// their schema.
    const Member* find(std::string_view name, std::uint32_t& expected) const noexcept;
    void index();
};

struct ArrayTable {
    std::vector<NodeIndex> prefix;
    NodeIndex rest = none;
    bool rest_given = false; ///< also as `true`, which needs no node
    std::string_view rest_keyword;
    std::string key;       ///< the elements' x-ig-key
    bool distinct = false; ///< elements hold secrets, so the values of `key` must differ
};

struct ContainsTable {
    NodeIndex node;
    std::uint64_t minimum;
    std::uint64_t maximum;
    bool minimum_given;
};

struct DependentNames {
    std::string name;
    std::vector<std::string> required;
    std::string_view keyword;
};

struct DependentNode {
    std::string name;
    NodeIndex node;
    std::string_view keyword;
};

/// `anyOf` or `oneOf`. With a discriminator, a member whose value is a different string in every branch.
struct BranchTable {
    std::vector<NodeIndex> branches;
    std::string discriminator;                                    ///< "" if there is none
    std::vector<std::pair<std::string_view, NodeIndex>> by_value; ///< one for each branch
    std::uint8_t types = 0;                                       ///< the union over the branches
    std::vector<std::uint8_t> branch_types;                       ///< of each branch, through references
    std::string_view default_value;                               ///< of the discriminator, "" if undecided

    NodeIndex branch_of(std::string_view value) const noexcept;
    /// The only branch that takes that type, or none.
    NodeIndex branch_of_type(std::uint8_t type) const noexcept;
};

struct Conditional {
    NodeIndex condition;
    NodeIndex then = none;
    NodeIndex otherwise = none;
};

struct Enumeration {
    std::vector<boost::json::value> values;
};

struct DynamicReference {
    NodeIndex target;
    std::string anchor; ///< "" when the first target is not dynamic
};

struct PatternTable {
    Pattern pattern;
    std::string message; ///< for the person, "" if the schema gives none
};

struct FormatTable {
    FormatCheck check;
    std::string name;
};

/// x-ig-visible-when.
struct Condition {
    enum class Kind : std::uint8_t { equals, in, exists, all, any, negation };
    Kind kind = Kind::all;
    std::vector<std::string> tokens;        ///< of the pointer
    std::vector<boost::json::value> values; ///< eq, in
    bool exists = true;
    std::vector<std::uint32_t> parts;             ///< all, any, not
    const boost::json::value* fallback = nullptr; ///< the default of what the pointer names
};

struct ResourceEntry {
    std::string uri;
    std::map<std::string, NodeIndex, std::less<>> dynamic_anchors;
};

struct Program {
    Limits limits;
    NodeIndex root = 0;
    bool dynamic = false;   ///< some $dynamicRef depends on the way that led to it
    bool annotates = false; ///< some node is a secret or a destination, or is hidden by a condition
    std::vector<Node> nodes;
    std::vector<Details> details; ///< one for each node
    std::vector<Instruction> instructions;

    std::vector<Number> numbers;
    std::vector<PatternTable> patterns;
    std::vector<FormatTable> formats;
    std::vector<ArrayTable> arrays;
    std::vector<ContainsTable> contains;
    std::vector<ObjectTable> objects;
    std::vector<std::vector<DependentNames>> dependent_names;
    std::vector<std::vector<DependentNode>> dependent_nodes;
    std::vector<std::vector<NodeIndex>> lists;
    std::vector<BranchTable> branches;
    std::vector<Conditional> conditionals;
    std::vector<Enumeration> enumerations;
    std::vector<DynamicReference> dynamic_references;
    std::vector<Condition> conditions;
    std::vector<ResourceEntry> resources;

    std::deque<boost::json::value> documents; ///< the schema first, then its resources
    boost::json::value form;
};

/// The type bit of a number with a fraction part, which may be zero.
std::uint8_t type_of_real(const boost::json::value& value) noexcept;

/// The type bit of a value.
inline std::uint8_t type_of(const boost::json::value& value) noexcept {
    switch (value.kind()) {
    case boost::json::kind::string:
        return type_bit::string;
    case boost::json::kind::object:
        return type_bit::object;
    case boost::json::kind::array:
        return type_bit::array;
    case boost::json::kind::bool_:
        return type_bit::boolean;
    case boost::json::kind::int64:
    case boost::json::kind::uint64:
        return type_bit::integer;
    case boost::json::kind::double_:
        return type_of_real(value);
    default:
        return type_bit::null;
    }
}

/// "text", "whole number", "list"… of the bits, for a sentence.
std::string describe_types(std::uint8_t types);

} // namespace integration_gallery::schema
