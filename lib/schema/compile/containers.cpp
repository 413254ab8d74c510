#include "schema/compile/compiler.hpp"

namespace integration_gallery::schema {

using boost::json::value;

namespace {

std::uint64_t count_of(const value* item, std::uint64_t absent) {
    if (item == nullptr)
        return absent;
    const Number number = to_number(*item);
    return number.kind == Number::Kind::natural ? number.natural : std::numeric_limits<std::uint64_t>::max();
}

} // namespace

void Compiler::compile_arrays(Current& at) {
    ArrayTable table;
    const bool modern = at.place->dialect == Dialect::draft2020_12;
    const value* prefix = keyword(at, modern ? "prefixItems" : "items");
    const value* rest = keyword(at, "items");
    table.rest_keyword = "items";
    if (!modern) {
        if (prefix != nullptr && prefix->is_array()) {
            rest = keyword(at, "additionalItems");
            table.rest_keyword = "additionalItems";
        } else {
            prefix = nullptr;
        }
    }
    if (prefix != nullptr)
        for (const value& element : prefix->get_array())
            table.prefix.push_back(child(element, false));
    if (rest != nullptr) {
        table.rest_given = true;
        if (*rest != value(true))
            table.rest = child(*rest, false);
    }
    if (const value* key = keyword(at, "x-ig-key"))
        table.key = text_of(*key);
    if (!table.prefix.empty() || table.rest_given)
        at.groups.arrays.push_back({Op::items, add_to(m_program->arrays, std::move(table))});
    if (const value* contains = keyword(at, "contains")) {
        const value* minimum = keyword(at, "minContains");
        const std::uint64_t most = count_of(keyword(at, "maxContains"), std::numeric_limits<std::uint64_t>::max());
        at.groups.arrays.push_back(
            {Op::contains, add_to(m_program->contains, ContainsTable{child(*contains, false), count_of(minimum, 1),
                                                                     most, minimum != nullptr})});
    }
    if (const value* unique = keyword(at, "uniqueItems"); unique != nullptr && unique->get_bool())
        at.groups.arrays.push_back({Op::unique_items, 0});
}

void Compiler::compile_objects(Current& at) {
    const value* properties = keyword(at, "properties");
    const value* required = keyword(at, "required");
    const value* patterns = keyword(at, "patternProperties");
    const value* additional = keyword(at, "additionalProperties");
    if (const value* names = keyword(at, "propertyNames"))
        at.groups.objects.push_back({Op::property_names, child(*names, false)});
    if (properties == nullptr && required == nullptr && patterns == nullptr && additional == nullptr)
        return;
    ObjectTable table;
    if (properties != nullptr)
        for (const auto& property : properties->get_object()) {
            Member member;
            member.name = property.key();
            member.node = child(property.value(), false);
            member.declared = true;
            table.members.push_back(std::move(member));
        }
    table.index();
    if (required != nullptr) {
        std::vector<Member> undeclared;
        for (const value& name : required->get_array()) {
            if (const Member* member = table.find(text_of(name))) {
                const_cast<Member*>(member)->required = true;
                continue;
            }
            Member member;
            member.name = text_of(name);
            member.required = true;
            undeclared.push_back(std::move(member));
        }
        for (Member& member : undeclared)
            table.members.push_back(std::move(member));
    }
    if (patterns != nullptr)
        for (const auto& entry : patterns->get_object()) {
            std::string problem;
            Pattern pattern = Pattern::compile({entry.key().data(), entry.key().size()}, problem);
            if (!problem.empty())
                error(at, "patternProperties", "invalid-pattern", problem);
            else if (!has_memory_for(at, "patternProperties", pattern))
                break;
            table.patterns.push_back({std::move(pattern), child(entry.value(), false)});
        }
    if (additional != nullptr) {
        table.additional_given = true;
        if (*additional != value(true))
            table.additional = child(*additional, false);
    }
    table.index();
    at.groups.objects.push_back({Op::members, add_to(m_program->objects, std::move(table))});
}

void Compiler::compile_dependencies(Current& at) {
    std::vector<DependentNames> names;
    std::vector<DependentNode> schemas;
    for (const std::string_view word : {"dependentRequired", "dependentSchemas", "dependencies"}) {
        const value* given = keyword(at, word);
        if (given == nullptr)
            continue;
        for (const auto& entry : given->get_object()) {
            if (const auto* list = entry.value().if_array()) {
                DependentNames dependent{std::string(entry.key()), {}, word};
                for (const value& name : *list)
                    dependent.required.emplace_back(text_of(name));
                names.push_back(std::move(dependent));
            } else {
                schemas.push_back({std::string(entry.key()), child(entry.value(), true), word});
            }
        }
    }
    if (!names.empty())
        at.groups.objects.push_back({Op::dependent_required, add_to(m_program->dependent_names, std::move(names))});
    if (!schemas.empty())
        at.groups.objects.push_back({Op::dependent_schemas, add_to(m_program->dependent_nodes, std::move(schemas))});
}

} // namespace integration_gallery::schema
