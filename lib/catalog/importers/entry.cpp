#include "catalog/importers/entry.hpp"

#include "schema/format/format.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace integration_gallery::catalog {

const boost::json::object* object_member(const boost::json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value != nullptr ? value->if_object() : nullptr;
}

const boost::json::array* array_member(const boost::json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value != nullptr ? value->if_array() : nullptr;
}

std::optional<std::string> text_of(const boost::json::value* value) {
    if (value == nullptr)
        return std::nullopt;
    if (const auto* text = value->if_string())
        return std::string(*text);
    if (value->is_number() || value->is_bool())
        return boost::json::serialize(*value);
    return std::nullopt;
}

std::string text_member(const boost::json::object& object, std::string_view name) {
    return text_of(object.if_contains(name)).value_or(std::string());
}

bool is_true(const boost::json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value != nullptr && value->is_bool() && value->get_bool();
}

std::string https_url(std::string_view text) {
    constexpr std::size_t longest = 2048;
    const bool good = text.starts_with("https://") && text.size() <= longest && schema::find_format("uri")(text);
    return good ? std::string(text) : std::string();
}

std::string version_of(std::string_view text) {
    constexpr std::size_t longest_part = 6;
    std::string version;
    for (int parts = 0; parts < 3; ++parts) {
        std::size_t digits = 0;
        while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9')
            ++digits;
        if (digits == 0 || digits > longest_part || (digits > 1 && text.front() == '0'))
            break;
        version.append(version.empty() ? "" : ".").append(text.substr(0, digits));
        text.remove_prefix(digits);
        if (!text.starts_with('.'))
            break;
        text.remove_prefix(1);
    }
    return version.empty() ? "1" : version;
}

} // namespace integration_gallery::catalog
