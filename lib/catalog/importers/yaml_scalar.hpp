#pragma once

#include <boost/json/value.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace integration_gallery::catalog {

/// Ends the reading of an entry; never leaves read_yaml_mapping.
struct YamlFault {
    std::string_view sentence;
    std::size_t column; ///< an offset in the text that was read
};

/// What a plain scalar stands for: null, a truth value, a number or text.
boost::json::value plain_scalar(std::string_view text);

/// The length of the plain scalar at the front of `text`: up to " #", and within a flow collection (`flow`) up to one
/// of
/// ",[]{}". Spaces at its end are not counted.
std::size_t plain_length(std::string_view text, bool flow);

/// Reads the quoted scalar at the front of `text` (its first character is the quotation mark) and moves `length` behind
/// it. Throws YamlFault.
std::string quoted_scalar(std::string_view text, std::size_t& length);

} // namespace integration_gallery::catalog
