#include "header/model.hpp"

#include "header/identifier.hpp"
#include "header/schema_view.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace command::header {
namespace {

namespace ig = integration_gallery;
namespace json = boost::json;

/// A type, and whether null is allowed beside it.
struct Built {
    std::size_t type = 0;
    bool nullable = false;
};

/// Where a schema stands: the name that its type gets, and the pointer of its instance in the settings if it has one.
struct Place {
    std::string name;
    std::optional<std::string> pointer;

    Place member(std::string_view member) const {
        return {name + pascal_case(member), pointer ? std::optional(*pointer + "/" + escaped(member)) : std::nullopt};
    }
    Place item() const { return {name + "Item", std::nullopt}; }
};

class Builder {
public:
    explicit Builder(Model& model) : m_model(model) { m_names = {"Settings", "Mismatch", "Place", "Reader"}; }

    std::size_t section(const json::value& form, const std::string& name, const std::string& pointer) {
        m_form = &form;
        m_references.clear();
        return build(form, {name, pointer}).type;
    }

private:
    std::size_t add(Type type = {}) {
        m_model.types.push_back(std::move(type));
        return m_model.types.size() - 1;
    }

    Built build(const json::value& schema, const Place& place) {
        const SchemaView view(schema);
        if (const auto reference = view.reference()) {
            if (const auto found = m_references.find(*reference); found != m_references.end())
                return found->second;
            const json::value* target = resolve(*m_form, *reference);
            if (target == nullptr)
                return {add(), false};
            // Known before it is built, because it may contain itself.
            const Place shared =
                &schema == m_form ? place : Place{reference_name(*reference, place.name), std::nullopt};
            const std::size_t index = add();
            m_references[*reference] = {index, SchemaView(*target).nullable()};
            fill(index, SchemaView(*target), shared);
            return m_references[*reference];
        }
        const std::size_t index = add();
        fill(index, view, place);
        return {index, view.nullable()};
    }

    static std::string reference_name(std::string_view reference, const std::string& otherwise) {
        const auto slash = reference.rfind('/');
        if (slash == std::string_view::npos)
            return otherwise;
        std::string name = pascal_case(reference.substr(slash + 1));
        const bool is_section = name == "Authentication" || name == "DataMapping" || name == "SyncSettings";
        const bool begins_well = name.front() >= 'A' && name.front() <= 'Z';
        return is_section || !begins_well ? "Definition" + name : name;
    }

    void fill(std::size_t index, const SchemaView& view, const Place& place) {
        Type type;
        type.title = view.text("title");
        if (view.alternatives() != nullptr) {
            fill_choice(type, view, place);
        } else if (const auto words = view.words()) {
            type.kind = Kind::enumeration;
            type.name = unique(place.name, m_names);
            std::set<std::string> taken;
            for (const auto& word : *words)
                type.values.push_back({word, unique(snake_case(word), taken)});
        } else {
            const std::string_view kind = view.type();
            if (kind == "string")
                type.kind = Kind::text;
            else if (kind == "integer")
                type.kind = Kind::integer;
            else if (kind == "number")
                type.kind = Kind::number;
            else if (kind == "boolean")
                type.kind = Kind::boolean;
            else if (kind == "array")
                fill_array(type, view, place);
            else if (kind == "object")
                fill_object(type, {view}, place, {});
        }
        m_model.types[index] = std::move(type);
    }

    void fill_array(Type& type, const SchemaView& view, const Place& place) {
        const json::value* items = view.find("items");
        if (items == nullptr || view.find("prefixItems") != nullptr)
            return;
        const Built item = build(*items, place.item());
        type.kind = Kind::array;
        type.item = item.nullable ? add() : item.type;
    }

    void fill_object(Type& type, const std::vector<SchemaView>& parts, const Place& place, std::string_view told) {
        const bool closed =
            std::ranges::any_of(parts, [](const SchemaView& part) { return part.properties() != nullptr; });
        if (!closed && told.empty()) {
            const json::value* others = parts.front().find("additionalProperties");
            if (others != nullptr && others->is_object() && !others->get_object().empty()) {
                const Built item = build(*others, place.item());
                type.kind = Kind::map;
                type.item = item.nullable ? add() : item.type;
            }
            return;
        }
        type.kind = Kind::object;
        type.name = unique(place.name, m_names);
        std::set<std::string> taken;
        std::set<std::string> seen;
        for (const SchemaView& part : parts) {
            if (part.properties() == nullptr)
                continue;
            for (const auto& [name, schema] : *part.properties()) {
                if (name != told && seen.insert(std::string(name)).second)
                    add_member(type, taken, name, schema, parts, place);
            }
        }
    }

    void add_member(Type& type, std::set<std::string>& taken, std::string_view name, const json::value& schema,
                    const std::vector<SchemaView>& parts, const Place& place) {
        const SchemaView own(schema);
        const json::value* target = own.reference() ? resolve(*m_form, *own.reference()) : nullptr;
        const SchemaView view = target != nullptr ? SchemaView(*target) : own;
        const std::string title = own.text("title").empty() ? view.text("title") : own.text("title");
        const Place there = place.member(name);
        if (view.is_secret() || own.is_secret()) {
            if (there.pointer)
                type.secrets.push_back(
                    {unique(snake_case(std::string(name) + "_secret"), taken), title, *there.pointer});
            return;
        }
        const Built built = build(schema, there);
        Member member;
        member.name = name;
        member.identifier = unique(snake_case(name), taken);
        member.title = title;
        member.type = built.type;
        const json::value* otherwise = own.find("default") != nullptr ? own.find("default") : view.find("default");
        const bool hidden = own.find("x-ig-visible-when") != nullptr || built.nullable;
        const bool required =
            std::ranges::any_of(parts, [&](const SchemaView& part) { return part.requires_member(name); });
        if (!hidden && otherwise != nullptr) {
            member.presence = Member::Presence::defaulted;
            member.default_text = json::serialize(*otherwise);
        } else if (!hidden && required) {
            member.presence = Member::Presence::required;
        }
        type.members.push_back(std::move(member));
    }

    void fill_choice(Type& type, const SchemaView& view, const Place& place) {
        std::vector<SchemaView> branches;
        for (const auto& branch : *view.alternatives()) {
            const SchemaView own(branch);
            const json::value* target = own.reference() ? resolve(*m_form, *own.reference()) : &branch;
            if (target == nullptr || SchemaView(*target).properties() == nullptr)
                return;
            branches.emplace_back(*target);
        }
        const auto told = tell_apart(branches);
        if (!told)
            return;
        type.kind = Kind::choice;
        type.name = unique(place.name, m_names);
        type.discriminator = told->discriminator;
        for (std::size_t number = 0; number < branches.size(); ++number) {
            const std::size_t index = add();
            Type branch;
            branch.title = branches[number].text("title");
            fill_object(branch, {branches[number], view},
                        {type.name + pascal_case(told->labels[number]), place.pointer}, told->discriminator);
            m_model.types[index] = std::move(branch);
            type.branches.push_back({told->labels[number], index});
        }
    }

    Model& m_model;
    const json::value* m_form = nullptr;
    std::map<std::string, Built> m_references;
    std::set<std::string> m_names;
};

} // namespace

Model make_model(const ig::Manifest& manifest) {
    Model model;
    model.integration = manifest.name();
    model.version = manifest.version();
    Builder builder(model);
    for (std::size_t number = 0; number < model.sections.size(); ++number) {
        const auto section = static_cast<ig::Section>(number);
        const std::string name(ig::section_name(section));
        const json::value form = manifest.form(section);
        const json::value* otherwise = SchemaView(form).find("default");
        model.sections[number] = {name, snake_case(name), builder.section(form, pascal_case(name), "/" + name),
                                  otherwise != nullptr ? json::serialize(*otherwise) : "{}"};
    }
    put_in_order(model);
    return model;
}

} // namespace command::header
