#include "json/pointer.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <charconv>

namespace integration_gallery::json {

void append_token(std::string& pointer, std::string_view token) {
    pointer += '/';
    for (const char c : token) {
        if (c == '~')
            pointer += "~0";
        else if (c == '/')
            pointer += "~1";
        else
            pointer += c;
    }
}

void append_token(std::string& pointer, std::size_t index) {
    pointer += '/';
    pointer += std::to_string(index);
}

std::optional<std::vector<std::string>> split_pointer(std::string_view pointer) {
    std::vector<std::string> tokens;
    if (pointer.empty())
        return tokens;
    if (pointer.front() != '/')
        return std::nullopt;
    for (std::size_t i = 0; i < pointer.size(); ++i) {
        const char c = pointer[i];
        if (c == '/') {
            tokens.emplace_back();
        } else if (c == '~') {
            if (i + 1 == pointer.size() || (pointer[i + 1] != '0' && pointer[i + 1] != '1'))
                return std::nullopt;
            tokens.back() += pointer[++i] == '0' ? '~' : '/';
        } else {
            tokens.back() += c;
        }
    }
    return tokens;
}

const boost::json::value* find(const boost::json::value& document, std::string_view pointer) {
    const auto tokens = split_pointer(pointer);
    if (!tokens)
        return nullptr;
    const boost::json::value* at = &document;
    for (const auto& token : *tokens) {
        if (const auto* object = at->if_object()) {
            at = object->if_contains(token);
        } else if (const auto* array = at->if_array()) {
            std::size_t index = 0;
            const auto* last = token.data() + token.size();
            const auto [end, error] = std::from_chars(token.data(), last, index);
            const bool canonical = token == "0" || (!token.empty() && token.front() != '0');
            at = error == std::errc() && end == last && canonical && index < array->size() ? &(*array)[index] : nullptr;
        } else {
            at = nullptr;
        }
        if (at == nullptr)
            return nullptr;
    }
    return at;
}

boost::json::value* find(boost::json::value& document, std::string_view pointer) {
    return const_cast<boost::json::value*>(find(static_cast<const boost::json::value&>(document), pointer));
}

bool is_within(std::string_view pointer, std::string_view ancestor) noexcept {
    return pointer.starts_with(ancestor) && (pointer.size() == ancestor.size() || pointer[ancestor.size()] == '/');
}

} // namespace integration_gallery::json
