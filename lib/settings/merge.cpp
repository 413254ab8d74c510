#include "settings/merge.hpp"

#include "json/canonical.hpp"
#include "json/pointer.hpp"
#include "json/scrubbed_memory.hpp"
#include "schema/schema.hpp"
#include "settings/places.hpp"

#include <algorithm>
#include <set>

namespace integration_gallery::settings {
namespace {

using boost::json::value;
using Documents = std::array<value, section_count>;

/// Appends a section's report, its pointers with the section in front.
void append_report(Completeness& all, const schema::Report& report, std::size_t section) {
    for (Issue issue : report.issues) {
        issue.pointer.insert(0, section_pointer(section));
        all.issues.push_back(std::move(issue));
    }
    all.count += report.count;
}

void append_rules(Completeness& all, const Rules& rules, const Documents& documents) {
    if (!rules)
        return;
    for (Issue& issue : rules(documents)) {
        all.issues.push_back(std::move(issue));
        ++all.count;
    }
}

/// The identities of `secrets` that belong to a section, without its pointer.
std::vector<std::string> identities_within(const std::map<std::string, SecretStamp>& secrets, std::size_t section) {
    const std::string_view prefix = section_pointer(section);
    std::vector<std::string> out;
    for (const auto& [identity, stamp] : secrets)
        if (json::is_within(identity, prefix))
            out.push_back(identity.substr(prefix.size()));
    return out;
}

/// Puts marks at the given identities, as far as the document has a place for them and nothing stands there.
void put_marks(value& document, const std::vector<std::string>& identities) {
    for (const auto& identity : identities) {
        const auto pointer = resolve_identity(document, identity);
        if (pointer && json::find(document, *pointer) == nullptr)
            put_member(document, *pointer, kept_mark());
    }
}

/// Takes the marks and new secrets out of a document; `places` are those of the same with its defaults. A value of
/// another kind at such a place is none: it belongs to another branch of a draft that has not chosen yet.
void remove_secrets(const std::vector<schema::SecretPlace>& places, value& document) {
    for (const auto& place : places) {
        const value* item = json::find(document, place.pointer);
        if (item != nullptr && item->is_string())
            remove_member(document, place.pointer);
    }
}

/// The work on one section that an update sends, or whose secrets it changes.
class SectionMerge {
public:
    /// `before` are the places of the stored document with its marks and its defaults.
    SectionMerge(Plan& plan, const schema::Schema& schema, const Record& current,
                 const std::vector<schema::SecretPlace>& before, const Change& change, std::size_t section)
        : m_plan(plan), m_schema(schema), m_current(current), m_before(before), m_change(change), m_section(section),
          m_prefix(section_pointer(section)) {}

    /// The new document, with marks and new values in it.
    value run() {
        const auto& sent = m_change.documents[m_section];
        value document = sent ? value(*sent, json::scrubbed_memory())
                              : value(m_current.documents[m_section], json::scrubbed_memory());
        put_operations(document);
        keep(document, sent.has_value());
        return document;
    }

private:
    /// The operations of the change on this section, applied; what they say of each identity is remembered.
    void put_operations(value& document) {
        if (m_change.secrets.empty())
            return;
        value probe(document, json::scrubbed_memory());
        std::vector<std::pair<std::string, const SecretOperation*>> operations;
        for (const auto& [pointer, operation] : m_change.secrets) {
            if (!json::is_within(pointer, m_prefix))
                continue;
            const std::string local = pointer.substr(m_prefix.size());
            operations.emplace_back(local, &operation);
            if (!put_member(probe, local, kept_mark()))
                complain_unknown(pointer);
        }
        const auto places = annotated_with_defaults(m_schema, probe).secrets;
        for (const auto& [local, operation] : operations) {
            const auto place = std::find_if(places.begin(), places.end(), [&, &pointer = local](const auto& candidate) {
                return candidate.pointer == pointer;
            });
            if (place == places.end()) {
                complain_unknown(m_prefix + local);
                continue;
            }
            apply(document, *place, *operation);
        }
    }

    void complain_unknown(const std::string& pointer) {
        const bool told = std::any_of(m_plan.issues.begin(), m_plan.issues.end(), [&](const Issue& issue) {
            return issue.code == "unknown-member" && issue.parameters.contains("secret") &&
                   std::string_view(issue.parameters.at("secret").as_string()) == pointer;
        });
        if (told)
            return;
        std::string where = "/secrets";
        json::append_token(where, pointer);
        m_plan.issues.push_back({std::move(where),
                                 "unknown-member",
                                 "These settings have no secret at this pointer with the chosen method.",
                                 {{"secret", pointer}},
                                 {}});
    }

    void apply(value& document, const schema::SecretPlace& place, const SecretOperation& operation) {
        const std::string identity = m_prefix + place.identity;
        const bool stored = m_current.secrets.contains(identity);
        switch (operation.kind) {
        case SecretOperation::Kind::set:
            put_member(document, place.pointer, value(boost::json::string(operation.value.view(), document.storage())));
            m_plan.set.insert_or_assign(identity, operation.value);
            m_plan.set_pointers.push_back(m_prefix + place.pointer);
            break;
        case SecretOperation::Kind::clear:
            if (stored)
                m_plan.cleared.push_back(identity);
            m_decided.insert(place.identity);
            break;
        case SecretOperation::Kind::keep_masked:
            // a mask is no secret: without one to keep it would be taken for a stored value
            if (!stored)
                m_unmatched_masks.emplace(place.identity, m_prefix + place.pointer);
            break;
        }
        if (operation.kind == SecretOperation::Kind::set)
            m_decided.insert(place.identity);
    }

    /// Law 4 and 5: what is not set or cleared is kept, as far as the new document declares it in the same branch.
    void keep(value& document, bool is_sent) {
        std::vector<std::string> candidates;
        for (auto& identity : identities_within(m_current.secrets, m_section))
            if (!m_decided.contains(identity))
                candidates.push_back(std::move(identity));

        if (!candidates.empty())
            keep(document, is_sent, candidates);
        for (const auto& [identity, pointer] : m_unmatched_masks)
            m_plan.issues.push_back({pointer,
                                     "masked-value",
                                     "Nothing is stored here that the mask could keep. Enter the secret.",
                                     {},
                                     {}});
    }

    void keep(value& document, bool is_sent, const std::vector<std::string>& candidates) {
        value marked(document, json::scrubbed_memory());
        put_marks(marked, candidates);
        const auto is_marked = [&](const std::string& pointer) {
            const value* item = json::find(marked, pointer);
            return item != nullptr && is_kept_mark(*item);
        };
        std::map<std::string, schema::SecretPlace> declared; // by identity
        for (auto& place : annotated_with_defaults(m_schema, marked).secrets)
            if (place.present && is_marked(place.pointer))
                declared.insert_or_assign(place.identity, place);
        std::map<std::string, schema::SecretPlace> before;
        for (const auto& place : m_before)
            before.insert_or_assign(place.identity, place);

        for (const auto& identity : candidates) {
            const auto now = declared.find(identity);
            const auto then = before.find(identity);
            const bool same_branch =
                now != declared.end() && (then == before.end() || !then->second.chosen || !now->second.chosen ||
                                          then->second.branch == now->second.branch);
            if (!same_branch && is_sent) {
                m_plan.cleared.push_back(m_prefix + identity);
                const auto mask_at =
                    std::find_if(m_change.secrets.begin(), m_change.secrets.end(), [&](const auto& item) {
                        return now != declared.end() && item.first == m_prefix + now->second.pointer &&
                               item.second.kind == SecretOperation::Kind::keep_masked;
                    });
                if (mask_at != m_change.secrets.end())
                    m_unmatched_masks.emplace(identity, mask_at->first);
                continue;
            }
            m_plan.kept.push_back(m_prefix + identity);
            if (now == declared.end()) { // not declared any more, and not touched: it waits for its manifest
                m_plan.kept_pointers.push_back(m_prefix + identity);
                continue;
            }
            put_member(document, now->second.pointer, kept_mark());
            m_plan.kept_pointers.push_back(m_prefix + now->second.pointer);
        }
    }

    Plan& m_plan;
    const schema::Schema& m_schema;
    const Record& m_current;
    const std::vector<schema::SecretPlace>& m_before;
    const Change& m_change;
    std::size_t m_section;
    std::string m_prefix;
    std::set<std::string> m_decided; ///< local identities that the change sets or clears
    std::map<std::string, std::string> m_unmatched_masks;
};

bool touches(const Change& change, std::size_t section) {
    return change.documents[section].has_value() ||
           std::any_of(change.secrets.begin(), change.secrets.end(),
                       [&](const auto& item) { return json::is_within(item.first, section_pointer(section)); });
}

Destinations destinations_of(const schema::Annotations& annotations, std::size_t section) {
    Destinations out;
    for (const auto& place : annotations.destinations)
        if (!place.value.is_null())
            out.emplace_back(std::string(section_pointer(section)) + place.identity, json::canonical_text(place.value));
    return out;
}

void append(Destinations& all, const Destinations& more) {
    all.insert(all.end(), more.begin(), more.end());
}

/// Are two documents of a section, secrets taken out, the same once defaults are applied? `before` and `after` are they
/// with defaults and with marks, if the record has secrets.
bool are_same(const schema::Schema& schema, const Record& current, std::size_t section, const value& before,
              const value& document, const value& after) {
    if (identities_within(current.secrets, section).empty())
        return json::equal(before, after);
    return json::equal(schema.with_defaults(value(current.documents[section])), schema.with_defaults(document));
}

/// Law 6: a secret is not sent somewhere else than where it was entered for.
void check_destinations(Plan& plan) {
    if (plan.before == plan.destinations)
        return;
    for (const auto& pointer : plan.kept_pointers)
        plan.issues.push_back({pointer,
                               "secret-reentry-required",
                               "The settings that say where this secret is sent have changed. Enter the secret again.",
                               {},
                               {}});
}

void fill_next(Plan& plan, const MergeContext& context, const Record& current) {
    for (const auto& identity : plan.cleared)
        plan.next.secrets.erase(identity);
    for (const auto& [identity, secret] : plan.set)
        plan.next.secrets.insert_or_assign(identity, SecretStamp{context.now_us, std::string(context.subject), {}});
    plan.next.revision = current.revision + 1;
    plan.next.updated_us = context.now_us;
    plan.next.updated_by = context.subject;
    plan.next.manifest_version = context.manifest_version;
}

/// Unknown pointers of the full form that lie in no section.
void check_operation_pointers(Plan& plan, const Change& change) {
    for (const auto& [pointer, operation] : change.secrets) {
        bool inside = false;
        for (std::size_t i = 0; i < section_count; ++i)
            inside |= json::is_within(pointer, section_pointer(i));
        if (!inside) {
            std::string where = "/secrets";
            json::append_token(where, pointer);
            plan.issues.push_back(
                {std::move(where), "unknown-member", "These settings have no secret at this pointer.", {}, {}});
        }
    }
}

} // namespace

value marked_document(const Schemas& schemas, const Record& record, std::size_t section) {
    value marked(record.documents[section]);
    put_marks(marked, identities_within(record.secrets, section));
    return schemas[section]->with_defaults(marked);
}

Documents marked_documents(const Schemas& schemas, const Record& record) {
    Documents documents;
    for (std::size_t i = 0; i < section_count; ++i)
        documents[i] = marked_document(schemas, record, i);
    return documents;
}

Destinations find_destinations(const Schemas& schemas, const Documents& documents) {
    Destinations out;
    for (std::size_t i = 0; i < section_count; ++i)
        append(out, destinations_of(schemas[i]->annotate(documents[i]), i));
    std::sort(out.begin(), out.end());
    return out;
}

Completeness check_complete(const Schemas& schemas, const Rules& rules, const Documents& documents) {
    Completeness all;
    for (std::size_t i = 0; i < section_count; ++i)
        append_report(all, schemas[i]->validate(documents[i]), i);
    append_rules(all, rules, documents);
    return all;
}

Plan merge(const MergeContext& context, const Record& current, const Change& change) {
    Plan plan;
    plan.issues = change.issues;
    plan.next = current;
    plan.next.enabled = change.enabled.value_or(current.enabled);
    check_operation_pointers(plan, change);

    Documents before = marked_documents(context.schemas, current);
    Documents after;
    std::array<bool, section_count> touched{};
    bool documents_differ = false;
    for (std::size_t i = 0; i < section_count; ++i) {
        const schema::Schema& schema = *context.schemas[i];
        schema::Annotations found = schema.annotate(before[i]);
        const Destinations destinations = destinations_of(found, i);
        append(plan.before, destinations);
        touched[i] = touches(change, i);
        if (!touched[i]) {
            for (const auto& identity : identities_within(current.secrets, i)) {
                plan.kept.push_back(std::string(section_pointer(i)) + identity);
                plan.kept_pointers.push_back(plan.kept.back());
            }
            append(plan.destinations, destinations);
            plan.places[i] = std::move(found.secrets);
            after[i] = std::move(before[i]);
        } else {
            value document = SectionMerge(plan, schema, current, found.secrets, change, i).run();
            after[i] = schema.with_defaults(document, document.storage());
            found = schema.annotate(after[i]);
            remove_secrets(found.secrets, document);
            plan.next.documents[i] = value(document, boost::json::storage_ptr()).get_object();
            append(plan.destinations, destinations_of(found, i));
            documents_differ |= !are_same(schema, current, i, before[i], document, after[i]);
        }
    }
    std::sort(plan.before.begin(), plan.before.end());
    std::sort(plan.destinations.begin(), plan.destinations.end());
    check_destinations(plan);
    plan.issue_count = plan.issues.size();
    plan.changed = documents_differ || plan.seals() || plan.next.enabled != current.enabled;
    if (!plan.changed)
        return plan;

    Completeness found;
    const bool complete = plan.next.enabled;
    for (std::size_t i = 0; i < section_count; ++i)
        if (complete || touched[i])
            append_report(found,
                          context.schemas[i]->validate(after[i], complete ? schema::Completeness::complete
                                                                          : schema::Completeness::draft),
                          i);
    if (complete || touched[1])
        append_rules(found, context.rules, after);
    // what was said of a place already is not said twice
    for (Issue& issue : found.issues) {
        const bool said = std::any_of(plan.issues.begin(), plan.issues.end(),
                                      [&](const Issue& other) { return other.pointer == issue.pointer; });
        if (!said)
            plan.issues.push_back(std::move(issue));
        else
            --found.count;
    }
    plan.issue_count += found.count;
    fill_next(plan, context, current);
    for (std::size_t i = 0; i < section_count; ++i)
        if (!touched[i] || !context.schemas[i]->annotates())
            plan.documents[i] = std::move(after[i]);
    return plan;
}

} // namespace integration_gallery::settings
