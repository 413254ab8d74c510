#include "site.hpp"

namespace {

int hex_digit(char c) noexcept {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

std::optional<std::string> percent_decode(std::string_view text) {
    std::string out;
    for (std::size_t index = 0; index < text.size(); ++index) {
        if (text[index] != '%') {
            out += text[index];
            continue;
        }
        if (text.size() - index < 3)
            return std::nullopt;
        const int high = hex_digit(text[index + 1]);
        const int low = hex_digit(text[index + 2]);
        if (high < 0 || low < 0)
            return std::nullopt;
        out += static_cast<char>(high * 16 + low);
        index += 2;
    }
    return out;
}

/// Host names are compared without regard to case (RFC 9110, section 4.2.3).
bool equal_ignoring_case(std::string_view left, std::string_view right) noexcept {
    if (left.size() != right.size())
        return false;
    for (std::size_t index = 0; index < left.size(); ++index) {
        const char c = left[index];
        if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c) != right[index])
            return false;
    }
    return true;
}

} // namespace

OwnNames::OwnNames(std::uint16_t port) : m_names{"127.0.0.1", "localhost", "[::1]"}, m_port(std::to_string(port)) {
    // A client leaves out the port that the scheme implies.
    if (port != 80)
        for (auto& name : m_names)
            name += ":" + m_port;
}

std::string_view OwnNames::match(std::string_view host_field) const noexcept {
    if (m_port == "80" && host_field.ends_with(":80"))
        host_field.remove_suffix(3);
    for (const auto& name : m_names)
        if (equal_ignoring_case(host_field, name))
            return name;
    return {};
}

std::optional<Place> find_place(std::string_view target) {
    static constexpr std::string_view prefix = "/projects/";
    if (!target.starts_with(prefix))
        return Place{"", "demo"};
    const std::string_view name =
        target.substr(prefix.size(), target.find_first_of("/?", prefix.size()) - prefix.size());
    const auto project = percent_decode(name);
    if (!project || project->empty())
        return std::nullopt;
    return Place{target.substr(0, prefix.size() + name.size()), *project};
}
