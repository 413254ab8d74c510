#include "catalog/svg.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace integration_gallery::catalog {
namespace {

using std::string_view;

constexpr std::size_t maximum_depth = 32;
constexpr std::size_t maximum_elements = 2'000;
constexpr string_view svg_namespace = "http://www.w3.org/2000/svg";

constexpr std::array elements{string_view("circle"),   string_view("clipPath"),
                              string_view("defs"),     string_view("desc"),
                              string_view("ellipse"),  string_view("g"),
                              string_view("line"),     string_view("linearGradient"),
                              string_view("mask"),     string_view("metadata"),
                              string_view("path"),     string_view("polygon"),
                              string_view("polyline"), string_view("radialGradient"),
                              string_view("rect"),     string_view("stop"),
                              string_view("svg"),      string_view("text"),
                              string_view("title"),    string_view("tspan")};

constexpr std::array attributes{string_view("aria-hidden"),
                                string_view("aria-label"),
                                string_view("class"),
                                string_view("clip-path"),
                                string_view("clip-rule"),
                                string_view("clipPathUnits"),
                                string_view("color"),
                                string_view("cx"),
                                string_view("cy"),
                                string_view("d"),
                                string_view("display"),
                                string_view("dominant-baseline"),
                                string_view("dx"),
                                string_view("dy"),
                                string_view("fill"),
                                string_view("fill-opacity"),
                                string_view("fill-rule"),
                                string_view("focusable"),
                                string_view("font-family"),
                                string_view("font-size"),
                                string_view("font-weight"),
                                string_view("fr"),
                                string_view("fx"),
                                string_view("fy"),
                                string_view("gradientTransform"),
                                string_view("gradientUnits"),
                                string_view("height"),
                                string_view("id"),
                                string_view("letter-spacing"),
                                string_view("mask"),
                                string_view("mask-type"),
                                string_view("maskContentUnits"),
                                string_view("maskUnits"),
                                string_view("offset"),
                                string_view("opacity"),
                                string_view("pathLength"),
                                string_view("points"),
                                string_view("preserveAspectRatio"),
                                string_view("r"),
                                string_view("role"),
                                string_view("rx"),
                                string_view("ry"),
                                string_view("shape-rendering"),
                                string_view("spreadMethod"),
                                string_view("stop-color"),
                                string_view("stop-opacity"),
                                string_view("stroke"),
                                string_view("stroke-dasharray"),
                                string_view("stroke-dashoffset"),
                                string_view("stroke-linecap"),
                                string_view("stroke-linejoin"),
                                string_view("stroke-miterlimit"),
                                string_view("stroke-opacity"),
                                string_view("stroke-width"),
                                string_view("style"),
                                string_view("text-anchor"),
                                string_view("transform"),
                                string_view("vector-effect"),
                                string_view("version"),
                                string_view("viewBox"),
                                string_view("visibility"),
                                string_view("width"),
                                string_view("x"),
                                string_view("x1"),
                                string_view("x2"),
                                string_view("xml:space"),
                                string_view("xmlns"),
                                string_view("y"),
                                string_view("y1"),
                                string_view("y2")};

template <typename List>
bool is_one_of(const List& list, string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_space(char c) noexcept {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool is_name_character(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == ':' || c == '.';
}

bool is_identifier(string_view text) noexcept {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return is_name_character(c) && c != ':'; });
}

/// Only the five entities of XML, so that nothing can be spelt in a way that the checks do not see.
bool has_only_plain_entities(string_view text) noexcept {
    for (std::size_t at = text.find('&'); at != string_view::npos; at = text.find('&', at + 1)) {
        const auto rest = text.substr(at + 1);
        const bool known = rest.starts_with("amp;") || rest.starts_with("lt;") || rest.starts_with("gt;") ||
                           rest.starts_with("quot;") || rest.starts_with("apos;");
        if (!known)
            return false;
    }
    return true;
}

std::string lower_case(string_view text) {
    std::string result(text);
    for (auto& c : result)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return result;
}

/// `url(#id)` and nothing else, where a value has a function that fetches.
bool is_local_paint(string_view value) noexcept {
    return value.starts_with("url(#") && value.ends_with(")") && is_identifier(value.substr(5, value.size() - 6));
}

bool is_harmless_value(string_view name, string_view value) {
    if (name == "xmlns")
        return value == svg_namespace;
    // A style may set properties to plain words, numbers and colours: no function, no escape, no at-rule, no comment.
    if (name == "style")
        return value.find_first_of("()\\@/*<>&\"'{}") == string_view::npos;
    if (value.find('\\') != string_view::npos)
        return false;
    const auto lower = lower_case(value);
    if (lower.find("url") != std::string::npos && lower.find('(') != std::string::npos)
        return is_local_paint(value);
    const bool may_hold_words = name == "aria-label" || name == "class" || name == "id" || name == "font-family";
    return may_hold_words || lower.find(':') == std::string::npos;
}

class Reader {
public:
    explicit Reader(string_view text) : m_text(text) {}

    std::optional<std::string> run() {
        if (m_text.starts_with("\xef\xbb\xbf"))
            m_text.remove_prefix(3);
        skip_space();
        if (rest().starts_with("<?xml") && rest().size() > 5 && is_space(rest()[5]))
            if (auto problem = declaration())
                return problem;
        while (m_at < m_text.size()) {
            if (auto problem = m_text[m_at] == '<' ? markup() : text())
                return problem;
        }
        if (m_elements == 0)
            return "it has no svg element";
        return m_open.empty() ? std::nullopt
                              : std::optional<std::string>("the element " + m_open.back() + " is not closed");
    }

private:
    string_view rest() const { return m_text.substr(m_at); }

    void skip_space() {
        while (m_at < m_text.size() && is_space(m_text[m_at]))
            ++m_at;
    }

    string_view name() {
        const auto start = m_at;
        while (m_at < m_text.size() && is_name_character(m_text[m_at]))
            ++m_at;
        return m_text.substr(start, m_at - start);
    }

    /// XML 1.0, section 2.8: version, then perhaps encoding, then perhaps standalone.
    std::optional<std::string> declaration() {
        static constexpr std::array parts{string_view("version"), string_view("encoding"), string_view("standalone")};
        m_at += string_view("<?xml").size();
        for (auto next = parts.begin();;) {
            const bool space = m_at < m_text.size() && is_space(m_text[m_at]);
            skip_space();
            if (rest().starts_with("?>") && next != parts.begin()) {
                m_at += 2;
                return std::nullopt;
            }
            const auto found = std::find(next, parts.end(), name());
            const auto value = found != parts.end() && space ? quoted() : std::nullopt;
            if (!value || (next == parts.begin()) != (found == parts.begin()) ||
                !std::all_of(value->begin(), value->end(), is_name_character))
                return "its XML declaration is broken, or holds more than version, encoding and standalone";
            if (*found == "encoding" && *value != "UTF-8" && *value != "utf-8")
                return "its XML declaration names another encoding than UTF-8";
            next = found + 1;
        }
    }

    /// What stands between quotes behind "=".
    std::optional<string_view> quoted() {
        skip_space();
        if (!rest().starts_with("="))
            return std::nullopt;
        ++m_at;
        skip_space();
        if (m_at >= m_text.size() || (m_text[m_at] != '"' && m_text[m_at] != '\''))
            return std::nullopt;
        const auto end = m_text.find(m_text[m_at], m_at + 1);
        if (end == string_view::npos)
            return std::nullopt;
        const auto value = m_text.substr(m_at + 1, end - m_at - 1);
        m_at = end + 1;
        return value;
    }

    std::optional<std::string> text() {
        const auto end = std::min(m_text.find('<', m_at), m_text.size());
        const auto part = m_text.substr(m_at, end - m_at);
        m_at = end;
        if (!has_only_plain_entities(part))
            return "it has an entity other than the five of XML";
        if (m_open.empty() && !std::all_of(part.begin(), part.end(), is_space))
            return "there is text outside the svg element";
        return std::nullopt;
    }

    std::optional<std::string> markup() {
        if (rest().starts_with("<!--")) {
            const auto end = m_text.find("-->", m_at + 4);
            if (end == string_view::npos)
                return "a comment does not end";
            // XML 1.0, section 2.5, and what HTML takes for a comment's end: all readers must agree where it is.
            const auto inside = m_text.substr(m_at + 4, end - m_at - 4);
            if (inside.find("--") != string_view::npos || inside.ends_with('-') || inside.starts_with('>') ||
                inside.starts_with("->"))
                return "a comment holds two hyphens in a row, or begins with \">\"";
            m_at = end + 3;
            return std::nullopt;
        }
        if (rest().starts_with("<!"))
            return "it has a document type or a CDATA section";
        if (rest().starts_with("<?"))
            return "it has a processing instruction";
        if (rest().starts_with("</"))
            return end_tag();
        return start_tag();
    }

    std::optional<std::string> end_tag() {
        m_at += 2;
        const auto tag = name();
        skip_space();
        if (m_at >= m_text.size() || m_text[m_at] != '>')
            return "an end tag is broken";
        ++m_at;
        if (m_open.empty() || m_open.back() != tag)
            return "an end tag does not fit its start tag";
        m_open.pop_back();
        return std::nullopt;
    }

    std::optional<std::string> start_tag() {
        ++m_at;
        const auto tag = name();
        if (!is_one_of(elements, tag))
            return "the element " + shown(tag) + " is not allowed";
        if (m_open.empty() && (tag != "svg" || m_elements != 0))
            return "it is not a single svg element";
        if (++m_elements > maximum_elements)
            return "it has more than 2000 elements";
        if (m_open.size() >= maximum_depth)
            return "it has more than 32 levels";
        std::vector<string_view> seen;
        for (;;) {
            const auto before = m_at;
            skip_space();
            if (rest().starts_with("/>")) {
                m_at += 2;
                break;
            }
            if (rest().starts_with(">")) {
                ++m_at;
                m_open.emplace_back(tag);
                break;
            }
            if (before == m_at)
                return "a tag is broken";
            if (auto problem = attribute(seen))
                return problem;
        }
        if (m_elements == 1 && !is_one_of(seen, "xmlns"))
            return "the svg element does not name the SVG namespace";
        return std::nullopt;
    }

    std::optional<std::string> attribute(std::vector<string_view>& seen) {
        const auto key = name();
        skip_space();
        if (key.empty() || m_at >= m_text.size() || m_text[m_at] != '=')
            return "a tag is broken";
        ++m_at;
        skip_space();
        if (m_at >= m_text.size() || (m_text[m_at] != '"' && m_text[m_at] != '\''))
            return "the attribute " + shown(key) + " has no quotes";
        const auto end = m_text.find(m_text[m_at], m_at + 1);
        if (end == string_view::npos)
            return "the attribute " + shown(key) + " does not end";
        const auto value = m_text.substr(m_at + 1, end - m_at - 1);
        m_at = end + 1;
        if (!is_one_of(attributes, key))
            return "the attribute " + shown(key) + " is not allowed";
        if (is_one_of(seen, key))
            return "the attribute " + shown(key) + " stands twice";
        seen.push_back(key);
        if (value.find('<') != string_view::npos || !has_only_plain_entities(value) || !is_harmless_value(key, value))
            return "the value of the attribute " + shown(key) + " is not allowed";
        return std::nullopt;
    }

    static std::string shown(string_view word) { return "\"" + std::string(word.substr(0, 40)) + "\""; }

    string_view m_text;
    std::size_t m_at = 0;
    std::size_t m_elements = 0;
    std::vector<std::string> m_open;
};

} // namespace

std::optional<std::string> svg_refusal(string_view text) {
    if (!base::is_utf8(text))
        return "it is not UTF-8";
    const bool has_control = std::any_of(text.begin(), text.end(),
                                         [](char c) { return static_cast<unsigned char>(c) < 0x20 && !is_space(c); });
    if (has_control)
        return "it has control characters";
    return Reader(text).run();
}

} // namespace integration_gallery::catalog
