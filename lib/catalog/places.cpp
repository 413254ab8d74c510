#include "catalog/places.hpp"

#include "json/pointer.hpp"

#include <boost/json/array.hpp>

namespace integration_gallery::catalog {
namespace {

using Tokens = std::vector<std::string>;

Tokens split(std::string_view pointer) {
    return json::split_pointer(pointer).value_or(Tokens{});
}

void descend(boost::json::value& value, const Tokens& tokens, std::size_t at, std::size_t end,
             std::vector<boost::json::value*>& out) {
    if (at == end) {
        out.push_back(&value);
    } else if (auto* object = value.if_object()) {
        if (auto* member = object->if_contains(tokens[at]))
            descend(*member, tokens, at + 1, end, out);
    } else if (auto* array = value.if_array(); array != nullptr && tokens[at] == "*") {
        for (auto& item : *array)
            descend(item, tokens, at + 1, end, out);
    }
}

} // namespace

std::vector<boost::json::value*> find_all(boost::json::value& document, std::string_view pointer) {
    const auto tokens = split(pointer);
    std::vector<boost::json::value*> result;
    descend(document, tokens, 0, tokens.size(), result);
    return result;
}

std::vector<boost::json::object*> find_holders(boost::json::value& document, std::string_view pointer) {
    const auto tokens = split(pointer);
    std::vector<boost::json::value*> values;
    if (!tokens.empty())
        descend(document, tokens, 0, tokens.size() - 1, values);
    std::vector<boost::json::object*> result;
    for (auto* value : values)
        if (auto* object = value->if_object())
            result.push_back(object);
    return result;
}

std::string last_token(std::string_view pointer) {
    const auto tokens = split(pointer);
    return tokens.empty() ? std::string() : tokens.back();
}

std::string with_last_token(std::string_view pointer, std::string_view token) {
    std::string result(pointer.substr(0, pointer.rfind('/')));
    json::append_token(result, token);
    return result;
}

std::optional<Tokens> tokens_below(std::string_view pointer, std::string_view ancestor) {
    auto tokens = split(pointer);
    const auto above = split(ancestor);
    if (tokens.size() < above.size())
        return std::nullopt;
    for (std::size_t i = 0; i < above.size(); ++i)
        if (above[i] != "*" && above[i] != tokens[i])
            return std::nullopt;
    return Tokens(tokens.begin() + static_cast<std::ptrdiff_t>(above.size()), tokens.end());
}

std::string join_tokens(std::string_view base, std::string_view original, const Tokens& rest) {
    const auto from = split(original);
    std::string result;
    std::size_t level = 0;
    for (const auto& token : split(base)) {
        json::append_token(result, std::string_view(token == "*" && level < from.size() ? from[level] : token));
        ++level;
    }
    for (const auto& token : rest)
        json::append_token(result, std::string_view(token));
    return result;
}

std::string with_element_key(std::string_view pointer, std::string_view place,
                             const std::function<void(std::string& key, std::string& value)>& change) {
    const auto above = split(place);
    auto tokens = split(pointer);
    if (above.size() < 2 || above[above.size() - 2] != "*" || tokens.size() < above.size() - 1)
        return std::string(pointer);
    for (std::size_t i = 0; i + 1 < above.size(); ++i)
        if (above[i] != "*" && above[i] != tokens[i])
            return std::string(pointer);
    auto& token = tokens[above.size() - 2];
    const std::string& key = above.back();
    if (!token.starts_with(key + "="))
        return std::string(pointer);
    std::string new_key = key;
    std::string value = token.substr(key.size() + 1);
    change(new_key, value);
    token = new_key + "=" + value;
    std::string result;
    for (const auto& one : tokens)
        json::append_token(result, std::string_view(one));
    return result;
}

} // namespace integration_gallery::catalog
