#include "http/fields.hpp"

#include <algorithm>

namespace integration_gallery::http {
namespace {

char to_lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

} // namespace

bool equal_ignoring_case(std::string_view left, std::string_view right) noexcept {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](char a, char b) { return to_lower(a) == to_lower(b); });
}

std::string_view trim(std::string_view text) noexcept {
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::size_t Fields::count(std::string_view name) const noexcept {
    return static_cast<std::size_t>(std::count_if(m_fields.begin(), m_fields.end(), [name](const HeaderField& field) {
        return equal_ignoring_case(field.name, name);
    }));
}

std::optional<std::string_view> Fields::first(std::string_view name) const noexcept {
    for (const HeaderField& field : m_fields)
        if (equal_ignoring_case(field.name, name))
            return trim(field.value);
    return std::nullopt;
}

std::optional<std::string> Fields::list(std::string_view name) const {
    std::optional<std::string> out;
    for (const HeaderField& field : m_fields) {
        if (!equal_ignoring_case(field.name, name))
            continue;
        if (out)
            *out += ", ";
        else
            out.emplace();
        *out += trim(field.value);
    }
    return out;
}

std::optional<std::string_view> next_element(std::string_view& list) noexcept {
    while (!list.empty()) {
        bool quoted = false;
        std::size_t end = 0;
        for (; end < list.size(); ++end) {
            const char c = list[end];
            if (c == '"')
                quoted = !quoted;
            else if (c == ',' && !quoted)
                break;
        }
        const std::string_view element = trim(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
        if (!element.empty())
            return element;
    }
    return std::nullopt;
}

bool prefers(const Fields& fields, std::string_view name, std::string_view value) {
    const auto all = fields.list("Prefer");
    if (!all)
        return false;
    std::string_view rest = *all;
    while (const auto element = next_element(rest)) {
        // parameters of a preference are none of ours
        const std::string_view preference = trim(element->substr(0, element->find(';')));
        const auto equals = preference.find('=');
        if (equals == std::string_view::npos || !equal_ignoring_case(trim(preference.substr(0, equals)), name))
            continue;
        std::string_view wanted = trim(preference.substr(equals + 1));
        if (wanted.size() >= 2 && wanted.front() == '"' && wanted.back() == '"')
            wanted = wanted.substr(1, wanted.size() - 2);
        // RFC 7240, section 2: the first of its name counts
        return equal_ignoring_case(wanted, value);
    }
    return false;
}

} // namespace integration_gallery::http
