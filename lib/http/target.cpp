#include "http/target.hpp"

#include "base/utf8.hpp"
#include "http/problem.hpp"

namespace integration_gallery::http {
namespace {

int hex_value(char c) noexcept {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

bool is_path_character(char c) noexcept { // RFC 3986, section 3.3, without "%"
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-._~!$&'()*+,;=:@").find(c) != std::string_view::npos;
}

/// Browsers leave more than RFC 3986 allows unescaped in a query ("|", "^", "{"), so it takes all that is visible.
bool is_query_character(char c) noexcept {
    return c > 0x20 && c < 0x7F && c != '#';
}

/// Undoes percent-encoding; nothing if an escape or a character is not allowed.
template <class Allowed>
std::optional<std::string> decode(std::string_view text, Allowed allowed, bool plus_is_space) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '%') {
            const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
            const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
            if (high < 0 || low < 0)
                return std::nullopt;
            out += static_cast<char>(high * 16 + low);
            i += 2;
        } else if (!allowed(c)) {
            return std::nullopt;
        } else {
            out += c == '+' && plus_is_space ? ' ' : c;
        }
    }
    for (const char c : out) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7F)
            return std::nullopt;
    }
    if (!base::is_utf8(out))
        return std::nullopt;
    return out;
}

bool read_path(std::string_view path, std::vector<std::string>& segments) {
    path.remove_prefix(1); // its slash
    while (true) {
        const auto slash = path.find('/');
        auto segment = decode(path.substr(0, slash), is_path_character, false);
        // decoded once and never again: what still looks like a path is an attempt at one
        if (!segment || segment->find_first_of("/\\ ") != std::string::npos || *segment == "." || *segment == "..")
            return false;
        segments.push_back(std::move(*segment));
        if (slash == std::string_view::npos)
            return true;
        path.remove_prefix(slash + 1);
    }
}

bool read_query(std::string_view query, std::vector<std::pair<std::string, std::string>>& parameters) {
    while (!query.empty()) {
        const auto end = query.find('&');
        const std::string_view pair = query.substr(0, end);
        query.remove_prefix(end == std::string_view::npos ? query.size() : end + 1);
        const auto equals = pair.find('=');
        auto name = decode(pair.substr(0, equals), is_query_character, true);
        auto value = decode(equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1),
                            is_query_character, true);
        if (!name || !value)
            return false;
        if (!pair.empty())
            parameters.emplace_back(std::move(*name), std::move(*value));
    }
    return true;
}

} // namespace

ParsedTarget parse_target(std::string_view target, std::string_view mount) {
    if (!target.starts_with('/'))
        return {std::nullopt, TargetError::syntax};
    if (!target.starts_with(mount))
        return {std::nullopt, TargetError::outside};
    target.remove_prefix(mount.size());
    if (!target.starts_with('/'))
        return {std::nullopt, TargetError::outside};
    const auto question = target.find('?');
    Target out;
    if (!read_path(target.substr(0, question), out.segments) ||
        (question != std::string_view::npos && !read_query(target.substr(question + 1), out.query)))
        return {std::nullopt, TargetError::syntax};
    return {std::move(out), {}};
}

std::optional<std::string_view> parameter(const Target& target, std::string_view name) {
    std::optional<std::string_view> found;
    for (const auto& [key, value] : target.query) {
        if (key != name)
            continue;
        if (found)
            throw invalid_parameter(name, "This parameter is given twice; keep one of them.");
        found = value;
    }
    return found;
}

} // namespace integration_gallery::http
