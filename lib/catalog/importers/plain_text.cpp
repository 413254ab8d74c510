#include "catalog/importers/plain_text.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace integration_gallery::catalog {
namespace {

constexpr std::string_view elements[] = {
    "a",      "abbr",  "b",    "blockquote", "br",     "code",  "dd",  "del", "div",  "dl",
    "dt",     "em",    "font", "h1",         "h2",     "h3",    "h4",  "hr",  "i",    "iframe",
    "img",    "kbd",   "li",   "link",       "meta",   "ol",    "p",   "pre", "q",    "s",
    "script", "small", "span", "strike",     "strong", "style", "sub", "sup", "svg",  "table",
    "tbody",  "td",    "th",   "thead",      "tr",     "tt",    "u",   "ul",  "video"};
constexpr std::string_view line_elements[] = {"br", "li", "p",  "div", "ul",  "ol", "h1", "h2",
                                              "h3", "h4", "hr", "tr",  "pre", "dt", "dd"};

struct Reference {
    std::string_view name;
    std::string_view text;
};
constexpr Reference references[] = {{"&amp;", "&"},  {"&lt;", "<"},    {"&gt;", ">"},    {"&quot;", "\""},
                                    {"&#39;", "'"},  {"&apos;", "'"},  {"&nbsp;", " "},  {"&#34;", "\""},
                                    {"&#x27;", "'"}, {"&mdash;", "-"}, {"&ndash;", "-"}, {"&hellip;", "..."}};

char to_lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}
bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

struct Tag {
    std::string name;
    bool closes = false;
    std::string_view attributes;
    std::size_t length = 0;
};

/// The tag of a known element at the front of `text`.
std::optional<Tag> read_tag(std::string_view text) {
    Tag tag;
    std::size_t at = 1;
    tag.closes = at < text.size() && text[at] == '/';
    at += tag.closes ? 1u : 0u;
    while (at < text.size() && is_word(to_lower(text[at])) && tag.name.size() < 12)
        tag.name += to_lower(text[at++]);
    const auto end = text.find('>', at);
    if (end == std::string_view::npos ||
        std::find(std::begin(elements), std::end(elements), tag.name) == std::end(elements))
        return std::nullopt;
    tag.attributes = text.substr(at, end - at);
    if (!tag.attributes.empty() && tag.attributes.front() != ' ' && tag.attributes.front() != '/' &&
        tag.attributes.front() != '\n' && tag.attributes.front() != '\t')
        return std::nullopt;
    tag.length = end + 1;
    return tag;
}

const Reference* read_reference(std::string_view text) {
    const auto* found = std::find_if(std::begin(references), std::end(references),
                                     [&](const Reference& reference) { return text.starts_with(reference.name); });
    return found == std::end(references) ? nullptr : found;
}

std::string_view link_target(std::string_view attributes) {
    auto at = attributes.find("href=");
    if (at == std::string_view::npos || at + 6 > attributes.size())
        return {};
    attributes.remove_prefix(at + 5);
    const char mark = attributes.front();
    const bool quoted = mark == '"' || mark == '\'';
    attributes.remove_prefix(quoted ? 1u : 0u);
    const auto target = attributes.substr(0, quoted ? attributes.find(mark) : attributes.find(' '));
    return target.starts_with("https://") ? target : std::string_view{};
}

/// Puts at most one space or line break between words.
void append_break(std::string& out, char c) {
    while (!out.empty() && out.back() == ' ')
        out.pop_back();
    if (!out.empty() && out.back() != '\n')
        out += c;
}

} // namespace

bool has_html(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at)
        if ((text[at] == '<' && read_tag(text.substr(at))) ||
            (text[at] == '&' && read_reference(text.substr(at)) != nullptr))
            return true;
    return false;
}

std::string without_html(std::string_view text) {
    std::string out;
    std::string_view target;
    bool changed = false;
    while (!text.empty()) {
        if (const auto* reference = text.front() == '&' ? read_reference(text) : nullptr) {
            out += reference->text;
            text.remove_prefix(reference->name.size());
            changed = true;
        } else if (const auto tag = text.front() == '<' ? read_tag(text) : std::nullopt) {
            if (tag->name == "a" && !tag->closes)
                target = link_target(tag->attributes);
            else if (tag->name == "a" && !target.empty() && !out.ends_with(target))
                out.append(" (").append(target).append(")");
            if (tag->name == "a" && tag->closes)
                target = {};
            if (std::find(std::begin(line_elements), std::end(line_elements), tag->name) != std::end(line_elements))
                append_break(out, '\n');
            if (tag->name == "li" && !tag->closes)
                out += "- ";
            text.remove_prefix(tag->length);
            changed = true;
        } else {
            if (changed && (text.front() == ' ' || text.front() == '\n') && (out.ends_with(' ') || out.ends_with('\n')))
                ; // what stood around a tag
            else
                out += text.front();
            text.remove_prefix(1);
        }
    }
    while (!out.empty() && (out.back() == ' ' || out.back() == '\n'))
        out.pop_back();
    // A reference may have hidden another, or a tag: what comes out has none.
    return changed && has_html(out) ? without_html(out) : out;
}

std::string shorten(std::string_view text, std::size_t bytes) {
    if (text.size() > bytes) {
        while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80)
            --bytes;
        text = text.substr(0, bytes);
    }
    return std::string(text);
}

std::string slug_of(std::string_view text) {
    constexpr std::size_t longest = 48;
    std::string slug;
    for (const char raw : text) {
        const char c = to_lower(raw);
        if (is_word(c))
            slug += c;
        else if (!slug.empty() && slug.back() != '-')
            slug += '-';
        if (slug.size() == longest)
            break;
    }
    while (!slug.empty() && slug.back() == '-')
        slug.pop_back();
    return slug;
}

} // namespace integration_gallery::catalog
