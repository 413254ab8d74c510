#include "catalog/importers/airbyte_schema.hpp"

#include "catalog/importers/airbyte_keywords.hpp"
#include "catalog/importers/choice.hpp"
#include "catalog/importers/closing.hpp"
#include "catalog/importers/field_checks.hpp"
#include "catalog/importers/plain_text.hpp"
#include "catalog/name_rules.hpp"
#include "json/pointer.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <set>
#include <utility>

namespace integration_gallery::catalog {
namespace {

namespace bj = boost::json;

constexpr std::size_t most_nodes = 10'000;
constexpr int deepest = 40;

/// Where a subschema stands and what is known there already.
struct Place {
    std::string pointer;
    std::string name;                             ///< of the property, "" if it is none
    bool secret = false;                          ///< everything inside is secret
    bool in_list = false;                         ///< inside the elements of an array
    bool tested = false;                          ///< inside `not` or `if`: says nothing about the form
    const bj::object* outer_properties = nullptr; ///< of the schema that this is a branch of
    int depth = 0;

    Place below(std::string_view keyword) const {
        Place place = *this;
        json::append_token(place.pointer, keyword);
        place.outer_properties = nullptr;
        ++place.depth;
        return place;
    }
    Place below(std::string_view keyword, std::string_view member) const {
        Place place = below(keyword);
        json::append_token(place.pointer, member);
        return place;
    }
};

class Converter {
public:
    Converter(const bj::object& root, EntryNotes& notes) : m_root(root), m_notes(notes) {}

    bj::object run() {
        Place place;
        auto converted = object_schema(m_root, place);
        const auto* type = converted.if_contains("type");
        if (type != nullptr && *type != "object")
            throw EntryRefused{"/type", "not-an-object", "The specification does not describe an object."};
        converted["type"] = "object";
        converted.erase("title"); // "Postgres Source Spec" is no heading for people
        close_objects(converted, m_notes);
        return converted;
    }

private:
    bj::value schema(const bj::value& in, const Place& place) {
        if (in.is_bool())
            return in;
        if (const auto* object = in.if_object())
            return object_schema(*object, place);
        throw EntryRefused{place.pointer, "malformed-schema", "A schema is an object, true or false."};
    }

    bj::object object_schema(const bj::object& in, Place place) {
        if (++m_nodes > most_nodes || place.depth > deepest)
            throw EntryRefused{place.pointer, "too-complex", "The specification has too many or too deep schemas."};
        if (const auto* reference = in.if_contains("$ref"))
            return referred(*reference, place);
        if (const auto* all = array_member(in, "allOf"); all != nullptr && all->size() == 1 && in.size() == 1)
            return object_schema_of(all->front(), place.below("allOf", "0"));
        bj::object out;
        read_type(in, out, place);
        place.secret = place.secret || marked_secret(in, place);
        for (const auto& member : in)
            keyword(member.key(), member.value(), in, out, place);
        declare_required(in, out, place);
        if (auto* branches = out.if_contains("oneOf"); branches != nullptr && !place.tested)
            settle_discriminator(branches->get_array(), place.pointer + "/oneOf", m_notes);
        if (!place.tested)
            mark_text(in, out, place);
        check_values(out, place);
        return out;
    }

    bj::object object_schema_of(const bj::value& in, const Place& place) {
        auto converted = schema(in, place);
        if (converted.is_bool())
            throw EntryRefused{place.pointer, "malformed-schema", "A schema is an object here."};
        return std::move(converted.get_object());
    }

    bj::object referred(const bj::value& reference, const Place& place) {
        const auto* text = reference.if_string();
        if (text == nullptr || !std::string_view(*text).starts_with("#"))
            throw EntryRefused{place.pointer, "remote-reference",
                               "Only references into the same document are followed."};
        const std::string target(std::string_view(*text).substr(1));
        const bj::value* found = find_in_root(target);
        if (found == nullptr || std::find(m_open.begin(), m_open.end(), target) != m_open.end())
            throw EntryRefused{place.pointer, found == nullptr ? "unknown-reference" : "reference-cycle",
                               "The reference names no schema, or one that it stands in itself."};
        m_open.push_back(target);
        Place there = place;
        ++there.depth;
        auto converted = object_schema_of(*found, there);
        m_open.pop_back();
        return converted;
    }

    const bj::value* find_in_root(const std::string& pointer) const {
        if (!pointer.starts_with('/'))
            return nullptr;
        const auto tokens = json::split_pointer(pointer);
        const auto* first = tokens && !tokens->empty() ? m_root.if_contains(tokens->front()) : nullptr;
        if (first == nullptr)
            return nullptr;
        std::string rest;
        for (std::size_t i = 1; i < tokens->size(); ++i)
            json::append_token(rest, (*tokens)[i]);
        return json::find(*first, rest);
    }

    void read_type(const bj::object& in, bj::object& out, const Place& place) {
        const auto* type = in.if_contains("type");
        if (type == nullptr)
            return;
        bj::array kept;
        bool dropped = false;
        const auto take = [&](const bj::value& one) {
            if (one.is_null() || one == "null")
                dropped = true;
            else if (is_type_name(one))
                kept.push_back(one);
            else
                throw EntryRefused{place.pointer + "/type", "unknown-type", "The type is none of JSON Schema's."};
        };
        if (const auto* list = type->if_array())
            std::for_each(list->begin(), list->end(), take);
        else
            take(*type);
        if (dropped)
            m_notes.note(place.pointer + "/type", "null-dropped",
                         "null is not taken: a member without a value is absent.");
        if (kept.size() == 1)
            out["type"] = kept.front();
        else if (!kept.empty())
            out["type"] = std::move(kept);
    }

    bool marked_secret(const bj::object& in, const Place& place) {
        if (place.tested)
            return false;
        if (const auto* mark = in.if_contains("airbyte_secret");
            mark != nullptr && mark->is_bool() && !mark->get_bool())
            m_notes.note(place.pointer, "declared-not-secret", "This member is declared not to be a secret.");
        const bool secret =
            is_true(in, "airbyte_secret") || is_true(in, "writeOnly") || text_member(in, "format") == "password";
        const auto type = text_member(in, "type");
        if (secret && (type == "integer" || type == "number" || type == "boolean"))
            throw EntryRefused{place.pointer, "secret-is-no-text", "A secret that is no text cannot be sealed."};
        return secret;
    }

    void keyword(std::string_view name, const bj::value& value, const bj::object& in, bj::object& out,
                 const Place& place) {
        const auto* known = find_airbyte_keyword(name);
        if (known == nullptr)
            return unknown(name, place);
        const bool tested = known->kind == KeywordKind::test;
        Place inside = place.below(name);
        inside.tested = place.tested || tested;
        inside.name.clear();
        switch (known->kind) {
        case KeywordKind::handled:
            return;
        case KeywordKind::dropped:
            return m_notes.note(place.pointer, "keyword-dropped",
                                "The keyword \"" + std::string(name) + "\" has no use here.");
        case KeywordKind::prose:
            if (const auto* text = value.if_string(); text != nullptr && !text->empty())
                out[name] = without_html(std::string_view(*text));
            return;
        case KeywordKind::plain:
            if (!known->fits(value))
                return malformed(name, place);
            out[known->becomes.empty() ? name : known->becomes] = value;
            return;
        case KeywordKind::bound:
            return bound(name, value, in, out, place);
        case KeywordKind::pattern:
            if (keep_pattern(value, place.pointer, m_notes))
                out[name] = value;
            return;
        case KeywordKind::format:
            if (keep_format(value, place.pointer, m_notes))
                out[name] = value;
            return;
        case KeywordKind::test:
        case KeywordKind::schema:
            inside.in_list = place.in_list || name == "contains";
            // Who names a member himself, such as a header, may put anything into it.
            inside.secret = place.secret || (name == "additionalProperties" && !place.tested && !place.in_list);
            out[name] = schema(value, inside);
            return;
        case KeywordKind::items:
            return items(value, out, place);
        case KeywordKind::members:
            return members(name, value, out, place);
        case KeywordKind::branches:
            return branches(name, value, in, out, place);
        case KeywordKind::dependencies:
            return dependencies(value, out, place);
        }
    }

    void bound(std::string_view name, const bj::value& value, const bj::object& in, bj::object& out,
               const Place& place) {
        const auto* inclusive = in.if_contains(name == "exclusiveMinimum" ? "minimum" : "maximum");
        if (value.is_number())
            out[name] = value;
        else if (value.is_bool() && inclusive != nullptr && inclusive->is_number()) { // as in draft 4
            if (value.get_bool())
                out[name] = *inclusive;
        } else
            malformed(name, place);
    }

    void items(const bj::value& value, bj::object& out, const Place& place) {
        Place inside = place.below("items");
        inside.in_list = true;
        const auto* list = value.if_array();
        if (list == nullptr) {
            out["items"] = schema(value, inside);
            return;
        }
        bj::array converted;
        for (const auto& one : *list)
            converted.push_back(schema(one, inside));
        if (!converted.empty())
            out["prefixItems"] = std::move(converted);
    }

    void members(std::string_view name, const bj::value& value, bj::object& out, const Place& place) {
        const auto* map = value.if_object();
        if (map == nullptr)
            return malformed(name, place);
        bj::object converted;
        for (const auto& member : *map) {
            if (name == "patternProperties" && !keep_pattern(bj::value(member.key()), place.pointer, m_notes))
                throw EntryRefused{place.pointer, "invalid-pattern", "A pattern for member names cannot be used."};
            Place inside = place.below(name, member.key());
            inside.name = name == "properties" ? std::string(member.key()) : std::string();
            converted[member.key()] = inside.tested || !is_anything(member.value())
                                          ? schema(member.value(), inside)
                                          : schema(with_text_type(member.value(), inside), inside);
        }
        out[name] = std::move(converted);
    }

    /// Does it leave open what the value is?
    static bool is_anything(const bj::value& schema) {
        const auto* object = schema.if_object();
        if (object == nullptr)
            return schema.is_bool() && schema.get_bool();
        return !object->contains("type") && !object->contains("const") && !object->contains("enum") &&
               !object->contains("$ref") && !is_container(*object);
    }

    bj::value with_text_type(const bj::value& schema, const Place& place) {
        bj::object typed = schema.is_object() ? schema.get_object() : bj::object();
        typed["type"] = "string";
        m_notes.warn(place.pointer, "type-missing", "The member says nothing of its type; it is taken as a text.");
        return typed;
    }

    void branches(std::string_view name, const bj::value& value, const bj::object& in, bj::object& out,
                  const Place& place) {
        const auto* list = value.if_array();
        if (list == nullptr || list->empty())
            return malformed(name, place);
        bj::array converted;
        for (std::size_t i = 0; i < list->size(); ++i) {
            Place inside = place.below(name, std::to_string(i));
            inside.outer_properties = object_member(in, "properties");
            converted.push_back(schema((*list)[i], inside));
        }
        out[name] = std::move(converted);
    }

    void dependencies(const bj::value& value, bj::object& out, const Place& place) {
        const auto* map = value.if_object();
        if (map == nullptr)
            return malformed("dependencies", place);
        for (const auto& member : *map) {
            auto& part = out[member.value().is_array() ? "dependentRequired" : "dependentSchemas"];
            if (!part.is_object())
                part = bj::object();
            part.get_object()[member.key()] = member.value().is_array()
                                                  ? member.value()
                                                  : schema(member.value(), place.below("dependencies", member.key()));
        }
    }

    /// A required member that is declared nowhere could never be filled in by a form.
    void declare_required(const bj::object& in, bj::object& out, const Place& place) {
        const auto* required = array_member(out, "required");
        if (required == nullptr || place.tested)
            return;
        std::set<std::string> declared;
        collect_declared(in, declared, 0);
        for (const auto& one : *required) {
            const std::string name(one.get_string());
            if (declared.contains(name) ||
                (place.outer_properties != nullptr && place.outer_properties->contains(name)) ||
                (place.outer_properties != nullptr && object_member(in, "properties") == nullptr))
                continue;
            auto& properties = out["properties"];
            if (!properties.is_object())
                properties = bj::object();
            properties.get_object()[name] =
                bj::object{{"type", "string"}, {"title", name}, {"writeOnly", sounds_secret(name)}};
            m_notes.warn(place.pointer + "/required", "required-undeclared",
                         "\"" + name + "\" is required and declared nowhere; it is taken as a text" +
                             (sounds_secret(name) ? " and, by its name, as a secret." : "."));
        }
    }

    static void collect_declared(const bj::object& schema, std::set<std::string>& out, int depth) {
        if (const auto* properties = object_member(schema, "properties"))
            for (const auto& member : *properties)
                out.emplace(member.key());
        for (const auto* name : {"allOf", "anyOf", "oneOf"})
            if (const auto* list = array_member(schema, name); list != nullptr && depth < deepest)
                for (const auto& one : *list)
                    if (const auto* branch = one.if_object())
                        collect_declared(*branch, out, depth + 1);
    }

    /// Says of a text whether it is secret, and whether it decides where secrets go.
    void mark_text(const bj::object& in, bj::object& out, const Place& place) {
        const auto* type = out.if_contains("type");
        const bool fixed = out.contains("const") || out.contains("enum");
        const bool text = type != nullptr && *type == "string";
        const bool perhaps_text = type == nullptr ? !fixed && !is_container(out) : type->is_array();
        if (!text && !(perhaps_text && (place.secret || sounds_secret(place.name))))
            return;
        bool secret = place.secret;
        if (!secret && !fixed && !in.contains("airbyte_secret") && sounds_secret(place.name)) {
            secret = true;
            m_notes.warn(place.pointer, "secret-guessed", "By its name this is a secret; it is treated as one.");
        }
        if (secret && place.in_list)
            throw EntryRefused{place.pointer, "secret-in-list",
                               "A secret inside a list cannot be told apart from the others."};
        if (secret) {
            out["type"] = "string";
            out["writeOnly"] = true;
            out.erase("examples");
            if (out.erase("default") != 0)
                m_notes.warn(place.pointer, "secret-default", "A secret has no default; it was left out.");
            return;
        }
        if (fixed)
            return;
        out["writeOnly"] = false;
        const auto format = text_member(out, "format");
        if (!place.in_list && (sounds_like_destination(place.name) || format == "hostname" || format == "uri")) {
            out["x-ig-destination"] = true;
            m_notes.note(place.pointer, "destination-guessed",
                         "This may decide where secrets are sent: changing it will ask for them again.");
        }
    }

    static bool is_container(const bj::object& schema) {
        for (const auto* name :
             {"properties", "items", "prefixItems", "oneOf", "anyOf", "allOf", "additionalProperties"})
            if (schema.contains(name))
                return true;
        return false;
    }

    /// A default and examples that do not fit are left out.
    void check_values(bj::object& out, const Place& place) {
        if (auto* value = out.if_contains("default"); value != nullptr && !value_fits(out, *value)) {
            out.erase("default");
            m_notes.warn(place.pointer, "default-invalid", "The default does not fit its own schema; it was left out.");
        }
        auto* examples = out.if_contains("examples");
        if (examples == nullptr)
            return;
        bj::array kept;
        for (const auto& one : examples->get_array())
            if (value_fits(out, one))
                kept.push_back(one);
        if (kept.size() < examples->get_array().size())
            m_notes.note(place.pointer, "example-invalid", "An example does not fit its own schema; it was left out.");
        if (kept.empty())
            out.erase("examples");
        else
            out["examples"] = std::move(kept);
    }

    void unknown(std::string_view name, const Place& place) {
        const auto meant = airbyte_keyword_like(name);
        m_notes.warn(place.pointer, "unknown-keyword",
                     "The keyword \"" + std::string(name.substr(0, 64)) + "\" means nothing and was left out" +
                         (meant.empty() ? "." : "; \"" + std::string(meant) + "\" may be meant."));
    }

    void malformed(std::string_view name, const Place& place) {
        m_notes.warn(place.pointer, "malformed-keyword",
                     "The value of \"" + std::string(name) + "\" has the wrong form; it was left out.");
    }

    const bj::object& m_root;
    EntryNotes& m_notes;
    std::size_t m_nodes = 0;
    std::vector<std::string> m_open; // references that are being followed
};

} // namespace

bj::object convert_specification(const bj::object& specification, EntryNotes& notes) {
    return Converter(specification, notes).run();
}

} // namespace integration_gallery::catalog
