#include "settings/change.hpp"

#include "json/pointer.hpp"
#include "json/scrubbed_memory.hpp"
#include "schema/schema.hpp"
#include "settings/places.hpp"

#include <algorithm>

namespace integration_gallery::settings {
namespace {

using boost::json::value;

Issue make_issue(std::string pointer, std::string code, std::string detail) {
    return {std::move(pointer), std::move(code), std::move(detail), {}, {}};
}

Issue unknown_member(std::string pointer, std::string_view allowed) {
    return make_issue(std::move(pointer), "unknown-member",
                      "This member is not known here. Allowed are " + std::string(allowed) + ".");
}

/// Four or more mask characters (`*` or `•`) in a row: a read that was edited, not a secret.
bool looks_masked(std::string_view text) {
    static constexpr std::string_view bullet = "\xe2\x80\xa2";
    int run = 0;
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] == '*') {
            ++run;
            ++i;
        } else if (text.substr(i).starts_with(bullet)) {
            ++run;
            i += bullet.size();
        } else {
            run = 0;
            ++i;
        }
        if (run >= 4)
            return true;
    }
    return false;
}

/// Is it {"value": "…"}: a secret that is meant literally?
const boost::json::string* literal_value(const value& item) {
    const auto* object = item.if_object();
    const auto* member = object != nullptr && object->size() == 1 ? object->if_contains("value") : nullptr;
    return member != nullptr ? member->if_string() : nullptr;
}

/// Law 4, for the specification's form. Nothing: keep; or the value is none of these, and stays for the schema to
/// refuse.
struct PlainSecret {
    bool take = true; ///< out of the document
    std::optional<SecretOperation> operation;
    std::optional<Issue> issue;
};

PlainSecret read_plain_secret(const value& item, const std::string& pointer) {
    if (item.is_null())
        return {true, SecretOperation{SecretOperation::Kind::clear, {}}, {}};
    if (const auto* literal = literal_value(item))
        return {true, SecretOperation{SecretOperation::Kind::set, Secret(std::string_view(*literal))}, {}};
    const auto* text = item.if_string();
    if (text == nullptr)
        return {false, {}, {}};
    if (text->empty())
        return {};
    if (std::string_view(*text) == mask)
        return {true, SecretOperation{SecretOperation::Kind::keep_masked, {}}, {}};
    if (looks_masked(*text))
        return {
            true,
            {},
            make_issue(pointer, "masked-value",
                       "This looks like a mask, not like a secret. Send the mask unchanged to keep what is stored, or "
                       "{\"value\": …} if the secret really contains such characters.")};
    return {true, SecretOperation{SecretOperation::Kind::set, Secret(std::string_view(*text))}, {}};
}

void read_section(Change& change, const schema::Schema& schema, std::size_t section, const value& sent, Form form) {
    const std::string prefix(section_pointer(section));
    if (!sent.is_object()) {
        change.issues.push_back(make_issue(prefix, "type",
                                           sent.is_null() ? "A section cannot be null: leave it out to keep it."
                                                          : "A section is an object."));
        return;
    }
    value document(sent, json::scrubbed_memory());
    remove_hidden(schema, document);
    for (const auto& place : annotated_with_defaults(schema, document).secrets) {
        const value* item = json::find(document, place.pointer);
        if (item == nullptr)
            continue;
        const std::string pointer = prefix + place.pointer;
        PlainSecret secret = read_plain_secret(*item, pointer);
        if (!secret.take)
            continue; // no secret, whatever it is: the schema judges it
        if (form == Form::full) {
            change.issues.push_back(
                make_issue(pointer, "secret-misplaced",
                           "A secret does not stand in its section here: put it into the member secrets, under this "
                           "pointer, as {\"value\": …}."));
            remove_member(document, place.pointer);
            continue;
        }
        if (secret.operation)
            change.secrets.insert_or_assign(pointer, std::move(*secret.operation));
        if (secret.issue)
            change.issues.push_back(std::move(*secret.issue));
        remove_member(document, place.pointer);
    }
    change.documents[section] = std::move(document);
}

bool is_read_form(const boost::json::object& item) {
    return item.contains("set") && std::all_of(item.begin(), item.end(), [](const auto& member) {
               return member.key() == "set" || member.key() == "updatedAt" || member.key() == "updatedBy" ||
                      member.key() == "fingerprint";
           });
}

void read_full_secret(Change& change, std::string_view pointer, const value& item) {
    const auto complain = [&] {
        std::string where = "/secrets";
        json::append_token(where, pointer);
        change.issues.push_back(
            make_issue(std::move(where), "type",
                       "A secret is {\"value\": \"…\"} to set it, {\"clear\": true} to clear it, or what "
                       "was read to keep it."));
    };
    const auto* object = item.if_object();
    if (object == nullptr)
        return complain();
    if (const auto* literal = literal_value(item)) {
        change.secrets.insert_or_assign(
            std::string(pointer), SecretOperation{SecretOperation::Kind::set, Secret(std::string_view(*literal))});
        return;
    }
    const auto* clear = object->size() == 1 ? object->if_contains("clear") : nullptr;
    if (clear != nullptr && clear->is_bool() && clear->get_bool()) {
        change.secrets.insert_or_assign(std::string(pointer), SecretOperation{SecretOperation::Kind::clear, {}});
        return;
    }
    if (!object->empty() && !is_read_form(*object))
        return complain();
    for (const auto& member : *object) {
        std::string where = "/secrets";
        json::append_token(where, pointer);
        json::append_token(where, member.key());
        change.read_only.emplace_back(std::move(where), member.value());
    }
}

void read_full_member(Change& change, std::string_view key, const value& item) {
    static constexpr std::array<std::string_view, 9> read_only{
        "name", "displayName", "description", "categories", "state", "revision", "updatedAt", "updatedBy", "links"};
    std::string pointer;
    json::append_token(pointer, key);
    if (key == "secrets") {
        if (const auto* all = item.if_object()) {
            for (const auto& member : *all)
                read_full_secret(change, member.key(), member.value());
        } else {
            change.issues.push_back(
                make_issue(std::move(pointer), "type", "An object whose members are JSON Pointers of secrets."));
        }
    } else if (std::find(read_only.begin(), read_only.end(), key) != read_only.end()) {
        change.read_only.emplace_back(std::move(pointer), item);
    } else {
        change.issues.push_back(
            unknown_member(std::move(pointer),
                           "enabled, authentication, dataMapping, syncSettings, secrets, and what a full read gives"));
    }
}

} // namespace

bool Change::only_switches() const {
    return secrets.empty() &&
           std::none_of(documents.begin(), documents.end(), [](const auto& sent) { return sent.has_value(); });
}

bool Change::touches_secrets() const {
    return std::any_of(secrets.begin(), secrets.end(),
                       [](const auto& item) { return item.second.kind != SecretOperation::Kind::keep_masked; });
}

Change read_change(const Schemas& schemas, const boost::json::object& document, Form form) {
    Change change;
    for (const auto& member : document) {
        const std::string_view key = member.key();
        if (key == "enabled") {
            if (member.value().is_bool())
                change.enabled = member.value().get_bool();
            else
                change.issues.push_back(
                    make_issue("/enabled", "type", "This is true or false; leave it out to keep it."));
            continue;
        }
        bool is_section = false;
        for (std::size_t i = 0; i < section_count; ++i) {
            if (key == section_pointer(i).substr(1)) {
                read_section(change, *schemas[i], i, member.value(), form);
                is_section = true;
            }
        }
        if (is_section)
            continue;
        if (form == Form::full) {
            read_full_member(change, key, member.value());
        } else {
            std::string pointer;
            json::append_token(pointer, key);
            change.issues.push_back(
                unknown_member(std::move(pointer), "enabled, authentication, dataMapping and syncSettings"));
        }
    }
    return change;
}

} // namespace integration_gallery::settings
