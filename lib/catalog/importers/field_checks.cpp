#include "catalog/importers/field_checks.hpp"

#include "schema/format/format.hpp"
#include "schema/pattern.hpp"
#include "schema/schema.hpp"

#include <integration_gallery/error.hpp>

namespace integration_gallery::catalog {

bool keep_pattern(const boost::json::value& pattern, const std::string& pointer, EntryNotes& notes) {
    std::string error = "The pattern is no text.";
    if (const auto* text = pattern.if_string())
        schema::Pattern::compile(std::string_view(*text), error);
    if (error.empty())
        return true;
    notes.warn(pointer, "pattern-dropped", error + " It was left out.");
    return false;
}

bool keep_format(const boost::json::value& format, const std::string& pointer, EntryNotes& notes) {
    const auto* name = format.if_string();
    if (name != nullptr && schema::find_format(std::string_view(*name)) != nullptr)
        return true;
    if (name == nullptr || *name != "password")
        notes.note(pointer, "format-dropped", "The format is not known; it was left out.");
    return false;
}

bool value_fits(const boost::json::object& schema, const boost::json::value& value) {
    try {
        schema::CompileOptions options;
        options.level = schema::Level::compatible;
        // The default of an object is a beginning: what is missing in it is not held against it. One without members
        // begins nothing, and would make what may be absent incomplete.
        const bool beginning = value.is_object() && !value.get_object().empty();
        const auto completeness = beginning ? schema::Completeness::draft : schema::Completeness::complete;
        return schema::Schema::compile(schema, options)->validate(value, completeness).valid();
    } catch (const Error& error) {
        if (error.status() != Status::validation)
            throw;
        return false; // the schema itself is refused later, with a better word
    }
}

} // namespace integration_gallery::catalog
