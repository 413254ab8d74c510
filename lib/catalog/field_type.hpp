#pragma once

#include "catalog/object_model.hpp"

#include <boost/json/array.hpp>

#include <string>
#include <string_view>

namespace integration_gallery::catalog {

/// What kind of value a field has, as far as a mapping has to know.
struct FieldType {
    enum class Kind { any, text, integer, number, numeric, boolean, list, object };
    Kind kind = Kind::any; ///< numeric: a number that may be taken for an integer
    std::string time;      ///< the format of a point in time ("date", "unix-milliseconds", …), else ""

    static FieldType of(const ObjectModel::Field& field);
};

/// Does a value of one type fit where another is expected? Integers fit numbers; points in time fit only the same
/// format, or a plain text or number.
bool fits(const FieldType& source, const FieldType& target);

/// What a pipeline of transforms (ig:data-mapping) makes of a type. `failed` becomes the index of the first transform
/// that cannot take what it is given, and the type any.
FieldType transform(FieldType type, const boost::json::array& pipeline, std::ptrdiff_t& failed);

/// Is it about a person? Such fields are joined by the mapping's `users`, whatever their types are.
bool is_person(const ObjectModel::Field& field);

/// Is it a format of points in time?
bool is_time_format(std::string_view format);

} // namespace integration_gallery::catalog
