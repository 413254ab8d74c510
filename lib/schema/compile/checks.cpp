#include "schema/compile/compiler.hpp"

#include <algorithm>

namespace integration_gallery::schema {

using boost::json::value;

void Compiler::check_contradictions(const Current& at) {
    const auto ordered = [&](std::string_view low, std::string_view high, bool strictly) {
        const value* least = keyword(at, low);
        const value* most = keyword(at, high);
        if (least == nullptr || most == nullptr)
            return;
        const auto order = compare(to_number(*least), to_number(*most));
        if (order > 0 || (strictly && order == 0))
            complaint(at, low, "contradiction",
                      "No value is allowed: " + std::string(low) + " is beyond " + std::string(high) + ".");
    };
    ordered("minimum", "maximum", false);
    ordered("minimum", "exclusiveMaximum", true);
    ordered("exclusiveMinimum", "maximum", true);
    ordered("exclusiveMinimum", "exclusiveMaximum", true);
    ordered("minLength", "maxLength", false);
    ordered("minItems", "maxItems", false);
    ordered("minProperties", "maxProperties", false);
    ordered("minContains", "maxContains", false);

    const std::uint8_t types = m_program->nodes[at.node].types;
    const auto fits = [&](const value& item) { return (type_of(item) & types) != 0; };
    if (const value* only = keyword(at, "const"); only != nullptr && !fits(*only))
        complaint(at, "const", "contradiction", "No value is allowed: the const is not of the type.");
    if (const value* list = keyword(at, "enum"); list != nullptr && !list->get_array().empty()) {
        const auto& values = list->get_array();
        if (std::none_of(values.begin(), values.end(), fits))
            complaint(at, "enum", "contradiction", "No value is allowed: no value of the enum is of the type.");
    }
    const auto looks_at = [&](std::uint8_t bits, const std::vector<Instruction>& group, std::string_view word) {
        if ((types & bits) != 0 || group.empty())
            return;
        m_findings.complaint(m_program->details[at.node].pointer, "without-effect",
                             "A keyword here looks at " + std::string(word) +
                                 ", and the type allows none; change the type, or remove the keyword.");
    };
    looks_at(type_bit::number, at.groups.numbers, "numbers");
    looks_at(type_bit::string, at.groups.strings, "texts");
    looks_at(type_bit::array, at.groups.arrays, "lists");
    looks_at(type_bit::object, at.groups.objects, "objects");

    const value* additional = keyword(at, "additionalProperties");
    const value* required = keyword(at, "required");
    if (additional == nullptr || required == nullptr || *additional != value(false) ||
        keyword(at, "patternProperties") != nullptr)
        return;
    const value* properties = keyword(at, "properties");
    for (const value& name : required->get_array())
        if (properties == nullptr || !properties->get_object().contains(text_of(name)))
            complaint(at, "required", "contradiction",
                      "No value is allowed: \"" + std::string(text_of(name)) +
                          "\" is required, but not among the properties, and others are refused.");
}

void Compiler::check_cycles() {
    // Depth first, with a stack of our own: white, grey (on the way), black.
    std::vector<std::uint8_t> colour(m_places.size(), 0);
    std::vector<std::pair<NodeIndex, std::size_t>> stack;
    for (NodeIndex start = 0; start < m_places.size(); ++start) {
        if (colour[start] != 0)
            continue;
        stack.assign(1, {start, 0});
        colour[start] = 1;
        while (!stack.empty()) {
            auto& [node, next] = stack.back();
            if (next == m_edges[node].in_place.size()) {
                colour[node] = 2;
                stack.pop_back();
                continue;
            }
            const NodeIndex to = m_edges[node].in_place[next++];
            if (to == none || colour[to] == 2)
                continue;
            if (colour[to] == 1) {
                m_findings.error(m_program->details[node].pointer, "reference-cycle",
                                 "This schema leads back to itself without going into a member or an element, so no "
                                 "value can ever be checked against it.");
                continue;
            }
            colour[to] = 1;
            stack.emplace_back(to, 0);
        }
    }
}

void Compiler::check_secrets_in_lists() {
    // Which subschemas hold a secret at some depth: backwards from the secrets.
    std::vector<std::vector<NodeIndex>> above(m_places.size());
    std::vector<NodeIndex> work;
    std::vector<bool> holds(m_places.size(), false);
    for (NodeIndex node = 0; node < m_places.size(); ++node)
        if (m_program->nodes[node].secret) {
            work.push_back(node);
            holds[node] = true;
        }
    if (work.empty())
        return;
    for (NodeIndex node = 0; node < m_places.size(); ++node)
        for (const auto* edges : {&m_edges[node].in_place, &m_edges[node].below})
            for (const NodeIndex to : *edges)
                if (to != none)
                    above[to].push_back(node);
    while (!work.empty()) {
        const NodeIndex node = work.back();
        work.pop_back();
        for (const NodeIndex parent : above[node])
            if (!holds[parent]) {
                holds[parent] = true;
                work.push_back(parent);
            }
    }
    for (NodeIndex node = 0; node < m_places.size(); ++node)
        for (std::uint32_t i = m_program->nodes[node].arrays; i < m_program->nodes[node].objects; ++i) {
            const Instruction& instruction = m_program->instructions[i];
            if (instruction.op != Op::items)
                continue;
            ArrayTable& table = m_program->arrays[instruction.at];
            if (table.rest == none || !holds[table.rest])
                continue;
            table.distinct = !table.key.empty();
            if (table.key.empty())
                m_findings.complaint(m_program->details[node].pointer + "/" + std::string(table.rest_keyword),
                                     "secret-in-list",
                                     "The elements hold a secret, so they must be told apart: name the member that "
                                     "identifies an element with x-ig-key.");
        }
}

} // namespace integration_gallery::schema
