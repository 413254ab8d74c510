#pragma once

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// JSON Pointers (RFC 6901), as texts: "" is the whole document, "/a~1b" the member "a/b".
namespace integration_gallery::json {

/// Appends one reference token, escaped.
void append_token(std::string& pointer, std::string_view token);
void append_token(std::string& pointer, std::size_t index);

/// The tokens of a pointer, unescaped; nothing if it is no pointer.
std::optional<std::vector<std::string>> split_pointer(std::string_view pointer);

/// The value at `pointer`, or nullptr. "-" and array indices with leading zeros point at nothing.
const boost::json::value* find(const boost::json::value& document, std::string_view pointer);
boost::json::value* find(boost::json::value& document, std::string_view pointer);

/// Is `pointer` equal to `ancestor` or below it?
bool is_within(std::string_view pointer, std::string_view ancestor) noexcept;

} // namespace integration_gallery::json
