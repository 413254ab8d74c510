#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace integration_gallery::catalog {

/// A subschema of a section, as a rule sees it.
struct LintPlace {
    const boost::json::object& schema;
    std::string pointer;            ///< in the manifest
    std::string name;               ///< of the property that it describes, "" if it describes none
    bool tested = false;            ///< inside `not`, `if` or `propertyNames`: says nothing about what is stored
    bool marked = false;            ///< a schema that it is a part of says writeOnly already
    std::set<std::string> declared; ///< properties that schemas declare which it is a part of
};

/// Visits every subschema of a section, `$defs` included, in the order of the document. References are not followed:
/// what they name is visited where it stands.
void walk_schemas(const boost::json::value& section, const std::string& pointer,
                  const std::function<void(const LintPlace&)>& visit);

/// The names of the properties that a schema declares, itself or in its branches.
std::set<std::string> declared_in(const boost::json::object& schema);

} // namespace integration_gallery::catalog
