#include "support/sample.hpp"

#include "json/pointer.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace integration_gallery::test {
namespace {

namespace bj = boost::json;

/// Reads a pattern and writes what it matches, the shortest way but for `*` and `+` at the top, which fill up.
class PatternSampler {
public:
    PatternSampler(std::string_view pattern, std::size_t shortest) : m_pattern(pattern), m_shortest(shortest) {}

    std::optional<std::string> run() {
        auto text = alternatives();
        if (m_failed || m_at != m_pattern.size())
            return std::nullopt;
        return text;
    }

private:
    char peek() const { return m_at < m_pattern.size() ? m_pattern[m_at] : '\0'; }
    char take() { return m_at < m_pattern.size() ? m_pattern[m_at++] : (m_failed = true, '\0'); }

    std::string alternatives() {
        std::string first = sequence();
        while (peek() == '|') {
            ++m_at;
            sequence();
        }
        return first;
    }

    std::string sequence() {
        std::string out;
        while (!m_failed && m_at < m_pattern.size() && peek() != '|' && peek() != ')')
            out += repeated();
        return out;
    }

    std::string repeated() {
        const std::string one = atom();
        std::size_t least = 1;
        std::size_t most = 1;
        if (peek() == '*' || peek() == '+' || peek() == '?') {
            const char sign = take();
            least = sign == '+' ? 1 : 0;
            most = sign == '?' ? 1 : 1000;
        } else if (peek() == '{') {
            ++m_at;
            least = number();
            most = least;
            if (peek() == ',') {
                ++m_at;
                most = peek() == '}' ? 1000 : number();
            }
            if (take() != '}')
                m_failed = true;
        }
        if (peek() == '?')
            ++m_at;
        std::string out;
        std::size_t times = 0;
        for (; times < least; ++times)
            out += one;
        for (; times < most && !one.empty() && most > 1 && m_made + out.size() < m_shortest; ++times)
            out += one;
        m_made += out.size();
        return out;
    }

    std::size_t number() {
        std::size_t value = 0;
        while (peek() >= '0' && peek() <= '9')
            value = value * 10 + static_cast<std::size_t>(take() - '0');
        return std::min<std::size_t>(value, 1000);
    }

    std::string atom() {
        const char next = take();
        switch (next) {
        case '^':
        case '$':
            return {};
        case '.':
            return "a";
        case '(': {
            if (m_pattern.substr(m_at).starts_with("?:"))
                m_at += 2;
            else if (m_pattern.substr(m_at).starts_with("?!") || m_pattern.substr(m_at).starts_with("?=")) {
                m_at += 2; // hoped to hold; who asks checks
                alternatives();
                take();
                return {};
            } else if (peek() == '?')
                m_failed = true;
            std::string inside = alternatives();
            if (take() != ')')
                m_failed = true;
            return inside;
        }
        case '[':
            return std::string(1, one_of_class());
        case '\\':
            return escaped(take());
        default:
            return std::string(1, next);
        }
    }

    static std::string escaped(char kind) {
        switch (kind) {
        case 'd':
            return "7";
        case 'w':
        case 'S':
        case 'D':
            return "a";
        case 's':
        case 'W':
            return " ";
        case 'n':
            return "\n";
        case 't':
            return "\t";
        case 'b':
        case 'B':
            return {};
        default:
            return std::string(1, kind);
        }
    }

    char one_of_class() {
        const bool negated = peek() == '^';
        if (negated)
            ++m_at;
        std::string members;
        bool first = true;
        while (!m_failed && (peek() != ']' || first)) {
            first = false;
            char low = take();
            if (low == '\\') {
                const char kind = take();
                const std::string chosen = kind == 'w' ? "abzAZ09_" : kind == 'd' ? "0123456789" : escaped(kind);
                members += chosen;
                low = chosen.empty() ? ' ' : chosen.back();
                if (kind == 'w' || kind == 'd' || kind == 's')
                    continue;
            } else {
                members += low;
            }
            if (peek() == '-' && m_at + 1 < m_pattern.size() && m_pattern[m_at + 1] != ']') {
                ++m_at;
                char high = take();
                if (high == '\\')
                    high = take();
                for (char c = low; c < high && c != '\x7e'; ++c)
                    members += static_cast<char>(c + 1);
            }
        }
        take();
        static constexpr std::string_view wished = "a7A-_.0 /:";
        for (const char c : wished)
            if ((members.find(c) != std::string::npos) != negated)
                return c;
        return members.empty() || negated ? 'q' : members.front();
    }

    std::string_view m_pattern;
    std::size_t m_shortest;
    std::size_t m_at = 0;
    std::size_t m_made = 0;
    bool m_failed = false;
};

class Sampler {
public:
    Sampler(const bj::value& root, const SampleOptions& options) : m_root(root), m_options(options) {}

    bj::value value(const bj::value& schema, int depth) {
        const auto* object = schema.if_object();
        if (object == nullptr || depth > 30)
            return "any";
        bj::object merged;
        merge(*object, merged, 0);
        if (const auto* constant = merged.if_contains("const"))
            return *constant;
        if (const auto* list = merged.if_contains("enum"))
            return list->get_array()[m_options.branch % list->get_array().size()];
        const std::string type = type_of(merged);
        if (type == "object")
            return object_value(merged, depth);
        if (type == "array")
            return array_value(merged, depth);
        if (type == "integer" || type == "number")
            return number_value(merged, type == "integer");
        if (type == "boolean")
            return true;
        if (type == "null")
            return nullptr;
        return text_value(merged);
    }

private:
    /// The schema with what it refers to and the chosen branches as one object.
    void merge(const bj::object& schema, bj::object& out, int depth) {
        if (depth > 20)
            return;
        if (const auto* reference = schema.if_contains("$ref"))
            if (const auto* target = json::find(m_root, std::string_view(reference->get_string()).substr(1));
                target != nullptr && target->is_object())
                merge(target->get_object(), out, depth + 1);
        for (const auto& member : schema) {
            const std::string_view name = member.key();
            if (name == "properties" || name == "required") {
                auto& part = out[name];
                if (name == "properties") {
                    if (!part.is_object())
                        part = bj::object();
                    for (const auto& one : member.value().get_object())
                        part.get_object()[one.key()] = one.value();
                } else {
                    if (!part.is_array())
                        part = bj::array();
                    for (const auto& one : member.value().get_array())
                        part.get_array().push_back(one);
                }
            } else if (name != "oneOf" && name != "anyOf" && name != "allOf") {
                out[name] = member.value();
            }
        }
        if (const auto* all = schema.if_contains("allOf"))
            for (const auto& one : all->get_array())
                if (one.is_object())
                    merge(one.get_object(), out, depth + 1);
        for (const auto* name : {"oneOf", "anyOf"})
            if (const auto* branches = schema.if_contains(name)) {
                const auto& list = branches->get_array();
                if (const auto& one = list[m_options.branch % list.size()]; one.is_object())
                    merge(one.get_object(), out, depth + 1);
            }
    }

    static std::string type_of(const bj::object& schema) {
        const auto* type = schema.if_contains("type");
        if (type != nullptr && type->is_string())
            return std::string(type->get_string());
        if (type != nullptr && type->is_array())
            return std::string(type->get_array().front().get_string());
        if (schema.contains("properties") || schema.contains("additionalProperties"))
            return "object";
        if (schema.contains("items"))
            return "array";
        if (schema.contains("minimum") || schema.contains("maximum"))
            return "number";
        return "string";
    }

    bj::value object_value(const bj::object& schema, int depth) {
        bj::object out;
        std::vector<std::string> required;
        if (const auto* list = schema.if_contains("required"))
            for (const auto& one : list->get_array())
                required.emplace_back(one.get_string());
        if (const auto* properties = schema.if_contains("properties"))
            for (const auto& member : properties->get_object())
                if (m_options.all || std::find(required.begin(), required.end(), member.key()) != required.end())
                    out[member.key()] = value(member.value(), depth + 1);
        const auto* rest = schema.if_contains("additionalProperties");
        if (rest != nullptr && rest->is_object() && (m_options.all || schema.contains("minProperties")))
            out["some"] = value(*rest, depth + 1);
        return out;
    }

    bj::value array_value(const bj::object& schema, int depth) {
        std::size_t count = m_options.all ? 1 : 0;
        if (const auto* least = schema.if_contains("minItems"))
            count = std::max(count, least->to_number<std::size_t>());
        bj::array out;
        const auto* items = schema.if_contains("items");
        for (std::size_t i = 0; i < count; ++i)
            out.push_back(items != nullptr ? value(*items, depth + 1) : bj::value("any"));
        return out;
    }

    static bj::value number_value(const bj::object& schema, bool integer) {
        double number = 1;
        if (const auto* least = schema.if_contains("minimum"))
            number = std::max(number, least->to_number<double>());
        if (const auto* least = schema.if_contains("exclusiveMinimum"))
            number = std::max(number, least->to_number<double>() + 1);
        if (const auto* most = schema.if_contains("maximum"))
            number = std::min(number, most->to_number<double>());
        if (const auto* step = schema.if_contains("multipleOf"))
            number = step->to_number<double>() * std::ceil(number / step->to_number<double>());
        return integer ? bj::value(static_cast<std::int64_t>(number)) : bj::value(number);
    }

    bj::value text_value(const bj::object& schema) const {
        const auto* least = schema.if_contains("minLength");
        const auto shortest = least != nullptr ? least->to_number<std::size_t>() : std::size_t{1};
        if (const auto* pattern = schema.if_contains("pattern"))
            if (auto text = sample_text(pattern->get_string(), shortest))
                return bj::value(*text);
        if (const auto* format = schema.if_contains("format"))
            return bj::value(formatted(format->get_string()));
        std::string text(std::max<std::size_t>(shortest, 8), 'x');
        if (schema.contains("writeOnly") && schema.at("writeOnly") == true && !m_options.secret.empty())
            text += m_options.secret;
        if (const auto* most = schema.if_contains("maxLength"))
            text.resize(std::min(text.size(), most->to_number<std::size_t>()));
        return bj::value(text);
    }

    static std::string formatted(std::string_view format) {
        static constexpr std::pair<std::string_view, std::string_view> known[] = {
            {"date", "2026-11-22"},
            {"time", "08:15:00Z"},
            {"date-time", "2026-11-22T08:15:00Z"},
            {"duration", "PT15M"},
            {"email", "ada@example.org"},
            {"hostname", "api.example.org"},
            {"ipv4", "192.0.2.1"},
            {"ipv6", "2001:db8::1"},
            {"uri", "https://example.org/a"},
            {"uri-reference", "/a"},
            {"uuid", "2f4a1c9e-5b7d-4e8f-9a0b-1c2d3e4f5a6b"},
            {"json-pointer", "/a/b"},
            {"regex", "^a$"},
            {"cron", "*/5 * * * *"},
            {"iana-time-zone", "Europe/Berlin"},
            {"pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"}};
        for (const auto& [name, text] : known)
            if (name == format)
                return std::string(text);
        return "text";
    }

    const bj::value& m_root;
    const SampleOptions& m_options;
};

} // namespace

std::optional<std::string> sample_text(std::string_view pattern, std::size_t shortest) {
    return PatternSampler(pattern, shortest).run();
}

bj::value sample_document(const bj::value& schema, const SampleOptions& options) {
    return Sampler(schema, options).value(schema, 0);
}

std::size_t most_branches(const boost::json::value& schema) {
    std::size_t most = 1;
    if (const auto* object = schema.if_object())
        for (const auto& member : *object) {
            most = std::max(most, most_branches(member.value()));
            if (member.key() == "oneOf" && member.value().is_array())
                most = std::max(most, member.value().get_array().size());
        }
    else if (const auto* array = schema.if_array())
        for (const auto& one : *array)
            most = std::max(most, most_branches(one));
    return most;
}

} // namespace integration_gallery::test
