#pragma once

#include "schema/schema.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace integration_gallery::schema {

/// What stands under a keyword.
enum class Shape : std::uint8_t {
    any,              ///< any value, not looked into
    text,             ///< a string
    prose,            ///< a string, or an object of strings by language
    truth,            ///< true or false
    number,           ///< a number
    positive_number,  ///< a number above zero
    count,            ///< a whole number from 0
    list,             ///< an array of anything
    names,            ///< an array of different strings
    types,            ///< a type name, or an array of them
    schema,           ///< a schema
    schema_list,      ///< an array of at least one schema
    schema_map,       ///< an object of schemas
    schema_or_list,   ///< draft 7 `items`
    schemas_or_names, ///< draft 7 `dependencies`: an object of schemas and arrays of strings
    names_map,        ///< `dependentRequired`
    condition,        ///< x-ig-visible-when
    object,           ///< any object
};

struct Keyword {
    std::string_view name;
    Shape shape;
    bool draft7;
    bool draft2020_12;
};

/// Every keyword of both dialects and ours.
std::span<const Keyword> keywords() noexcept;

/// The keyword of that name, or nullptr if the dialect has none.
const Keyword* find_keyword(std::string_view name, Dialect dialect) noexcept;

/// The keyword of the dialect that was probably meant, or "".
std::string_view nearest_keyword(std::string_view name, Dialect dialect);

/// Edits (insert, remove, replace, swap neighbours) that turn one word into the other, or `limit` + 1 if more.
std::size_t edit_distance(std::string_view left, std::string_view right, std::size_t limit);

/// What that shape has to be, for a sentence: "a whole number from 0".
std::string_view describe_shape(Shape shape) noexcept;

} // namespace integration_gallery::schema
