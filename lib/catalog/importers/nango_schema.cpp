#include "catalog/importers/nango_schema.hpp"

#include "catalog/importers/field_checks.hpp"
#include "catalog/importers/plain_text.hpp"
#include "catalog/name_rules.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <iterator>

namespace integration_gallery::catalog {
namespace {

namespace bj = boost::json;

constexpr std::string_view known_keys[] = {
    "type",  "title", "description", "doc_section", "example",       "pattern", "prefix", "suffix",       "format",
    "order", "enum",  "optional",    "automated",   "default_value", "hidden",  "secret", "visible_when", "warnings"};

/// A field without a title is called by its key.
std::string title_of(std::string_view key, const bj::object& in) {
    auto title = without_html(text_member(in, "title"));
    if (title.empty()) {
        title = words_of(key);
        if (!title.empty() && title.front() >= 'a' && title.front() <= 'z')
            title.front() = static_cast<char>(title.front() - 32);
    }
    return title.empty() ? std::string(key) : title;
}

bool decide_secret(std::string_view key, const std::string& title, const bj::object& in, bool is_credential,
                   const std::string& pointer, EntryNotes& notes) {
    if (is_true(in, "secret"))
        return true;
    if (sounds_secret(key) || (is_credential && sounds_secret(title))) {
        notes.warn(pointer, "secret-guessed", "By its name this is a secret; it is treated as one.");
        return true;
    }
    if (is_credential && !sounds_public(key)) {
        notes.warn(pointer, "secret-guessed",
                   "Everything among the credentials is treated as a secret unless its name says otherwise.");
        return true;
    }
    return false;
}

bj::array texts(const bj::array& values) {
    bj::array out;
    for (const auto& value : values)
        if (auto text = text_of(&value); text && std::find(out.begin(), out.end(), bj::value(*text)) == out.end())
            out.emplace_back(std::move(*text));
    return out;
}

void copy_hints(const bj::object& in, bj::object& out) {
    struct Hint {
        std::string_view from;
        std::string_view to;
    };
    for (const auto& hint :
         {Hint{"prefix", "x-ig-prefix"}, Hint{"suffix", "x-ig-suffix"}, Hint{"doc_section", "x-ig-doc-anchor"}})
        if (const auto text = text_member(in, hint.from); !text.empty())
            out[hint.to] = text;
    if (const auto text = without_html(text_member(in, "description")); !text.empty())
        out["description"] = text;
}

void add_condition(const bj::object& in, bj::object& out, const std::string& pointer, EntryNotes& notes) {
    const auto* condition = object_member(in, "visible_when");
    if (condition == nullptr)
        return;
    const auto field = camel_case(text_member(*condition, "field"));
    const auto* equals = condition->if_contains("equals");
    if (field.empty() || equals == nullptr)
        return notes.warn(pointer, "condition-dropped", "The condition for showing this field was not understood.");
    bj::object test{{"pointer", "/" + field}};
    test[equals->is_array() ? "in" : "eq"] = *equals;
    out["x-ig-visible-when"] = std::move(test);
}

} // namespace

void keep_fitting_values(NangoField& field) {
    if (const auto* value = field.schema.if_contains("default"); value != nullptr && !value_fits(field.schema, *value))
        field.schema.erase("default");
    if (const auto* list = field.schema.if_contains("examples");
        list != nullptr && !value_fits(field.schema, list->get_array().front())) {
        field.schema["x-ig-placeholder"] = list->get_array().front();
        field.schema.erase("examples");
    }
}

NangoField convert_field(std::string_view key, const bj::object& in, bool is_credential, const std::string& pointer,
                         EntryNotes& notes) {
    if (const auto type = text_member(in, "type"); type != "string" && !type.empty())
        throw EntryRefused{pointer + "/type", "unknown-type", "Fields of this type are not known."};
    NangoField field;
    field.name = camel_case(key);
    if (field.name.empty() || key.size() > 128)
        throw EntryRefused{pointer, "malformed-field", "A field's name has letters and at most 128 bytes."};
    const auto title = title_of(key, in);
    field.secret = decide_secret(key, title, in, is_credential, pointer, notes);
    auto& schema = field.schema;
    schema["type"] = "string";
    schema["title"] = title;
    schema["writeOnly"] = field.secret;
    copy_hints(in, schema);
    const bool automated = is_true(in, "automated");
    const bool hidden = is_true(in, "hidden");
    field.required = !is_true(in, "optional") && !automated && !hidden && !in.contains("visible_when");
    if (automated)
        schema["readOnly"] = true;
    if (hidden)
        schema["x-ig-advanced"] = true;
    if (field.required)
        schema["minLength"] = 1;
    if (const auto* pattern = in.if_contains("pattern"); pattern != nullptr && keep_pattern(*pattern, pointer, notes)) {
        schema["pattern"] = *pattern;
        field.guarded = pattern->get_string().starts_with('^') && pattern->get_string().ends_with('$');
    }
    if (const auto* format = in.if_contains("format"); format != nullptr && keep_format(*format, pointer, notes)) {
        schema["format"] = *format;
        field.guarded = true;
        if (!field.secret && (*format == "hostname" || *format == "uri"))
            schema["x-ig-destination"] = true;
    }
    if (const auto* values = array_member(in, "enum"); values != nullptr && !texts(*values).empty() && !field.secret) {
        schema["enum"] = texts(*values);
        field.guarded = true;
    }
    if (auto value = text_of(in.if_contains("default_value")); value && field.secret)
        notes.warn(pointer, "secret-default", "A secret has no default; it was left out.");
    else if (value)
        schema["default"] = *value;
    if (auto example = text_of(in.if_contains("example")); example && !example->empty()) {
        if (field.secret)
            schema["x-ig-placeholder"] = *example;
        else
            schema["examples"] = bj::array{*example};
    }
    add_condition(in, schema, pointer, notes);
    for (const auto& member : in)
        if (std::find(std::begin(known_keys), std::end(known_keys), std::string_view(member.key())) ==
            std::end(known_keys))
            notes.warn(pointer, "unknown-key",
                       "\"" + std::string(member.key()).substr(0, 64) + "\" is not known and was left out.");
    keep_fitting_values(field);
    return field;
}

} // namespace integration_gallery::catalog
