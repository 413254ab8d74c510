#include "json/read.hpp"

#include "base/bytes.hpp"
#include "base/utf8.hpp"
#include "json/pointer.hpp"

#include <integration_gallery/error.hpp>

#include <boost/json/basic_parser_impl.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <system_error>
#include <vector>

namespace integration_gallery::json {
namespace {

namespace bj = boost::json;

/// Builds the value and refuses what Boost.JSON would accept: duplicate members, U+0000, infinite numbers, too much of
/// anything. The container on top of the stack receives the next value; its last key is pending while it is an object.
class Builder {
public:
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

    Builder(const Limits& limits, bj::storage_ptr memory)
        : m_limits(limits), m_memory(std::move(memory)), m_root(m_memory), m_text(m_memory) {}

    bj::value take() { return std::move(m_root); }

    bool on_document_begin(bj::error_code&) { return true; }
    bool on_document_end(bj::error_code&) { return true; }
    bool on_object_begin(bj::error_code&) { return open(bj::object(m_memory)); }
    bool on_object_end(std::size_t, bj::error_code&) { return close(); }
    bool on_array_begin(bj::error_code&) { return open(bj::array(m_memory)); }
    bool on_array_end(std::size_t, bj::error_code&) { return close(); }
    bool on_key_part(bj::string_view part, std::size_t, bj::error_code&) { return append(m_key, part); }
    bool on_key(bj::string_view part, std::size_t, bj::error_code&) {
        append(m_key, part);
        check_text(m_key);
        Frame& frame = m_stack.back();
        if (frame.container->get_object().contains(m_key)) {
            std::string pointer = here();
            append_token(pointer, m_key);
            throw Error(
                Status::invalid_argument, "duplicate-member", "A member is given twice; keep one of them.",
                {{std::move(pointer), "duplicate-member", "This member is given twice; keep one of them.", {}, {}}});
        }
        frame.key = m_key;
        m_key.clear();
        return true;
    }
    bool on_string_part(bj::string_view part, std::size_t, bj::error_code&) { return append(m_text, part); }
    bool on_string(bj::string_view part, std::size_t, bj::error_code&) {
        append(m_text, part);
        check_text(m_text);
        add(bj::value(bj::string(m_text, m_memory)));
        wipe_text();
        return true;
    }
    bool on_number_part(bj::string_view, bj::error_code&) { return true; }
    bool on_int64(std::int64_t number, bj::string_view, bj::error_code&) { return add(bj::value(number, m_memory)); }
    bool on_uint64(std::uint64_t number, bj::string_view, bj::error_code&) { return add(bj::value(number, m_memory)); }
    bool on_double(double number, bj::string_view text, bj::error_code&) {
        // Boost.JSON may be off by one in the last place: what is written and read again has to stay the same.
        double exact = 0;
        const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), exact);
        if (failed == std::errc() && end == text.data() + text.size())
            number = exact;
        if (!std::isfinite(number))
            throw Error(Status::invalid_argument, "number-too-large", "A number is beyond the range of a double.",
                        {{here(), "number-too-large", "Numbers lie between -1.8e308 and 1.8e308.", {}, {}}});
        return add(bj::value(number, m_memory));
    }
    bool on_bool(bool truth, bj::error_code&) { return add(bj::value(truth, m_memory)); }
    bool on_null(bj::error_code&) { return add(bj::value(nullptr, m_memory)); }
    bool on_comment_part(bj::string_view, bj::error_code&) { return true; }
    bool on_comment(bj::string_view, bj::error_code&) { return true; }

    ~Builder() { wipe_text(); }

private:
    struct Frame {
        bj::value* container;
        bj::string key;
    };

    /// The pointer of the value that is being read.
    std::string here() const {
        std::string pointer;
        for (const Frame& frame : m_stack) {
            // a container that is open below this one has its place in it already
            if (frame.container->is_array())
                append_token(pointer, frame.container->get_array().size() - (&frame != &m_stack.back() ? 1 : 0));
            else if (&frame != &m_stack.back() || !frame.key.empty())
                append_token(pointer, frame.key);
        }
        return pointer;
    }

    template <class Text>
    bool append(Text& text, bj::string_view part) {
        if (text.size() + part.size() > m_limits.string)
            throw Error(Status::validation, "string-too-long", "A text is too long.",
                        {{here(),
                          "string-too-long",
                          "Texts have at most " + std::to_string(m_limits.string) + " bytes.",
                          {{"maximum", m_limits.string}},
                          {}}});
        text.append(part.begin(), part.end());
        return true;
    }

    void check_text(std::string_view text) const {
        if (text.find('\0') != std::string_view::npos)
            throw Error(Status::invalid_argument, "invalid-utf8", "The character U+0000 is not allowed in a text.",
                        {{here(), "invalid-utf8", "The character U+0000 is not allowed.", {}, {}}});
    }

    bj::value* place(bj::value&& item) {
        if (++m_elements > m_limits.elements)
            throw Error(Status::invalid_argument, "json-too-many",
                        "The document has more than " + std::to_string(m_limits.elements) + " members and elements.");
        if (m_stack.empty()) {
            m_root = std::move(item);
            return &m_root;
        }
        Frame& frame = m_stack.back();
        if (auto* array = frame.container->if_array())
            return &array->emplace_back(std::move(item));
        auto& member = frame.container->get_object()[frame.key];
        member = std::move(item);
        frame.key.clear();
        return &member;
    }

    bool add(bj::value&& item) {
        place(std::move(item));
        return true;
    }

    template <class Container>
    bool open(Container&& container) {
        if (m_stack.size() >= m_limits.depth)
            throw Error(Status::invalid_argument, "json-too-deep",
                        "The document is nested more than " + std::to_string(m_limits.depth) + " levels deep.");
        // The parent's key stays in its frame while the child is open, for here().
        bj::string key = m_stack.empty() ? bj::string() : m_stack.back().key;
        bj::value* placed = place(bj::value(std::forward<Container>(container)));
        if (!m_stack.empty())
            m_stack.back().key = std::move(key);
        m_stack.push_back({placed, {}});
        return true;
    }

    bool close() {
        m_stack.pop_back();
        if (!m_stack.empty())
            m_stack.back().key.clear();
        return true;
    }

    void wipe_text() noexcept {
        base::wipe(std::as_writable_bytes(std::span(m_text.data(), m_text.size())));
        m_text.clear();
    }

    const Limits& m_limits;
    bj::storage_ptr m_memory;
    bj::value m_root;
    std::vector<Frame> m_stack;
    std::string m_key;
    bj::string m_text; ///< the text that is being read, in the document's memory: it may be a secret
    std::size_t m_elements = 0;
};

/// Does the text end with the escape of a leading surrogate, \uD800 to \uDBFF?
bool ends_with_leading_surrogate(std::string_view text) noexcept {
    constexpr std::size_t length = 6;
    if (text.size() < length)
        return false;
    text.remove_prefix(text.size() - length);
    return text.starts_with("\\u") && (text[2] == 'd' || text[2] == 'D') &&
           std::string_view("89abAB").find(text[3]) != std::string_view::npos;
}

[[noreturn]] void fail(std::string_view text, std::size_t consumed, const bj::error_code& error) {
    const std::string_view head = text.substr(0, consumed);
    std::size_t line = 1;
    std::size_t column = 1;
    for (const char c : head) {
        column = c == '\n' ? 1 : column + 1;
        line += c == '\n';
    }
    const bool surrogate = error == bj::error::expected_utf16_escape || error == bj::error::illegal_leading_surrogate ||
                           error == bj::error::illegal_trailing_surrogate || ends_with_leading_surrogate(head);
    throw Error(Status::invalid_argument, surrogate ? "invalid-utf8" : "malformed-json",
                (surrogate ? "A text holds half of a surrogate pair at line "
                           : "This is not JSON: it stops being so at line ") +
                    std::to_string(line) + ", column " + std::to_string(column) + ".");
}

bj::value parse(std::string_view text, const Limits& limits, bj::storage_ptr memory) {
    bj::parse_options options;
    options.max_depth = limits.depth + 1; // one more, so that our own message is given
    bj::basic_parser<Builder> parser(options, limits, std::move(memory));
    bj::error_code error;
    const std::size_t consumed = parser.write_some(false, text.data(), text.size(), error);
    if (!error && consumed < text.size())
        error = bj::error::extra_data;
    if (error)
        fail(text, consumed, error);
    return parser.handler().take();
}

// Texts with escapes are put together on the stack, in a buffer that the parser leaves as it is.
[[gnu::noinline]] void wipe_stack() noexcept {
    std::array<std::byte, std::size_t{16} * 1024> below;
    base::wipe(below);
}

} // namespace

bj::value read(std::string_view text, const Limits& limits, bj::storage_ptr memory) {
    if (text.size() > limits.bytes)
        throw Error(Status::limit, "too-large",
                    "The document is larger than " + std::to_string(limits.bytes) + " bytes.");
    if (!base::is_utf8(text))
        throw Error(Status::invalid_argument, "invalid-utf8", "The document is not UTF-8.");
    struct Wiping {
        bool wanted;
        ~Wiping() {
            if (wanted)
                wipe_stack();
        }
    };
    // Memory of its own: the document may hold secrets.
    const Wiping wiping{memory.is_shared() && text.find('\\') != std::string_view::npos};
    return parse(text, limits, std::move(memory));
}

} // namespace integration_gallery::json
