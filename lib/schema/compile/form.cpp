#include "json/pointer.hpp"
#include "schema/compile/compiler.hpp"
#include "schema/compile/uri.hpp"

#include <set>

namespace integration_gallery::schema {

using boost::json::object;
using boost::json::value;

namespace {

/// Names the resources in $defs, beside what the schema already has there.
std::vector<std::string> name_resources(const Program& program, const Documents& documents) {
    std::set<std::string, std::less<>> taken;
    if (const auto* top = program.documents.front().if_object())
        if (const value* definitions = top->if_contains("$defs"); definitions != nullptr && definitions->is_object())
            for (const auto& entry : definitions->get_object())
                taken.emplace(entry.key());
    std::vector<std::string> names(program.documents.size());
    for (std::uint32_t i = 1; i < names.size(); ++i) {
        std::string name = documents.document_id(i);
        while (!taken.insert(name).second)
            name += "'";
        names[i] = std::move(name);
    }
    return names;
}

} // namespace

value make_form(const Program& program, const std::vector<const Place*>& places, const Documents& documents) {
    value form = program.documents.front();
    object* top = form.if_object();
    if (top == nullptr)
        return form;
    const auto names = name_resources(program, documents);
    const auto pointer_to = [&](const Place& place) {
        std::string pointer;
        if (place.document != 0) {
            pointer = "/$defs";
            json::append_token(pointer, names[place.document]);
        }
        return pointer + place.pointer;
    };
    if (names.size() > 1) {
        value& definitions = top->emplace("$defs", object()).first->value();
        if (auto* map = definitions.if_object())
            for (std::uint32_t i = 1; i < names.size(); ++i)
                map->emplace(names[i], program.documents[i]);
    }
    // Anchors and ids are taken away where schemas are, and nowhere else: a `const` may well have a member "$id".
    for (NodeIndex node = 0; node < places.size(); ++node) {
        value* copy = json::find(form, pointer_to(*places[node]));
        object* schema = copy != nullptr ? copy->if_object() : nullptr;
        if (schema == nullptr)
            continue;
        for (const std::string_view word : {"$id", "$anchor", "$dynamicAnchor", "$dynamicRef"})
            schema->erase(word);
        if (places[node]->document != 0)
            schema->erase("$schema");
        const Node& compiled = program.nodes[node];
        for (std::uint32_t i = compiled.any; i < compiled.end; ++i) {
            const Instruction& instruction = program.instructions[i];
            NodeIndex target = none;
            if (instruction.op == Op::reference)
                target = instruction.at;
            else if (instruction.op == Op::dynamic_reference && !schema->contains("$ref"))
                target = program.dynamic_references[instruction.at].target;
            if (target != none)
                (*schema)["$ref"] = "#" + encode_fragment(pointer_to(*places[target]));
        }
    }
    return form;
}

} // namespace integration_gallery::schema
