#pragma once

#include <boost/json/object.hpp>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace integration_gallery::catalog {

/// The names in braces, in the order of the text: "https://{site}/{a}" has site and a.
std::vector<std::string> placeholders(std::string_view text);

/// What connecting with OAuth finds out, and addresses may name: the tokens, and what `oauth2` keeps.
std::set<std::string, std::less<>> found_out_by_oauth2(const boost::json::object& manifest);

/// For each method of the authentication section, the settings that it has. Empty if the section has no methods.
/// What `$defs` declare counts for every method: references are not followed.
std::map<std::string, std::set<std::string>, std::less<>> members_by_method(const boost::json::object& manifest);

} // namespace integration_gallery::catalog
