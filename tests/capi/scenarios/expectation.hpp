#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace scenarios {

namespace json = boost::json;
using Results = std::map<std::string, json::value>;

/// The value at a pointer, whose segments may be "[member=value]": the first item of an array with that member.
const json::value* find(const json::value& root, std::string_view pointer);

/// What of `expectations` does not hold for `value`, one sentence each.
std::vector<std::string> compare(const json::value& value, const json::object& expectations, const Results& results);

} // namespace scenarios
