#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// JSON Pointers of migrations: a token "*" stands for every element of an array.
namespace integration_gallery::catalog {

/// Every value at `pointer`.
std::vector<boost::json::value*> find_all(boost::json::value& document, std::string_view pointer);

/// Every object that has, or could have, the last member of `pointer`.
std::vector<boost::json::object*> find_holders(boost::json::value& document, std::string_view pointer);

/// The unescaped last token of a pointer.
std::string last_token(std::string_view pointer);

/// `pointer` with its last token replaced.
std::string with_last_token(std::string_view pointer, std::string_view token);

/// The tokens of `pointer` below `ancestor`, in whose tokens "*" fits any; nothing if it is not at or below it.
std::optional<std::vector<std::string>> tokens_below(std::string_view pointer, std::string_view ancestor);

/// `base` with tokens after it; where `base` has "*", the token of `original` at the same level.
std::string join_tokens(std::string_view base, std::string_view original, const std::vector<std::string>& rest);

/// A pointer that goes through an element of an array which its member `place` ("/a/*/key") tells from the others, as
/// the token "key=value": what `change` makes of key and value. Any other pointer as it is.
std::string with_element_key(std::string_view pointer, std::string_view place,
                             const std::function<void(std::string& key, std::string& value)>& change);

} // namespace integration_gallery::catalog
