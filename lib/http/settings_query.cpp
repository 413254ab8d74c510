#include "http/settings_query.hpp"

#include "http/problem.hpp"

#include <algorithm>

namespace integration_gallery::http {
namespace {

bool is_language(std::string_view text) noexcept {
    const auto is_letter_or_digit = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    return text.size() >= 2 && text.size() <= 35 && text.front() != '-' && text.back() != '-' &&
           std::all_of(text.begin(), text.end(), [&](char c) { return c == '-' || is_letter_or_digit(c); });
}

} // namespace

std::string read_language(const Target& target) {
    const auto language = parameter(target, "language");
    if (!language)
        return "en";
    if (!is_language(*language))
        throw invalid_parameter("language", "It is a language tag, such as en or de-AT.");
    return std::string(*language);
}

View read_view(const Target& target) {
    View view;
    if (const auto wanted = parameter(target, "view")) {
        if (*wanted != "plain" && *wanted != "full")
            throw invalid_parameter("view", "It is plain or full.");
        view.full = *wanted == "full";
    }
    std::string language = read_language(target);
    if (view.full)
        view.language = std::move(language);
    return view;
}

bool read_flag(const Target& target, std::string_view name) {
    const auto flag = parameter(target, name);
    if (flag && *flag != "true" && *flag != "false")
        throw invalid_parameter(name, "It is true or false.");
    return flag && *flag == "true";
}

} // namespace integration_gallery::http
