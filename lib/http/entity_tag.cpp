#include "http/entity_tag.hpp"

#include <array>

namespace integration_gallery::http {
namespace {

/// What compressing proxies put behind a tag's text.
constexpr std::array<std::string_view, 8> proxy_suffixes{"-gzip", "-br",   "-zstd", "-deflate",
                                                         "-df",   ";gzip", ";br",   ";zstd"};

/// The text between the quotes, without weak mark and proxy's suffix; nothing if it is no tag.
std::optional<std::string_view> opaque_text(std::string_view element) noexcept {
    if (element.starts_with("W/"))
        element.remove_prefix(2);
    if (element.size() < 2 || element.front() != '"' || element.back() != '"')
        return std::nullopt;
    element = element.substr(1, element.size() - 2);
    for (const auto suffix : proxy_suffixes) {
        if (!element.ends_with(suffix))
            continue;
        element.remove_suffix(suffix.size());
        if (element.ends_with('-')) // Apache writes "--gzip"
            element.remove_suffix(1);
        break;
    }
    return element;
}

} // namespace

std::string EntityTag::text() const {
    return '"' + std::to_string(revision) + '.' + view + '.' + scope + '.' + build + '"';
}

bool TagCondition::names(std::string_view tag) const {
    if (!m_list)
        return false;
    const auto wanted = opaque_text(tag);
    std::string_view rest = *m_list;
    while (const auto element = next_element(rest))
        if (const auto text = opaque_text(*element); text && text == wanted)
            return true;
    return false;
}

bool TagCondition::names_revision(const EntityTag& tag) const {
    if (!m_list)
        return false;
    const std::string head = std::to_string(tag.revision) + '.';
    const std::string scope = '.' + tag.scope + '.';
    std::string_view rest = *m_list;
    while (const auto element = next_element(rest)) {
        const auto text = opaque_text(*element);
        if (!text || !text->starts_with(head))
            continue;
        // the scope stands between the view and the build, neither of which holds a full stop
        const auto view_end = text->find('.', head.size());
        if (view_end != std::string_view::npos && text->substr(view_end).starts_with(scope))
            return true;
    }
    return false;
}

} // namespace integration_gallery::http
