#include "schema/compile/documents.hpp"

#include "json/pointer.hpp"
#include "schema/compile/keywords.hpp"
#include "schema/compile/uri.hpp"
#include "schema/depth.hpp"

#include <algorithm>

namespace integration_gallery::schema {
namespace {

using boost::json::object;
using boost::json::value;

std::string_view text_of(const object& schema, std::string_view keyword) {
    const value* item = schema.if_contains(keyword);
    const auto* text = item != nullptr ? item->if_string() : nullptr;
    return text != nullptr ? std::string_view(text->data(), text->size()) : std::string_view{};
}

std::optional<Dialect> dialect_of(std::string_view uri) {
    if (uri.ends_with('#'))
        uri.remove_suffix(1);
    if (uri == "http://json-schema.org/draft-07/schema" || uri == "https://json-schema.org/draft-07/schema")
        return Dialect::draft7;
    if (uri == "https://json-schema.org/draft/2020-12/schema" || uri == "http://json-schema.org/draft/2020-12/schema")
        return Dialect::draft2020_12;
    return std::nullopt;
}

} // namespace

Documents::Documents(Program& program, const CompileOptions& options, Findings& findings)
    : m_program(program), m_options(options), m_findings(findings) {}

bool Documents::add(const value& document, std::string_view id) {
    if (is_nested_deeper(document, m_options.limits.schema_depth * 2 + 16)) {
        m_findings.error(id.empty() ? std::string() : std::string(id) + "#", "too-deep",
                         "The schema is nested too deeply; move inner parts to $defs.");
        return false;
    }
    m_program.documents.push_back(document);
    m_ids.emplace_back(id);
    const auto index = static_cast<std::uint32_t>(m_program.documents.size() - 1);
    const value& copy = m_program.documents.back();
    const auto resource = static_cast<std::uint32_t>(m_roots.size());
    const std::string uri = resolve_uri("", id);
    if (!m_uris.emplace(uri, resource).second)
        m_findings.error(std::string(id) + "#", "duplicate-id", "Two documents have this id; give each its own.");
    m_program.resources.push_back({uri, {}});
    m_roots.push_back({&copy, {}});
    scan({&copy, index, resource, m_options.dialect, 0, ""});
    return !m_overflowed;
}

std::string Documents::told_pointer(const Place& place) const {
    return place.document == 0 ? place.pointer : m_ids[place.document] + "#" + place.pointer;
}

const Place* Documents::find(const value* schema) const {
    const auto at = m_places.find(schema);
    return at == m_places.end() ? nullptr : &at->second;
}

void Documents::scan(Place start) {
    std::vector<Place> stack{std::move(start)};
    while (!stack.empty() && !m_overflowed) {
        Place place = std::move(stack.back());
        stack.pop_back();
        if (!m_places.contains(place.schema) && enter(place)) {
            if (place.schema->is_object())
                push_children(place, stack);
            const value* schema = place.schema;
            const auto [at, added] = m_places.emplace(schema, std::move(place));
            if (added)
                m_all.push_back(&at->second);
        }
    }
}

bool Documents::enter(Place& place) {
    if (place.depth > m_options.limits.schema_depth) {
        m_findings.error(told_pointer(place), "too-deep",
                         "Schemas are nested more than " + std::to_string(m_options.limits.schema_depth) +
                             " deep; move inner parts to $defs.");
        m_overflowed = true;
        return false;
    }
    if (m_places.size() >= m_options.limits.subschemas) {
        m_findings.error(told_pointer(place), "too-many",
                         "The schema has more than " + std::to_string(m_options.limits.subschemas) + " subschemas.");
        m_overflowed = true;
        return false;
    }
    if (!place.schema->is_object())
        return true;
    const object& schema = place.schema->get_object();
    const bool at_root = m_roots[place.resource].root == place.schema;
    if (at_root || schema.contains("$id"))
        read_dialect(place, schema);
    // In draft 7 nothing counts beside a $ref.
    if (place.dialect == Dialect::draft7 && schema.contains("$ref"))
        return true;
    name_resource(place, schema);
    if (place.dialect == Dialect::draft2020_12) {
        add_anchor(place, schema, "$anchor");
        add_anchor(place, schema, "$dynamicAnchor");
        if (const value* vocabulary = schema.if_contains("$vocabulary"))
            check_vocabulary(place, *vocabulary);
    }
    return true;
}

void Documents::read_dialect(Place& place, const object& schema) {
    const value* given = schema.if_contains("$schema");
    if (given == nullptr)
        return;
    const auto dialect = dialect_of(text_of(schema, "$schema"));
    if (dialect)
        place.dialect = *dialect;
    else
        m_findings.error(told_pointer(place) + "/$schema", "unknown-dialect",
                         "Write http://json-schema.org/draft-07/schema# or "
                         "https://json-schema.org/draft/2020-12/schema, or leave $schema out.");
}

void Documents::name_resource(Place& place, const object& schema) {
    const std::string_view id = text_of(schema, "$id");
    if (id.empty())
        return;
    const std::string fragment = fragment_of(id);
    if (!fragment.empty() && place.dialect == Dialect::draft7 && id.front() == '#') {
        m_roots[place.resource].anchors.emplace(fragment, place.schema);
        return;
    }
    if (!fragment.empty())
        m_findings.complaint(told_pointer(place) + "/$id", "id-with-fragment",
                             "An $id has no fragment; name the place with $anchor.");
    const std::string uri = resolve_uri(m_program.resources[place.resource].uri, id);
    if (uri == m_program.resources[place.resource].uri && m_roots[place.resource].root == place.schema)
        return;
    const auto resource = static_cast<std::uint32_t>(m_roots.size());
    if (!m_uris.emplace(uri, resource).second)
        m_findings.error(told_pointer(place) + "/$id", "duplicate-id", "Two schemas have this $id; give each its own.");
    m_program.resources.push_back({uri, {}});
    m_roots.push_back({place.schema, {}});
    place.resource = resource;
}

void Documents::add_anchor(const Place& place, const object& schema, std::string_view keyword) {
    const std::string_view name = text_of(schema, keyword);
    if (name.empty())
        return;
    const auto [at, added] = m_roots[place.resource].anchors.emplace(name, place.schema);
    if (!added && at->second != place.schema)
        m_findings.error(told_pointer(place) + "/" + std::string(keyword), "duplicate-anchor",
                         "Two schemas have this anchor; give each its own.");
    if (keyword == "$dynamicAnchor")
        m_dynamic.push_back({place.resource, std::string(name), place.schema});
}

void Documents::check_vocabulary(const Place& place, const value& vocabulary) {
    static constexpr std::string_view known[] = {"core",      "applicator",        "unevaluated",      "validation",
                                                 "meta-data", "format-annotation", "format-assertion", "content"};
    constexpr std::string_view prefix = "https://json-schema.org/draft/2020-12/vocab/";
    const auto* entries = vocabulary.if_object();
    if (entries == nullptr)
        return;
    for (const auto& entry : *entries) {
        const std::string_view name(entry.key().data(), entry.key().size());
        const bool is_known = name.starts_with(prefix) && std::find(std::begin(known), std::end(known),
                                                                    name.substr(prefix.size())) != std::end(known);
        if (!is_known && entry.value() != value(false))
            m_findings.error(told_pointer(place) + "/$vocabulary", "unknown-vocabulary",
                             "This vocabulary is required, and not supported: " + std::string(name) + ".");
    }
}

void Documents::push_children(const Place& place, std::vector<Place>& stack) const {
    const auto push = [&](const value& child, std::string pointer) {
        if (child.is_object() || child.is_bool())
            stack.push_back(
                {&child, place.document, place.resource, place.dialect, place.depth + 1, std::move(pointer)});
    };
    for (const auto& member : place.schema->get_object()) {
        const Keyword* keyword = find_keyword({member.key().data(), member.key().size()}, place.dialect);
        if (keyword == nullptr)
            continue;
        std::string pointer = place.pointer + "/" + std::string(keyword->name);
        const value& below = member.value();
        switch (keyword->shape) {
        case Shape::schema:
            push(below, std::move(pointer));
            break;
        case Shape::schema_or_list:
        case Shape::schema_list:
            if (const auto* list = below.if_array())
                for (std::size_t i = 0; i < list->size(); ++i)
                    push((*list)[i], pointer + "/" + std::to_string(i));
            else if (keyword->shape == Shape::schema_or_list)
                push(below, std::move(pointer));
            break;
        case Shape::schema_map:
        case Shape::schemas_or_names:
            if (const auto* map = below.if_object())
                for (const auto& entry : *map) {
                    std::string inner = pointer;
                    json::append_token(inner, std::string_view(entry.key().data(), entry.key().size()));
                    push(entry.value(), std::move(inner));
                }
            break;
        default:
            break;
        }
    }
}

const Place* Documents::at_pointer(std::uint32_t resource, std::string_view pointer) {
    const auto tokens = json::split_pointer(pointer);
    if (!tokens)
        return nullptr;
    const value* at = m_roots[resource].root;
    const Place* enclosing = find(at);
    std::string below;
    for (const std::string& token : *tokens) {
        std::string step;
        json::append_token(step, token);
        at = json::find(*at, step);
        if (at == nullptr)
            return nullptr;
        below += step;
        if (const Place* place = find(at)) {
            enclosing = place;
            below.clear();
        }
    }
    if (below.empty() || enclosing == nullptr)
        return enclosing;
    if (!at->is_object() && !at->is_bool())
        return nullptr;
    // A place that no keyword makes a schema, such as a member of an unknown keyword.
    Place place = *enclosing;
    place.schema = at;
    place.pointer += below;
    place.depth += 1;
    scan(std::move(place));
    return find(at);
}

/// A resource is copied when it is first named: most schemas need none.
std::uint32_t Documents::resource_of(const std::string& uri) {
    if (const auto at = m_uris.find(uri); at != m_uris.end())
        return at->second;
    for (const Resource& resource : m_options.resources) {
        if (resolve_uri("", resource.id) != uri)
            continue;
        add(*resource.document, resource.id);
        const auto at = m_uris.find(uri);
        return at == m_uris.end() ? none : at->second;
    }
    return none;
}

const Place* Documents::resolve(const Place& from, std::string_view reference, std::string_view keyword) {
    const std::string uri = resolve_uri(m_program.resources[from.resource].uri, reference);
    const std::uint32_t resource = resource_of(uri);
    const std::string where = told_pointer(from) + "/" + std::string(keyword);
    if (resource == none) {
        m_findings.error(where, "unknown-reference",
                         "This names another document, and none is ever fetched; put it into $defs, or name one that "
                         "the library knows, such as ig:data-mapping.");
        return nullptr;
    }
    const std::string fragment = fragment_of(reference);
    const Place* target = nullptr;
    if (fragment.empty() || fragment.front() == '/') {
        target = at_pointer(resource, fragment);
    } else {
        const auto& anchors = m_roots[resource].anchors;
        if (const auto anchor = anchors.find(fragment); anchor != anchors.end())
            target = find(anchor->second);
    }
    if (target == nullptr)
        m_findings.error(where, "unknown-reference", "There is no schema at the place that this names.");
    return target;
}

std::string Documents::dynamic_anchor(const Place& from, std::string_view reference) const {
    const auto at = m_uris.find(resolve_uri(m_program.resources[from.resource].uri, reference));
    std::string fragment = fragment_of(reference);
    if (at == m_uris.end())
        return {};
    for (const Dynamic& dynamic : m_dynamic)
        if (dynamic.resource == at->second && dynamic.name == fragment)
            return fragment;
    return {};
}

} // namespace integration_gallery::schema
