#include "catalog/importers/entry.hpp"
#include "catalog/lint/rules.hpp"
#include "catalog/localized_text.hpp"
#include "json/canonical.hpp"
#include "json/pointer.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <limits>
#include <optional>
#include <set>
#include <span>

namespace integration_gallery::catalog {
namespace {

namespace bj = boost::json;

constexpr int deepest = 32;

/// Keywords that are compared as a whole.
constexpr std::string_view conditions[] = {"pattern",
                                           "format",
                                           "multipleOf",
                                           "uniqueItems",
                                           "contains",
                                           "minContains",
                                           "maxContains",
                                           "propertyNames",
                                           "patternProperties",
                                           "dependentRequired",
                                           "dependentSchemas",
                                           "allOf",
                                           "anyOf",
                                           "not",
                                           "if",
                                           "then",
                                           "else",
                                           "prefixItems",
                                           "x-ig-key",
                                           "x-ig-visible-when",
                                           "unevaluatedItems",
                                           "unevaluatedProperties"};

constexpr std::string_view meaningful[] = {"x-ig-key", "x-ig-visible-when", "x-ig-destination"};

bool is_one_of(std::span<const std::string_view> words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// A schema, or part of one, without what people read and forms show.
bj::value without_texts(const bj::value& value) {
    if (const auto* list = value.if_array()) {
        bj::array out;
        for (const auto& one : *list)
            out.push_back(without_texts(one));
        return out;
    }
    const auto* object = value.if_object();
    if (object == nullptr)
        return value;
    bj::object out;
    for (const auto& member : *object) {
        const std::string_view name = member.key();
        const bool text = member.value().is_string() || is_text_object(member.value());
        const bool shown = ((name == "title" || name == "description") && text) ||
                           (name == "examples" && member.value().is_array()) ||
                           (name.starts_with("x-ig-") && !is_one_of(meaningful, name));
        if (!shown)
            out[name] = without_texts(member.value());
    }
    return out;
}

/// The section of a manifest, which is the library's own where none is said.
const bj::value& section_of(const bj::object& manifest, std::string_view name) {
    static const bj::value mapping = bj::object{{"$ref", "ig:data-mapping"}};
    static const bj::value sync = bj::object{{"$ref", "ig:sync-settings"}};
    static const bj::value nothing = bj::object();
    for (const auto& [given, section] : sections_of(manifest))
        if (given == name)
            return *section;
    return name == "dataMapping" ? mapping : name == "syncSettings" ? sync : nothing;
}

/// The places that a migration from the older version says something about, as pointers into the settings.
std::vector<std::string> migrated_places(const bj::object& manifest, const std::string& from) {
    std::vector<std::string> places;
    const auto* migrations = array_member(manifest, "migrations");
    if (migrations == nullptr)
        return places;
    for (const auto& one : *migrations) {
        const auto* migration = one.if_object();
        const auto* steps = migration != nullptr && text_member(*migration, "from") == from
                                ? array_member(*migration, "steps")
                                : nullptr;
        if (steps == nullptr)
            continue;
        for (const auto& step : *steps)
            if (step.is_object())
                for (const auto* name : {"pointer", "from", "to"})
                    if (auto place = text_member(step.get_object(), name); !place.empty())
                        places.push_back(std::move(place));
    }
    return places;
}

class Comparison {
public:
    Comparison(const bj::value& older_root, const bj::value& newer_root, std::string section,
               std::vector<std::string> migrated, LintSink& sink)
        : m_older_root(older_root), m_newer_root(newer_root), m_section(std::move(section)),
          m_migrated(std::move(migrated)), m_sink(sink) {}

    void run() { compare(m_older_root, m_newer_root, "/settings/" + m_section, "/" + m_section, 0); }

private:
    /// Follows references inside the section.
    static const bj::object* resolve(const bj::value& root, const bj::value& schema) {
        const auto* object = schema.if_object();
        for (int hops = 0; object != nullptr && hops < 8; ++hops) {
            const auto reference = text_member(*object, "$ref");
            if (!reference.starts_with("#/"))
                return object;
            const auto* target = json::find(root, std::string_view(reference).substr(1));
            object = target != nullptr ? target->if_object() : nullptr;
        }
        return object;
    }

    void broken(const std::string& pointer, const std::string& instance, std::string message) {
        const bool migrated = std::any_of(m_migrated.begin(), m_migrated.end(), [&](const std::string& place) {
            return json::is_within(instance, place) || json::is_within(place, instance);
        });
        m_sink.add(migrated ? LintFinding::Severity::note : LintFinding::Severity::error, pointer, "breaking-change",
                   std::move(message),
                   migrated ? "A migration speaks about this place; make sure that it does what is needed."
                            : "Add a migration from the older version, or take the change back.");
    }

    void compare(const bj::value& older_value, const bj::value& newer_value, const std::string& pointer,
                 const std::string& instance, int depth) {
        const auto* older = resolve(m_older_root, older_value);
        const auto* newer = resolve(m_newer_root, newer_value);
        if (older == nullptr || newer == nullptr || depth > deepest)
            return;
        if (text_member(*older, "$ref") != text_member(*newer, "$ref"))
            return broken(pointer, instance, "Another shared schema is referred to.");
        compare_types(*older, *newer, pointer, instance);
        compare_values(*older, *newer, pointer, instance);
        compare_limits(*older, *newer, pointer, instance);
        compare_marks(*older, *newer, pointer, instance);
        compare_members(*older, *newer, pointer, instance, depth);
        compare_branches(*older, *newer, pointer, instance, depth);
        for (const auto* name : {"items", "additionalProperties"})
            compare_rest(older->if_contains(name), newer->if_contains(name), pointer + "/" + name, instance + "/*",
                         depth + 1);
    }

    /// What is said about elements, or about members that are not declared.
    void compare_rest(const bj::value* older, const bj::value* newer, const std::string& pointer,
                      const std::string& instance, int depth) {
        if (newer == nullptr || *newer == true)
            return;
        const bool was_open = older == nullptr || *older == true;
        if (older != nullptr && older->is_object() && newer->is_object())
            compare(*older, *newer, pointer, instance, depth);
        else if (*newer == false ? older == nullptr || *older != false : was_open)
            broken(pointer, instance, "What was not declared is refused or has a form now.");
    }

    static std::set<std::string> types(const bj::object& schema) {
        std::set<std::string> out;
        const auto* type = schema.if_contains("type");
        if (const auto* list = type != nullptr ? type->if_array() : nullptr)
            for (const auto& one : *list)
                out.insert(text_of(&one).value_or(""));
        else if (type != nullptr)
            out.insert(text_of(type).value_or(""));
        if (out.contains("number"))
            out.insert("integer");
        return out;
    }

    void compare_types(const bj::object& older, const bj::object& newer, const std::string& pointer,
                       const std::string& instance) {
        const auto before = types(older);
        const auto after = types(newer);
        if (!after.empty() &&
            (before.empty() || !std::includes(after.begin(), after.end(), before.begin(), before.end())))
            broken(pointer + "/type", instance, "A type that was taken is not taken any more.");
    }

    static std::optional<std::set<std::string>> fixed(const bj::object& schema) {
        std::set<std::string> out;
        if (const auto* constant = schema.if_contains("const"))
            out.insert(json::canonical_text(*constant));
        else if (const auto* list = array_member(schema, "enum"))
            for (const auto& one : *list)
                out.insert(json::canonical_text(one));
        else
            return std::nullopt;
        return out;
    }

    void compare_values(const bj::object& older, const bj::object& newer, const std::string& pointer,
                        const std::string& instance) {
        const auto before = fixed(older);
        const auto after = fixed(newer);
        if (after && (!before || !std::includes(after->begin(), after->end(), before->begin(), before->end())))
            broken(pointer, instance, "A value that was taken is not taken any more.");
    }

    static double limit(const bj::object& schema, std::string_view name, double otherwise) {
        const auto* value = schema.if_contains(name);
        return value != nullptr && value->is_number() ? value->to_number<double>() : otherwise;
    }

    void compare_limits(const bj::object& older, const bj::object& newer, const std::string& pointer,
                        const std::string& instance) {
        constexpr double infinity = std::numeric_limits<double>::infinity();
        for (const auto* name : {"minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"})
            if (limit(newer, name, -infinity) > limit(older, name, -infinity))
                broken(pointer + "/" + name, instance, "A lower limit is higher than it was.");
        for (const auto* name : {"maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"})
            if (limit(newer, name, infinity) < limit(older, name, infinity))
                broken(pointer + "/" + name, instance, "An upper limit is lower than it was.");
        for (const auto name : conditions) {
            const auto* after = newer.if_contains(name);
            const auto* before = older.if_contains(name);
            const bool demands = after != nullptr && (name == "uniqueItems" ? *after == true : *after != true);
            if (demands && (before == nullptr || !json::equal(without_texts(*before), without_texts(*after))))
                broken(pointer + "/" + std::string(name), instance, "What a value has to look like has changed.");
        }
    }

    void compare_marks(const bj::object& older, const bj::object& newer, const std::string& pointer,
                       const std::string& instance) {
        if (is_true(older, "writeOnly") && !is_true(newer, "writeOnly"))
            broken(pointer + "/writeOnly", instance, "What was a secret is none any more: it is sealed in the store.");
        if (!is_true(older, "writeOnly") && is_true(newer, "writeOnly"))
            broken(pointer + "/writeOnly", instance, "What was none is a secret now: it stands in the store in clear.");
        if (is_true(older, "x-ig-destination") != is_true(newer, "x-ig-destination"))
            m_sink.warning(pointer + "/x-ig-destination", "breaking-change",
                           "Secrets are bound to another set of members than before.",
                           "Stored secrets have to be bound anew; say so in the release notes.");
    }

    void compare_members(const bj::object& older, const bj::object& newer, const std::string& pointer,
                         const std::string& instance, int depth) {
        static const bj::object none;
        const auto* before = object_member(older, "properties");
        const auto* after = object_member(newer, "properties");
        const auto& known = after != nullptr ? *after : none;
        for (const auto& member : before != nullptr ? *before : none) {
            std::string place = pointer + "/properties";
            std::string value = instance;
            json::append_token(place, member.key());
            json::append_token(value, member.key());
            if (const auto* now = known.if_contains(member.key()))
                compare(member.value(), *now, place, value, depth + 1);
            else
                broken(place, value, "A member was taken away.");
        }
        std::set<std::string> required;
        if (const auto* list = array_member(older, "required"))
            for (const auto& one : *list)
                required.insert(text_of(&one).value_or(""));
        if (const auto* list = array_member(newer, "required"))
            for (const auto& one : *list) {
                const auto name = text_of(&one).value_or("");
                std::string value = instance;
                json::append_token(value, name);
                const auto* property = object_member(known, name);
                if (!required.contains(name) && (property == nullptr || !property->contains("default")))
                    broken(pointer + "/required", value, "\"" + name + "\" is required now.");
            }
    }

    /// The branch's fixed text: what tells it from the others.
    static std::string branch_key(const bj::value& branch) {
        const auto* object = branch.if_object();
        const auto* properties = object != nullptr ? object_member(*object, "properties") : nullptr;
        if (properties != nullptr)
            for (const auto& member : *properties)
                if (const auto* property = member.value().if_object())
                    if (const auto values = fixed(*property); values && values->size() == 1)
                        return std::string(member.key()) + "=" + *values->begin();
        return {};
    }

    void compare_branches(const bj::object& older, const bj::object& newer, const std::string& pointer,
                          const std::string& instance, int depth) {
        const auto* before = array_member(older, "oneOf");
        const auto* after = array_member(newer, "oneOf");
        if (before == nullptr || after == nullptr) {
            if (before != after)
                broken(pointer + "/oneOf", instance, "A choice between branches was added or taken away.");
            return;
        }
        for (const auto& branch : *before) {
            const auto key = branch_key(branch);
            const auto found = std::find_if(after->begin(), after->end(), [&](const bj::value& one) {
                return !key.empty() && branch_key(one) == key;
            });
            if (found != after->end())
                compare(branch, *found, pointer + "/oneOf/" + std::to_string(found - after->begin()), instance,
                        depth + 1);
            else if (!key.empty())
                broken(pointer + "/oneOf", instance, "The branch with " + key + " was taken away.");
        }
    }

    const bj::value& m_older_root;
    const bj::value& m_newer_root;
    std::string m_section;
    std::vector<std::string> m_migrated;
    LintSink& m_sink;
};

} // namespace

void check_changes(const bj::object& older, const bj::object& manifest, LintSink& sink) {
    const auto version = text_member(older, "version");
    if (text_member(older, "name") != text_member(manifest, "name"))
        sink.error("/name", "breaking-change", "The name is another one: nothing that is stored would be found.",
                   "Keep the name, and change displayName instead.");
    const auto migrated = migrated_places(manifest, version);
    bool changed = false;
    for (const auto* name : {"authentication", "dataMapping", "syncSettings"}) {
        const auto& before = section_of(older, name);
        const auto& after = section_of(manifest, name);
        changed = changed || !json::equal(before, after);
        Comparison(before, after, name, migrated, sink).run();
    }
    if (changed && version == text_member(manifest, "version"))
        sink.warning("/version", "version-not-raised", "The settings have changed, and the version has not.",
                     "Raise the version: migrations and reports go by it.");
}

} // namespace integration_gallery::catalog
