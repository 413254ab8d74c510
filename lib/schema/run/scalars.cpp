#include "base/utf8.hpp"
#include "schema/run/evaluator.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>

namespace integration_gallery::schema {
namespace {

std::string_view text(const boost::json::value& item) {
    const auto& string = item.get_string();
    return {string.data(), string.size()};
}

/// "a, b, c", at most ten of them.
std::string list_values(const std::vector<boost::json::value>& values) {
    std::string out;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i == 10)
            return out + ", …";
        if (i != 0)
            out += ", ";
        if (values[i].is_string() && !text(values[i]).empty())
            out += text(values[i]);
        else
            out += boost::json::serialize(values[i]);
    }
    return out;
}

std::string_view describe_format(std::string_view name) {
    static constexpr std::pair<std::string_view, std::string_view> known[] = {
        {"date", "a date such as 2026-01-31"},
        {"time", "a time with its zone, such as 08:30:00Z"},
        {"date-time", "a date and time with its zone, such as 2026-01-31T08:30:00Z"},
        {"duration", "a duration such as PT15M (15 minutes) or P1D (one day)"},
        {"email", "an e-mail address such as name@example.com"},
        {"idn-email", "an e-mail address such as name@example.com"},
        {"hostname", "a host name such as api.example.com, without https:// and path"},
        {"ipv4", "an IPv4 address such as 192.0.2.1"},
        {"ipv6", "an IPv6 address such as 2001:db8::1"},
        {"uri", "a complete address such as https://example.com/"},
        {"uri-reference", "an address such as https://example.com/ or /path"},
        {"uuid", "a UUID such as 123e4567-e89b-12d3-a456-426614174000"},
        {"cron", "a cron expression of five fields such as */15 8-18 * * 1-5"},
        {"iana-time-zone", "a time zone such as Europe/Berlin"},
        {"pem", "a PEM block, from its -----BEGIN line to its -----END line"},
        {"regex", "a regular expression"},
        {"json-pointer", "a JSON Pointer such as /settings/host"}};
    for (const auto& [format, words] : known)
        if (format == name)
            return words;
    return {};
}

} // namespace

bool Evaluator::kept(const value& item) const {
    return m_keeps && item.is_string() && text(item) == kept_secret;
}

bool Evaluator::run_number(NodeIndex node, const Instruction& instruction, const value& item, const Path& path) {
    const Number& bound = m_program.numbers[instruction.at];
    const Number number = to_number(item);
    switch (instruction.op) {
    case Op::minimum:
        return compare(number, bound) >= 0 ||
               tell_bound(node, "minimum", "Give a number of at least #.", instruction.at, path);
    case Op::maximum:
        return compare(number, bound) <= 0 ||
               tell_bound(node, "maximum", "Give a number of at most #.", instruction.at, path);
    case Op::exclusive_minimum:
        return compare(number, bound) > 0 ||
               tell_bound(node, "exclusiveMinimum", "Give a number above #.", instruction.at, path);
    case Op::exclusive_maximum:
        return compare(number, bound) < 0 ||
               tell_bound(node, "exclusiveMaximum", "Give a number below #.", instruction.at, path);
    default:
        return is_multiple(number, bound) ||
               tell_bound(node, "multipleOf", "Give a multiple of #.", instruction.at, path);
    }
}

bool Evaluator::run_string(NodeIndex node, const Instruction& instruction, const value& item, const Path& path) {
    const std::string_view given = text(item);
    switch (instruction.op) {
    case Op::min_length: {
        const Number& bound = m_program.numbers[instruction.at];
        const auto longer = [&](std::size_t length) {
            return bound.kind == Number::Kind::natural && length >= bound.natural;
        };
        if (longer(given.size() / 4) || (longer(given.size()) && longer(base::count_code_points(given))) || kept(item))
            return true;
        if (m_report != nullptr && bound.natural == 1)
            return tell({node, "minLength", ""}, path, "Give a value; it may not be empty.", {{"minLength", 1}});
        return tell_bound(node, "minLength", "Give at least # characters.", instruction.at, path);
    }
    case Op::max_length: {
        const Number& bound = m_program.numbers[instruction.at];
        const auto shorter = [&](std::size_t length) {
            return bound.kind != Number::Kind::natural || length <= bound.natural;
        };
        return shorter(given.size()) || shorter(base::count_code_points(given)) || kept(item) ||
               tell_bound(node, "maxLength", "Give at most # characters.", instruction.at, path);
    }
    case Op::pattern: {
        const PatternTable& table = m_program.patterns[instruction.at];
        if (!step(1 + given.size() / bytes_of_a_step))
            return false;
        if (table.pattern.matches(given) || kept(item))
            return true;
        if (m_report == nullptr)
            return false;
        const auto& source = m_program.details[node].schema->get_object().at("pattern");
        return tell({node, "pattern", ""}, path,
                    table.message.empty() ? "This text does not have the form that is asked for; it has to match " +
                                                std::string(text(source)) + "."
                                          : table.message,
                    {{"pattern", source}});
    }
    default: {
        const FormatTable& table = m_program.formats[instruction.at];
        if (table.check(given) || kept(item))
            return true;
        if (m_report == nullptr)
            return false;
        const std::string_view words = describe_format(table.name);
        return tell({node, "format", ""}, path,
                    words.empty() ? "Give a text of the format " + table.name + "."
                                  : "Give " + std::string(words) + ".",
                    {{"format", table.name}});
    }
    }
}

bool Evaluator::run_values(NodeIndex node, const Instruction& instruction, const value& item, const Path& path) {
    const auto& values = m_program.enumerations[instruction.at].values;
    const std::size_t depth = m_program.limits.depth;
    if (item.is_string()) {
        const std::string_view given = text(item);
        for (const value& allowed : values)
            if (allowed.is_string() && text(allowed) == given)
                return true;
    } else {
        for (const value& allowed : values)
            if (same(item, allowed, depth))
                return true;
    }
    if (kept(item))
        return true;
    if (m_report == nullptr)
        return false;
    if (instruction.op == Op::constant || values.size() == 1)
        return tell({node, instruction.op == Op::constant ? "const" : "enum", ""}, path,
                    "The only value that is allowed here is " + list_values(values) + ".",
                    {{"allowed", boost::json::array(values.begin(), values.end())}});
    return tell({node, "enum", ""}, path, "Choose one of: " + list_values(values) + ".",
                {{"allowed", boost::json::array(values.begin(), values.end())}});
}

} // namespace integration_gallery::schema
