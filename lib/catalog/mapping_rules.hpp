#pragma once

#include "catalog/object_model.hpp"

#include <integration_gallery/error.hpp>

#include <boost/json/value.hpp>

#include <string_view>
#include <vector>

namespace integration_gallery::catalog {

/// What a JSON Schema cannot say about a `dataMapping` of the form ig:data-mapping. The pointers start with `prefix`.
///
/// | code              | rule |
/// |-------------------|-----------------------------------------------------------------------------------------------|
/// | unknown-object    | the objects exist on their side | | unknown-field     | the fields exist in their object | |
/// type-mismatch     | what comes out of the source (and its transforms) fits the target, in each direction in use   |
/// | read-only-field   | nothing is written to a field that only its own side writes | | unmapped-match    | a pair
/// that identifies a record is mapped as well                                             | | duplicate-target  | no
/// two fields of an entity write the same place in the same direction                         | | unknown-value     |
/// the values of a value map are values of the field, where those are known                      |
///
/// A side whose model is empty is not checked. Documents of another form give no issues: the schema refuses them.
std::vector<Issue> check_mapping(const boost::json::value& mapping, const ObjectModel& host_model,
                                 const ObjectModel& remote_objects, std::string_view prefix = "/dataMapping");

/// A `dataMapping` that joins objects of equal roles and in them fields of equal roles, inbound, with a date transform
/// where the formats differ. It passes check_mapping. To be offered, never to be applied unasked.
boost::json::value suggest_mapping(const ObjectModel& host_model, const ObjectModel& remote_objects);

} // namespace integration_gallery::catalog
