#include "support/output.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <cstdlib>
#include <iostream>

#include <unistd.h>

namespace command {
namespace {

constexpr std::size_t line_width = 120;

bool wants_colours() {
    const char* terminal = std::getenv("TERM");    // NOLINT(concurrency-mt-unsafe): there is one thread
    const char* refused = std::getenv("NO_COLOR"); // NOLINT(concurrency-mt-unsafe)
    return ::isatty(STDOUT_FILENO) == 1 && (refused == nullptr || *refused == '\0') && terminal != nullptr &&
           std::string_view(terminal) != "dumb";
}

void write(std::string& out, const boost::json::value& value, std::size_t indent, std::size_t used) {
    const std::string flat = boost::json::serialize(value);
    const bool structured = value.is_structured();
    const bool small = !structured || (value.is_object() ? value.get_object().empty() : value.get_array().empty());
    if (small || (value.is_array() && used + flat.size() <= line_width)) {
        out += flat;
        return;
    }
    const std::string margin(indent + 2, ' ');
    const char* separator = "\n";
    const auto item = [&](const std::string& name, const boost::json::value& content) {
        out += separator + margin + name;
        write(out, content, indent + 2, margin.size() + name.size());
        separator = ",\n";
    };
    out += value.is_object() ? '{' : '[';
    if (value.is_object()) {
        for (const auto& [name, content] : value.get_object())
            item(boost::json::serialize(name) + ": ", content);
    } else {
        for (const auto& content : value.get_array())
            item("", content);
    }
    out += "\n" + std::string(indent, ' ') + (value.is_object() ? '}' : ']');
}

} // namespace

std::string styled(std::string_view text, Style style) {
    static constexpr std::array codes{"1", "31", "33", "32", "2"};
    if (!wants_colours())
        return std::string(text);
    return "\x1b[" + std::string(codes[static_cast<std::size_t>(style)]) + "m" + std::string(text) + "\x1b[0m";
}

std::string printable(std::string_view text) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (std::size_t index = 0; index < text.size(); ++index) {
        const auto byte = static_cast<unsigned char>(text[index]);
        const auto next = index + 1 < text.size() ? static_cast<unsigned char>(text[index + 1]) : 0U;
        if (byte < 0x20 || byte == 0x7f) {
            out += "\\x";
            out += digits[byte >> 4U];
            out += digits[byte & 0xfU];
        } else if (byte == 0xc2 && next >= 0x80 && next <= 0x9f) { // U+0080 to U+009F steer terminals, too
            out += "\\u00";
            out += digits[next >> 4U];
            out += digits[next & 0xfU];
            ++index;
        } else {
            out += text[index];
        }
    }
    return out;
}

std::string pretty(const boost::json::value& document) {
    std::string out;
    write(out, document, 0, 0);
    return out + "\n";
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
    return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

void report(const integration_gallery::Error& error, bool json) {
    if (json) {
        std::cerr << boost::json::serialize(error.problem()) << "\n";
        return;
    }
    std::cerr << "integration-gallery: " << printable(error.detail()) << "\n";
    for (const auto& issue : error.issues())
        std::cerr << "  " << printable(issue.pointer) << ": " << printable(issue.detail) << " (" << issue.code << ")\n";
}

void report(std::string_view sentence, bool json) {
    if (json)
        std::cerr << boost::json::serialize(boost::json::object{{"detail", sentence}}) << "\n";
    else
        std::cerr << "integration-gallery: " << printable(sentence) << "\n";
}

} // namespace command
