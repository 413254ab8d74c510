#include "schema/compile/compiler.hpp"

namespace integration_gallery::schema {

using boost::json::value;

namespace {

std::uint8_t bits_of(std::string_view type) {
    if (type == "null")
        return type_bit::null;
    if (type == "boolean")
        return type_bit::boolean;
    if (type == "integer")
        return type_bit::integer;
    if (type == "number")
        return type_bit::number;
    if (type == "string")
        return type_bit::string;
    return type == "array" ? type_bit::array : type_bit::object;
}

} // namespace

void Compiler::compile_type(Current& at) {
    const value* type = keyword(at, "type");
    if (type == nullptr)
        return;
    std::uint8_t bits = 0;
    if (type->is_string())
        bits = bits_of(text_of(*type));
    else
        for (const value& name : type->get_array())
            bits = static_cast<std::uint8_t>(bits | bits_of(text_of(name)));
    m_program->nodes[at.node].types = bits;
}

void Compiler::compile_values(Current& at) {
    const auto constant = [&](const value& item) {
        if (const auto* text = item.if_string())
            m_program->details[at.node].constant = text;
    };
    if (const value* only = keyword(at, "const")) {
        constant(*only);
        at.groups.any.push_back({Op::constant, add_to(m_program->enumerations, Enumeration{{*only}})});
    }
    if (const value* list = keyword(at, "enum")) {
        const auto& values = list->get_array();
        if (values.empty())
            complaint(at, "enum", "contradiction", "An empty enum allows no value at all; list the allowed values.");
        if (values.size() == 1)
            constant(values.front());
        at.groups.any.push_back(
            {Op::enumeration, add_to(m_program->enumerations, Enumeration{{values.begin(), values.end()}})});
    }
}

void Compiler::compile_numbers(Current& at) {
    static constexpr std::pair<std::string_view, Op> bounds[] = {{"minimum", Op::minimum},
                                                                 {"maximum", Op::maximum},
                                                                 {"exclusiveMinimum", Op::exclusive_minimum},
                                                                 {"exclusiveMaximum", Op::exclusive_maximum},
                                                                 {"multipleOf", Op::multiple_of},
                                                                 {"minLength", Op::min_length},
                                                                 {"maxLength", Op::max_length},
                                                                 {"minItems", Op::min_items},
                                                                 {"maxItems", Op::max_items},
                                                                 {"minProperties", Op::min_properties},
                                                                 {"maxProperties", Op::max_properties}};
    for (const auto& [name, op] : bounds) {
        const value* bound = keyword(at, name);
        if (bound == nullptr)
            continue;
        auto& group = op <= Op::multiple_of  ? at.groups.numbers
                      : op <= Op::max_length ? at.groups.strings
                      : op <= Op::max_items  ? at.groups.arrays
                                             : at.groups.objects;
        group.push_back({op, add_to(m_program->numbers, to_number(*bound))});
    }
}

bool Compiler::has_memory_for(const Current& at, std::string_view name, const Pattern& pattern) {
    const bool had = m_pattern_bytes <= m_options.limits.memory;
    m_pattern_bytes += pattern.bytes();
    if (m_pattern_bytes <= m_options.limits.memory)
        return true;
    if (had)
        error(at, name, "too-large",
              "The patterns of this schema together need more memory than is allowed; use fewer, or lower counts.");
    return false;
}

void Compiler::compile_strings(Current& at) {
    if (const value* pattern = keyword(at, "pattern");
        pattern != nullptr && m_pattern_bytes <= m_options.limits.memory) {
        std::string problem;
        Pattern compiled = Pattern::compile(text_of(*pattern), problem);
        const value* message = keyword(at, "x-ig-pattern-message");
        if (!problem.empty())
            error(at, "pattern", "invalid-pattern", problem);
        else if (!has_memory_for(at, "pattern", compiled))
            return;
        else
            at.groups.strings.push_back(
                {Op::pattern, add_to(m_program->patterns,
                                     PatternTable{std::move(compiled), message ? prose_of(*message) : std::string()})});
    }
    const value* format = keyword(at, "format");
    if (format == nullptr || m_options.formats == Formats::annotation)
        return;
    const std::string name(text_of(*format));
    if (const FormatCheck check = find_format(name)) {
        at.groups.strings.push_back({Op::format, add_to(m_program->formats, FormatTable{check, name})});
        return;
    }
    std::string_view meant;
    std::size_t least = 3;
    for (const std::string_view known : format_names())
        if (const std::size_t distance = edit_distance(name, known, least); distance < least) {
            least = distance;
            meant = known;
        }
    m_findings.warning(m_program->details[at.node].pointer + "/format", "unknown-format",
                       "This format is not checked" +
                           (meant.empty() ? std::string(".") : "; did you mean " + std::string(meant) + "?"));
}

} // namespace integration_gallery::schema
