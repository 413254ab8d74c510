#include "catalog/importers/yaml.hpp"

#include "base/utf8.hpp"
#include "catalog/importers/yaml_scalar.hpp"

#include <integration_gallery/error.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <set>

namespace integration_gallery::catalog {
namespace {

constexpr int deepest = 32;
constexpr std::size_t longest_key = 256;

/// A line that is neither blank nor a comment.
struct Line {
    std::size_t number;
    std::size_t indent; ///< spaces in front; more after a "- " that was read
    std::string_view text;
};

struct PlacedFault {
    std::size_t line;
    std::size_t column;
    std::string_view sentence;
};

std::vector<Line> split_lines(std::string_view text) {
    std::vector<Line> lines;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const auto end = text.find('\n');
        auto line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        const auto last = line.find_last_not_of(" \t\r");
        line = line.substr(0, last == std::string_view::npos ? 0 : last + 1);
        const auto indent = std::min(line.find_first_not_of(' '), line.size());
        line.remove_prefix(indent);
        if (!line.empty() && line.front() != '#' && !(number == 1 && line == "---"))
            lines.push_back({number, indent, line});
    }
    return lines;
}

/// Reads the lines of one entry.
class EntryReader {
public:
    explicit EntryReader(std::vector<Line> lines) : m_lines(std::move(lines)) {}

    /// The entry is a mapping of one member, whose key and value go out.
    void read(std::string& key, boost::json::value& value) {
        std::size_t rest = 0;
        key = this->key(rest);
        value = member_value(rest, m_lines.front().indent, 1);
        if (m_at < m_lines.size())
            fail("this line belongs to nothing; check its indentation");
    }

private:
    const Line& line() const { return m_lines[m_at]; }

    [[noreturn]] void fail(std::string_view sentence, std::size_t column = 0) const {
        const auto& at = m_at < m_lines.size() ? m_lines[m_at] : m_lines.back();
        throw PlacedFault{at.number, at.indent + column + 1, sentence};
    }

    bool is_item() const { return line().text == "-" || line().text.starts_with("- "); }

    /// The length of the key at the front of the line, with its colon; 0: there is none.
    std::size_t key_length() const {
        const auto text = line().text;
        if (text.front() == '"' || text.front() == '\'') {
            std::size_t length = 0;
            try {
                quoted_scalar(text, length);
            } catch (const YamlFault& fault) {
                fail(fault.sentence, fault.column);
            }
            return length < text.size() && text[length] == ':' ? length + 1 : 0;
        }
        const auto length = plain_length(text, false);
        return length < text.size() && text[length] == ':' ? length + 1 : 0;
    }

    /// Reads a key; `rest` is where its value begins in the line.
    std::string key(std::size_t& rest) {
        const auto text = line().text;
        const auto length = key_length();
        if (length < 2)
            fail("a key and a colon are expected here");
        rest = std::min(text.find_first_not_of(' ', length), text.size());
        if (rest == length && rest < text.size())
            fail("a space is missing behind the colon", length);
        std::size_t ignored = 0;
        auto name = text.front() == '"' || text.front() == '\'' ? quoted_scalar(text, ignored)
                                                                : std::string(text.substr(0, length - 1));
        if (std::string_view("&*!|>%@`?{[\t").find(text.front()) != std::string_view::npos)
            fail("a key begins with a letter, a digit or a quotation mark");
        if (name == "<<")
            fail("merge keys are not read; write the members out");
        if (name.size() > longest_key)
            fail("a key is longer than 256 bytes");
        return name;
    }

    boost::json::value block(std::size_t indent, int depth) {
        if (depth > deepest)
            fail("the nesting is deeper than 32 levels");
        if (is_item())
            return sequence(indent, depth);
        const char first = line().text.front();
        if (first == '{' || first == '[' || key_length() == 0)
            return inline_value(0, indent, depth);
        return mapping(indent, depth);
    }

    boost::json::value mapping(std::size_t indent, int depth) {
        boost::json::object object;
        while (m_at < m_lines.size() && line().indent == indent && !is_item()) {
            std::size_t rest = 0;
            const auto name = key(rest);
            if (object.contains(name))
                fail("this key stands here already");
            object[name] = member_value(rest, indent, depth + 1);
        }
        if (m_at < m_lines.size() && line().indent > indent)
            fail("this line belongs to nothing; check its indentation");
        return object;
    }

    /// What stands behind a key: on its line, or as a block below it.
    boost::json::value member_value(std::size_t rest, std::size_t indent, int depth) {
        const auto text = line().text.substr(rest);
        if (!text.empty() && text.front() != '#')
            return inline_value(rest, indent, depth);
        ++m_at;
        if (m_at == m_lines.size() || line().indent < indent || (line().indent == indent && !is_item()))
            return nullptr;
        return block(line().indent, depth);
    }

    boost::json::value sequence(std::size_t indent, int depth) {
        boost::json::array array;
        while (m_at < m_lines.size() && line().indent == indent && is_item()) {
            auto& item = m_lines[m_at];
            const auto rest = std::min(item.text.find_first_not_of(' ', 1), item.text.size());
            if (rest == item.text.size() || item.text[rest] == '#') {
                ++m_at;
                array.push_back(m_at < m_lines.size() && line().indent > indent ? block(line().indent, depth + 1)
                                                                                : boost::json::value(nullptr));
                continue;
            }
            item.indent += rest;
            item.text.remove_prefix(rest);
            array.push_back(block(item.indent, depth + 1));
        }
        if (m_at < m_lines.size() && line().indent > indent)
            fail("this line belongs to nothing; check its indentation");
        return array;
    }

    /// A value that begins on this line at `rest`, inside a block of `indent`.
    boost::json::value inline_value(std::size_t rest, std::size_t indent, int depth) {
        const auto text = line().text.substr(rest);
        boost::json::value value;
        std::size_t length = 0;
        if (text.front() == '{' || text.front() == '[') {
            m_column = rest;
            value = flow(depth);
            length = m_column;
        } else if (text.front() == '"' || text.front() == '\'') {
            value = boost::json::value(quoted(rest, length));
        } else {
            refuse_indicator(rest);
            length = plain_length(text, false);
            value = plain_scalar(text.substr(0, length));
            length += rest;
        }
        const auto behind = line().text.find_first_not_of(' ', length);
        if (behind != std::string_view::npos && (line().text[behind] != '#' || behind == length))
            fail("only a comment may follow here; put the value in quotation marks", behind);
        ++m_at;
        if (m_at < m_lines.size() && line().indent > indent)
            fail("a value of several lines is not read; put it on one line");
        return value;
    }

    std::string quoted(std::size_t at, std::size_t& end) {
        try {
            std::size_t length = 0;
            auto text = quoted_scalar(line().text.substr(at), length);
            end = at + length;
            return text;
        } catch (const YamlFault& fault) {
            fail(fault.sentence, at + fault.column);
        }
    }

    void refuse_indicator(std::size_t at) const {
        switch (line().text[at]) {
        case '&':
        case '*':
            fail("anchors and aliases are not read; write the value out", at);
        case '!':
            fail("tags are not read", at);
        case '|':
        case '>':
            fail("block scalars are not read; put the text in quotation marks on one line", at);
        case '%':
        case '@':
        case '`':
        case ',':
        case ']':
        case '}':
            fail("a value cannot begin with this character; put it in quotation marks", at);
        default:
            return;
        }
    }

    // --- flow collections: m_column is the place in the line ---

    /// Moves to the next character that means something, over ends of lines and comments.
    char next() {
        for (;;) {
            const auto text = line().text;
            m_column = std::min(text.find_first_not_of(" \t", m_column), text.size());
            if (m_column < text.size() && !(text[m_column] == '#' && m_column > 0 && text[m_column - 1] == ' '))
                return text[m_column];
            if (m_at + 1 == m_lines.size())
                fail("a bracket is not closed", m_column);
            ++m_at;
            m_column = 0;
        }
    }

    boost::json::value flow(int depth) {
        if (depth > deepest)
            fail("the nesting is deeper than 32 levels", m_column);
        return line().text[m_column] == '{' ? flow_mapping(depth) : flow_sequence(depth);
    }

    boost::json::value flow_sequence(int depth) {
        boost::json::array array;
        ++m_column;
        while (next() != ']') {
            array.push_back(flow_item(depth));
            separator(']');
        }
        ++m_column;
        return array;
    }

    boost::json::value flow_mapping(int depth) {
        boost::json::object object;
        ++m_column;
        while (next() != '}') {
            const auto value = flow_scalar();
            if (!value.is_string())
                fail("a key of this kind is put in quotation marks", m_column);
            const std::string name(value.get_string());
            if (next() != ':')
                fail("a colon is missing behind the key", m_column);
            ++m_column;
            if (name == "<<" || name.size() > longest_key || object.contains(name))
                fail("a key is given twice, is a merge key or is longer than 256 bytes", m_column);
            const char after = next();
            object[name] = after == ',' || after == '}' ? boost::json::value(nullptr) : flow_item(depth);
            separator('}');
        }
        ++m_column;
        return object;
    }

    boost::json::value flow_item(int depth) {
        const char c = next();
        return c == '{' || c == '[' ? flow(depth + 1) : flow_scalar();
    }

    boost::json::value flow_scalar() {
        const char c = next();
        if (c == '"' || c == '\'')
            return boost::json::value(quoted(m_column, m_column));
        refuse_indicator(m_column);
        const auto text = line().text.substr(m_column);
        const auto length = plain_length(text, true);
        if (length == 0)
            fail("a value is missing", m_column);
        m_column += length;
        return plain_scalar(text.substr(0, length));
    }

    void separator(char end) {
        const char c = next();
        if (c == ',')
            ++m_column;
        else if (c != end)
            fail("a comma is missing", m_column);
    }

    std::vector<Line> m_lines;
    std::size_t m_at = 0;
    std::size_t m_column = 0;
};

YamlEntry read_entry(std::vector<Line> lines) {
    YamlEntry entry;
    entry.line = lines.front().number;
    const auto first = lines.front().text;
    try {
        EntryReader(std::move(lines)).read(entry.key, entry.value);
    } catch (const PlacedFault& fault) {
        entry.value = nullptr;
        entry.problem = "Line " + std::to_string(fault.line) + ", column " + std::to_string(fault.column) + ": " +
                        std::string(fault.sentence) + ".";
        if (entry.key.empty())
            entry.key = std::string(first.substr(0, std::min(first.find(':'), longest_key)));
    }
    return entry;
}

} // namespace

std::vector<YamlEntry> read_yaml_mapping(std::string_view text) {
    const auto refuse = [](std::string detail) {
        throw Error(Status::invalid_argument, "malformed-yaml", std::move(detail));
    };
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    if (!base::is_utf8(text) || text.find('\0') != std::string_view::npos)
        refuse("The file is not UTF-8 text.");
    auto lines = split_lines(text);
    if (lines.empty() || lines.front().indent != 0)
        refuse("The file does not begin with a key at the start of a line.");
    std::vector<YamlEntry> entries;
    std::set<std::string, std::less<>> keys;
    for (auto begin = lines.begin(); begin != lines.end();) {
        const auto end = std::find_if(begin + 1, lines.end(), [](const Line& line) {
            return line.indent == 0 && line.text != "-" && !line.text.starts_with("- ");
        });
        auto entry = read_entry({begin, end});
        if (!keys.insert(entry.key).second && entry.problem.empty()) {
            entry.value = nullptr;
            entry.problem = "Line " + std::to_string(entry.line) + ": this key stands in the file already.";
        }
        entries.push_back(std::move(entry));
        begin = end;
    }
    return entries;
}

} // namespace integration_gallery::catalog
