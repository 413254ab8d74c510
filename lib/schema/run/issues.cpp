#include "schema/compile/keywords.hpp"
#include "schema/depth.hpp"
#include "schema/run/evaluator.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cstdio>
#include <utility>

namespace integration_gallery::schema {
namespace {

boost::json::value to_value(const Number& number) {
    switch (number.kind) {
    case Number::Kind::negative:
        return number.negative;
    case Number::Kind::natural:
        return number.natural;
    default:
        return number.real;
    }
}

std::string number_text(const boost::json::value& number) {
    if (!number.is_double())
        return boost::json::serialize(number);
    char text[40];
    const int size = std::snprintf(text, sizeof text, "%.15g", number.get_double());
    return {text, static_cast<std::size_t>(size)};
}

} // namespace

bool Evaluator::tell(const Told& told, const Path& path, std::string detail, object parameters) {
    if (m_report == nullptr || m_stop != Stop::no)
        return false;
    Issue issue{path.pointer(), std::string(told.code.empty() ? told.keyword : told.code), std::move(detail),
                std::move(parameters), m_program.details[told.node].pointer};
    if (!told.keyword.empty())
        issue.schema_pointer.append("/").append(told.keyword);
    // Several subschemas may ask for the same thing; a person is told once.
    const auto same_issue = [&](const Issue& other) {
        return other.pointer == issue.pointer && other.code == issue.code && other.detail == issue.detail;
    };
    auto& issues = m_report->issues;
    if (std::any_of(issues.begin(), issues.end(), same_issue))
        return false;
    ++m_report->count;
    if (issues.size() < m_program.limits.issues && m_told_bytes <= m_program.limits.memory) {
        m_told_bytes += issue.detail.size();
        for (const auto& parameter : issue.parameters)
            m_told_bytes += bytes_of(parameter.value());
        if (m_told_bytes <= m_program.limits.memory || issues.empty())
            issues.push_back(std::move(issue));
    }
    return false;
}

bool Evaluator::tell_types(NodeIndex node, std::string_view keyword, std::uint8_t types, const Path& path) {
    if (m_report == nullptr)
        return false;
    static constexpr std::pair<std::uint8_t, std::string_view> names[] = {
        {type_bit::null, "null"},     {type_bit::boolean, "boolean"}, {type_bit::fraction, "number"},
        {type_bit::string, "string"}, {type_bit::array, "array"},     {type_bit::object, "object"}};
    boost::json::array allowed;
    for (const auto& [bit, name] : names)
        if ((types & bit) != 0)
            allowed.emplace_back(boost::json::string_view(name.data(), name.size()));
    if ((types & type_bit::number) == type_bit::integer)
        allowed.emplace_back("integer");
    return tell({node, keyword, "type"}, path, "Give " + describe_types(types) + ".",
                {{"allowed", std::move(allowed)}});
}

bool Evaluator::tell_refused(NodeIndex node, const Path& path) {
    return m_report != nullptr && tell({node, "", "not-allowed"}, path, "Nothing is allowed here; remove it.");
}

bool Evaluator::tell_missing(const Told& told, std::string_view name, NodeIndex member, const Path& path,
                             object parameters) {
    if (m_report == nullptr)
        return false;
    const std::string& title = member == none ? std::string() : m_program.details[member].title;
    const Path below{&path, name};
    std::string sentence = title.empty() ? "\"" + std::string(name) + "\" is missing" : title + " is missing";
    if (const value* because = parameters.if_contains("because"))
        sentence += ", which \"" + std::string(because->get_string()) + "\" needs";
    return tell(told, below, sentence + "; give a value.", std::move(parameters));
}

bool Evaluator::tell_plain(NodeIndex node, std::string_view keyword, const char* sentence, const Path& path) {
    return m_report != nullptr && tell({node, keyword, ""}, path, sentence);
}

bool Evaluator::tell_unknown_member(NodeIndex index, std::string_view keyword, const Path& path) {
    if (m_report == nullptr)
        return false;
    std::string_view nearest;
    std::size_t least = 3;
    const Node& node = m_program.nodes[index];
    for (std::uint32_t i = node.objects; i < node.any; ++i) {
        if (m_program.instructions[i].op != Op::members)
            continue;
        for (const Member& member : m_program.objects[m_program.instructions[i].at].members)
            if (const std::size_t distance = edit_distance(path.token, member.name, least);
                member.declared && distance < least && distance < member.name.size()) {
                least = distance;
                nearest = member.name;
            }
    }
    const Told told{index, keyword, "unknown-member"};
    if (nearest.empty())
        return tell(told, path, "No member of this name is allowed here; remove it.");
    return tell(told, path,
                "No member of this name is allowed here; did you mean \"" + std::string(nearest) +
                    "\"? Otherwise remove it.",
                {{"nearest", boost::json::string_view(nearest.data(), nearest.size())}});
}

bool Evaluator::tell_too_long(NodeIndex node, const ArrayTable& table, const Path& path) {
    return tell({node, table.rest_keyword, ""}, path,
                "This list is too long; at most " + std::to_string(table.prefix.size()) + " elements are allowed.",
                {{"maximum", table.prefix.size()}});
}

bool Evaluator::tell_contains(NodeIndex node, const ContainsTable& table, bool too_many, const Path& path) {
    if (m_report == nullptr)
        return false;
    const std::string_view word = too_many ? "maxContains" : table.minimum_given ? "minContains" : "contains";
    const std::uint64_t bound = too_many ? table.maximum : table.minimum;
    object parameters;
    parameters.emplace(too_many ? "maxContains" : "minContains", bound);
    return tell({node, word, ""}, path,
                (too_many ? "At most " : "At least ") + std::to_string(bound) +
                    " elements of a certain kind have to be in this list.",
                std::move(parameters));
}

bool Evaluator::tell_undecided(NodeIndex node, const BranchTable& table, std::string_view word, const object& members,
                               const Path& path) {
    boost::json::array allowed;
    std::string words;
    for (const auto& [name, branch] : table.by_value) {
        allowed.emplace_back(boost::json::string_view(name.data(), name.size()));
        words.append(words.empty() ? "" : ", ").append(name);
    }
    if (!members.contains(table.discriminator))
        return tell_missing({node, word, "required"}, table.discriminator, none, path,
                            {{"property", table.discriminator}, {"allowed", std::move(allowed)}});
    const Path below{&path, table.discriminator};
    return tell({node, word, "enum"}, below, "Choose one of: " + words + ".", {{"allowed", std::move(allowed)}});
}

bool Evaluator::tell_bound(NodeIndex node, std::string_view keyword, std::string_view sentence, std::uint32_t number,
                           const Path& path) {
    if (m_report == nullptr)
        return false;
    value bound = to_value(m_program.numbers[number]);
    std::string detail(sentence);
    detail.replace(detail.find('#'), 1, number_text(bound));
    // "1 characters" and the like.
    if (detail.find(" 1 ") != detail.npos && detail.ends_with("s."))
        detail.erase(detail.size() - 2, 1);
    object parameters;
    parameters.emplace(boost::json::string_view(keyword.data(), keyword.size()), std::move(bound));
    return tell({node, keyword, ""}, path, std::move(detail), std::move(parameters));
}

} // namespace integration_gallery::schema
