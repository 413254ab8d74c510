#include "schema/compile/uri.hpp"

#include <optional>

namespace integration_gallery::schema {
namespace {

struct Parts {
    std::optional<std::string_view> scheme, authority, query;
    std::string_view path;
};

bool is_scheme(std::string_view text) noexcept {
    if (text.empty() || !((text[0] | 0x20) >= 'a' && (text[0] | 0x20) <= 'z'))
        return false;
    for (const char c : text)
        if (!((c | 0x20) >= 'a' && (c | 0x20) <= 'z') && !(c >= '0' && c <= '9') && c != '+' && c != '-' && c != '.')
            return false;
    return true;
}

Parts split(std::string_view text) {
    Parts parts;
    text = text.substr(0, text.find('#'));
    if (const auto at = text.find('?'); at != text.npos) {
        parts.query = text.substr(at + 1);
        text = text.substr(0, at);
    }
    if (const auto at = text.find_first_of(":/"); at != text.npos && text[at] == ':' && is_scheme(text.substr(0, at))) {
        parts.scheme = text.substr(0, at);
        text.remove_prefix(at + 1);
    }
    if (text.starts_with("//")) {
        text.remove_prefix(2);
        parts.authority = text.substr(0, text.find('/'));
        text.remove_prefix(parts.authority->size());
    }
    parts.path = text;
    return parts;
}

/// RFC 3986, section 5.2.4.
std::string remove_dot_segments(std::string_view in) {
    std::string out;
    const auto drop_last = [&] { out.resize(out.rfind('/') == out.npos ? 0 : out.rfind('/')); };
    while (!in.empty()) {
        if (in.starts_with("../")) {
            in.remove_prefix(3);
        } else if (in.starts_with("./") || in.starts_with("/./")) {
            in.remove_prefix(2);
        } else if (in == "/.") {
            in = "/";
        } else if (in.starts_with("/../")) {
            in.remove_prefix(3);
            drop_last();
        } else if (in == "/..") {
            in = "/";
            drop_last();
        } else if (in == "." || in == "..") {
            in = {};
        } else {
            const auto end = in.find('/', 1);
            out += in.substr(0, end);
            in = end == in.npos ? std::string_view{} : in.substr(end);
        }
    }
    return out;
}

std::string merge(const Parts& base, std::string_view path) {
    if (base.authority && base.path.empty())
        return "/" + std::string(path);
    const auto slash = base.path.rfind('/');
    return std::string(slash == base.path.npos ? std::string_view{} : base.path.substr(0, slash + 1)) +
           std::string(path);
}

int hex_digit(char c) noexcept {
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

} // namespace

std::string resolve_uri(std::string_view base_text, std::string_view reference) {
    const Parts base = split(base_text);
    const Parts relative = split(reference);
    std::optional<std::string_view> scheme = base.scheme, authority = base.authority, query = relative.query;
    std::string path;
    if (relative.scheme || relative.authority) {
        if (relative.scheme)
            scheme = relative.scheme;
        authority = relative.authority;
        // A path without a hierarchy (urn:, tag:, ig:) has no segments.
        path = !relative.authority && !relative.path.starts_with('/') ? std::string(relative.path)
                                                                      : remove_dot_segments(relative.path);
    } else if (relative.path.empty()) {
        path = base.path;
        if (!relative.query)
            query = base.query;
    } else if (relative.path.starts_with('/')) {
        path = remove_dot_segments(relative.path);
    } else {
        path = remove_dot_segments(merge(base, relative.path));
    }
    std::string out;
    if (scheme)
        out.append(*scheme).append(":");
    if (authority)
        out.append("//").append(*authority);
    out += path;
    if (query)
        out.append("?").append(*query);
    return out;
}

std::string fragment_of(std::string_view reference) {
    const auto at = reference.find('#');
    if (at == reference.npos)
        return {};
    reference.remove_prefix(at + 1);
    std::string out;
    for (std::size_t i = 0; i < reference.size(); ++i) {
        if (reference[i] == '%' && i + 2 < reference.size() && hex_digit(reference[i + 1]) >= 0 &&
            hex_digit(reference[i + 2]) >= 0) {
            out += static_cast<char>(hex_digit(reference[i + 1]) * 16 + hex_digit(reference[i + 2]));
            i += 2;
        } else {
            out += reference[i];
        }
    }
    return out;
}

std::string encode_fragment(std::string_view text) {
    constexpr std::string_view allowed = "-._~!$&'()*+,;=:@/?";
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool letter = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
        if (letter || allowed.find(c) != allowed.npos)
            out += c;
        else
            out.append(1, '%').append(1, hex[byte >> 4]).append(1, hex[byte & 15]);
    }
    return out;
}

} // namespace integration_gallery::schema
