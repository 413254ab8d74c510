#include "schema/compile/compiler.hpp"

#include "json/pointer.hpp"

#include <utility>

namespace integration_gallery::schema {

using boost::json::object;
using boost::json::value;

Compiler::Compiler(const CompileOptions& options, Findings& findings)
    : m_options(options), m_findings(findings), m_program(std::make_unique<Program>()),
      m_documents(*m_program, options, findings) {}

std::unique_ptr<Program> Compiler::compile(const value& document) {
    m_program->limits = m_options.limits;
    if (!m_documents.add(document, ""))
        return std::move(m_program);
    const Place* root = m_documents.find(&m_program->documents.front());
    if (root == nullptr || !(document.is_object() || document.is_bool())) {
        m_findings.error("", "malformed-schema", "A schema is an object, true or false.");
        return std::move(m_program);
    }
    m_program->root = node_of(*root);
    // Compiling adds nodes, places (a $ref into nowhere special) and resources; each list is read to its moving end.
    std::size_t places = 0, dynamic = 0;
    for (NodeIndex done = 0; done < m_places.size() || places < m_documents.places().size() ||
                             dynamic < m_documents.dynamic_anchors().size();) {
        if (done < m_places.size()) {
            compile_node(done, *m_places[done]);
            ++done;
        } else if (places < m_documents.places().size()) {
            node_of(*m_documents.places()[places++]);
        } else {
            const auto& anchor = m_documents.dynamic_anchors()[dynamic++];
            m_program->resources[anchor.resource].dynamic_anchors.emplace(anchor.name,
                                                                          node_of(*m_documents.find(anchor.schema)));
        }
    }
    if (m_findings.failed())
        return std::move(m_program);
    check_cycles();
    if (m_findings.failed())
        return std::move(m_program);
    inherit_annotations();
    find_discriminators();
    find_condition_defaults();
    check_secrets_in_lists();
    m_program->form = make_form(*m_program, m_places, m_documents);
    return std::move(m_program);
}

NodeIndex Compiler::node_of(const Place& place) {
    const auto [at, added] = m_nodes.emplace(place.schema, static_cast<NodeIndex>(m_places.size()));
    if (added) {
        m_places.push_back(&place);
        m_edges.emplace_back();
        m_program->nodes.emplace_back();
        m_program->nodes.back().resource = place.resource;
        m_program->details.emplace_back();
        m_program->details.back().pointer = m_documents.told_pointer(place);
        m_program->details.back().schema = place.schema;
    }
    return at->second;
}

NodeIndex Compiler::child(const value& schema, bool in_place) {
    const Place* place = m_documents.find(&schema);
    if (place == nullptr)
        return none;
    const NodeIndex node = node_of(*place);
    auto& edges = m_edges[m_current];
    (in_place ? edges.in_place : edges.below).push_back(node);
    return node;
}

const value* Compiler::keyword(const Current& at, std::string_view name) const {
    const Keyword* known = find_keyword(name, at.place->dialect);
    const value* given = known != nullptr ? at.schema->if_contains(name) : nullptr;
    return given != nullptr && has_shape(*given, known->shape) ? given : nullptr;
}

void Compiler::error(const Current& at, std::string_view name, std::string rule, std::string message) {
    std::string pointer = m_program->details[at.node].pointer;
    json::append_token(pointer, name);
    m_findings.error(std::move(pointer), std::move(rule), std::move(message));
}

void Compiler::complaint(const Current& at, std::string_view name, std::string rule, std::string message) {
    std::string pointer = m_program->details[at.node].pointer;
    json::append_token(pointer, name);
    m_findings.complaint(std::move(pointer), std::move(rule), std::move(message));
}

void Compiler::compile_node(NodeIndex node, const Place& place) {
    m_current = node;
    if (const bool* always = place.schema->if_bool()) {
        if (!*always) {
            m_program->nodes[node].types = 0;
            m_program->nodes[node].refuses_all = true;
        }
        return;
    }
    if (!place.schema->is_object()) {
        m_findings.error(m_program->details[node].pointer, "malformed-schema", "A schema is an object, true or false.");
        return;
    }
    Current at{node, &place, &place.schema->get_object(), {}};
    check_keywords(at);
    compile_annotations(at);
    const bool only_reference = place.dialect == Dialect::draft7 && at.schema->contains("$ref");
    if (!only_reference) {
        compile_type(at);
        compile_values(at);
        compile_numbers(at);
        compile_strings(at);
        compile_arrays(at);
        compile_objects(at);
        compile_dependencies(at);
    }
    compile_references(at);
    if (!only_reference) {
        compile_applicators(at);
        compile_unevaluated(at);
        check_contradictions(at);
    }
    place_instructions(at);
}

void Compiler::check_keywords(Current& at) {
    for (const auto& member : *at.schema) {
        const std::string_view name(member.key().data(), member.key().size());
        const Keyword* known = find_keyword(name, at.place->dialect);
        if (known != nullptr) {
            if (!has_shape(member.value(), known->shape))
                error(at, name, "malformed-keyword",
                      std::string(name) + " has to be " + std::string(describe_shape(known->shape)) + ".");
            continue;
        }
        const std::string_view meant = nearest_keyword(name, at.place->dialect);
        complaint(at, name, "unknown-keyword",
                  meant.empty() ? "This keyword is not known; remove it, or put its text into $comment."
                                : "This keyword is not known; did you mean " + std::string(meant) + "?");
    }
    if (at.place->dialect == Dialect::draft7 && at.schema->contains("$ref"))
        for (const auto& member : *at.schema)
            if (const Keyword* known = find_keyword({member.key().data(), member.key().size()}, Dialect::draft7);
                known != nullptr && known->shape != Shape::prose && known->shape != Shape::schema_map &&
                !known->name.starts_with('$') && !known->name.starts_with("x-ig-") && known->name != "default")
                m_findings.warning(m_program->details[at.node].pointer + "/" + std::string(known->name),
                                   "beside-reference",
                                   "Draft 7 ignores what stands beside a $ref; put both into an allOf.");
}

void Compiler::place_instructions(Current& at) {
    Node& node = m_program->nodes[at.node];
    auto& out = m_program->instructions;
    const auto put = [&](const std::vector<Instruction>& group) {
        const auto first = static_cast<std::uint32_t>(out.size());
        out.insert(out.end(), group.begin(), group.end());
        return first;
    };
    node.numbers = put(at.groups.numbers);
    node.strings = put(at.groups.strings);
    node.arrays = put(at.groups.arrays);
    node.objects = put(at.groups.objects);
    node.any = put(at.groups.any);
    put(at.groups.last);
    node.end = static_cast<std::uint32_t>(out.size());
}

std::string_view text_of(const value& item) noexcept {
    const auto* text = item.if_string();
    return text != nullptr ? std::string_view(text->data(), text->size()) : std::string_view{};
}

std::string prose_of(const value& item) {
    if (const auto* by_language = item.if_object()) {
        if (const value* english = by_language->if_contains("en"))
            return std::string(text_of(*english));
        return by_language->empty() ? std::string() : std::string(text_of(by_language->begin()->value()));
    }
    return std::string(text_of(item));
}

} // namespace integration_gallery::schema
