#pragma once

#include <boost/json/value.hpp>

#include <string_view>

namespace integration_gallery::catalog {

/// What the converter does with a keyword.
enum class KeywordKind {
    handled, ///< read elsewhere
    dropped, ///< known, and without use
    prose,   ///< a text for people
    plain,   ///< taken over, perhaps under another name, if its value has the right form
    bound,   ///< exclusiveMinimum, exclusiveMaximum: a number, or a truth value as in draft 4
    pattern,
    format,
    schema,
    test, ///< a schema that says nothing about the form
    items,
    members,  ///< an object of schemas
    branches, ///< an array of schemas
    dependencies,
};

struct AirbyteKeyword {
    std::string_view name;
    KeywordKind kind;
    bool (*fits)(const boost::json::value& value) = nullptr; ///< for `plain`
    std::string_view becomes = {};                           ///< its name in our dialect, "" for the same
};

/// The keyword of that name, in draft 7, 2020-12 or among Airbyte's annotations; nullptr if there is none.
const AirbyteKeyword* find_airbyte_keyword(std::string_view name);

/// The keyword that was probably meant by an unknown one; "" if none is near.
std::string_view airbyte_keyword_like(std::string_view name);

/// Is it the name of one of JSON Schema's types but null?
bool is_type_name(const boost::json::value& value);

} // namespace integration_gallery::catalog
