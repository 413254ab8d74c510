#pragma once

#include <boost/json/value.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace integration_gallery::catalog {

/// One member of the outermost mapping of a YAML document.
struct YamlEntry {
    std::string key;
    boost::json::value value;
    std::size_t line = 0; ///< where it begins, from 1
    std::string problem;  ///< why it could not be read, with line and column; "" if it was
};

/// Reads a strict subset of YAML 1.2: block mappings and sequences, plain and quoted scalars of one line, flow mappings
/// and sequences over any number of lines, comments. Plain scalars are null, true, false and decimal numbers as in the
/// core schema, and else text: `no` is text.
///
/// Everything else is refused with its place: anchors, aliases and merge keys (with which a few lines become
/// gigabytes), tags, block scalars, scalars over several lines, tabs as indentation, several documents, duplicate keys,
/// more than 32 levels, keys of more than 256 bytes. A fault costs the entry that it stands in, not the others.
///
/// Throws Error (invalid_argument, "malformed-yaml") if the text is not UTF-8 or does not begin as a mapping.
std::vector<YamlEntry> read_yaml_mapping(std::string_view text);

} // namespace integration_gallery::catalog
