#include "json/pointer.hpp"
#include "schema/compile/compiler.hpp"

namespace integration_gallery::schema {

using boost::json::object;
using boost::json::value;

namespace {

/// Deeper conditions are written by nobody, and reading them recurses.
constexpr std::size_t deepest_condition = 8;

} // namespace

void Compiler::compile_annotations(Current& at) {
    Node& node = m_program->nodes[at.node];
    Details& details = m_program->details[at.node];
    const auto is_true = [&](std::string_view name) {
        const value* given = keyword(at, name);
        return given != nullptr && *given == value(true);
    };
    if (const value* title = keyword(at, "title"))
        details.title = prose_of(*title);
    details.fallback = keyword(at, "default");
    details.destination = is_true("x-ig-destination");
    node.secret = is_true("writeOnly");
    details.secret = node.secret;
    if (const value* key = keyword(at, "x-ig-key"))
        details.key = text_of(*key);
    if (const value* condition = keyword(at, "x-ig-visible-when"))
        details.visible_when = compile_condition(at, *condition, 0);
    const value* type = keyword(at, "type");
    if (node.secret && type != nullptr && text_of(*type) != "string")
        complaint(at, "writeOnly", "secret-is-no-text",
                  "A secret is a text: write \"type\": \"string\", or take writeOnly away.");
}

std::uint32_t Compiler::compile_condition(const Current& at, const value& item, std::size_t depth) {
    const auto refuse = [&] {
        error(at, "x-ig-visible-when", "malformed-keyword",
              "x-ig-visible-when has to be " + std::string(describe_shape(Shape::condition)) +
                  ", with the pointer of a member of the document.");
        return none;
    };
    const object* given = item.if_object();
    if (given == nullptr || depth > deepest_condition)
        return refuse();
    Condition condition;
    if (const value* pointer = given->if_contains("pointer")) {
        const auto tokens = json::split_pointer(text_of(*pointer));
        const value* equal = given->if_contains("eq");
        const value* in = given->if_contains("in");
        const value* exists = given->if_contains("exists");
        if (!pointer->is_string() || !tokens || given->size() != 2)
            return refuse();
        condition.tokens = *tokens;
        if (equal != nullptr) {
            condition.kind = Condition::Kind::equals;
            condition.values.push_back(*equal);
        } else if (in != nullptr && in->is_array()) {
            condition.kind = Condition::Kind::in;
            condition.values.assign(in->get_array().begin(), in->get_array().end());
        } else if (exists != nullptr && exists->is_bool()) {
            condition.kind = Condition::Kind::exists;
            condition.exists = exists->get_bool();
        } else {
            return refuse();
        }
        return add_to(m_program->conditions, std::move(condition));
    }
    if (given->size() != 1)
        return refuse();
    const std::string_view word(given->begin()->key().data(), given->begin()->key().size());
    const value& below = given->begin()->value();
    const auto add_part = [&](const value& part) {
        const std::uint32_t index = compile_condition(at, part, depth + 1);
        if (index != none)
            condition.parts.push_back(index);
        return index != none;
    };
    if (word == "not") {
        condition.kind = Condition::Kind::negation;
        if (!add_part(below))
            return none;
    } else if ((word == "all" || word == "any") && below.is_array()) {
        condition.kind = word == "all" ? Condition::Kind::all : Condition::Kind::any;
        for (const value& part : below.get_array())
            if (!add_part(part))
                return none;
    } else {
        return refuse();
    }
    return add_to(m_program->conditions, std::move(condition));
}

} // namespace integration_gallery::schema
