#include "catalog/importers/plain_text.hpp"
#include "catalog/lint/rules.hpp"
#include "catalog/localized_text.hpp"
#include "json/pointer.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <iterator>
#include <set>

namespace integration_gallery::catalog {
namespace {

namespace bj = boost::json;

constexpr std::string_view text_members[] = {
    "title",     "description", "displayName", "x-ig-placeholder",    "x-ig-group",
    "x-ig-unit", "x-ig-prefix", "x-ig-suffix", "x-ig-pattern-message"};
constexpr std::string_view values[] = {"const", "enum", "default", "examples"};

struct Text {
    std::string pointer;
    const bj::value* value;
};

template <typename List>
bool is_one_of(const List& list, std::string_view word) {
    return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

void collect(const bj::value& value, const std::string& pointer, std::vector<Text>& out);

void collect_members(const bj::object& object, const std::string& pointer, std::vector<Text>& out) {
    for (const auto& member : object) {
        std::string below = pointer;
        json::append_token(below, member.key());
        const bool text = member.value().is_string() || is_text_object(member.value());
        if (text && is_one_of(text_members, member.key()))
            out.push_back({std::move(below), &member.value()});
        else if (!is_one_of(values, member.key()))
            collect(member.value(), below, out);
    }
}

void collect(const bj::value& value, const std::string& pointer, std::vector<Text>& out) {
    if (const auto* object = value.if_object())
        return collect_members(*object, pointer, out);
    const auto* array = value.if_array();
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
        const auto below = pointer + "/" + std::to_string(i);
        if (pointer.ends_with("/setupSteps"))
            out.push_back({below, &(*array)[i]});
        else
            collect((*array)[i], below, out);
    }
}

void check_html(const bj::value& text, const std::string& pointer, LintSink& sink) {
    if (text.is_string() && has_html(std::string_view(text.get_string())))
        sink.warning(pointer, "html-in-text", "The text has HTML in it, which is shown as it stands.",
                     "Write plain text; an https address in it becomes a link.");
}

std::string folded(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return out;
}

/// What a search finds it by already.
std::vector<std::string> known_names(const bj::object& manifest) {
    std::vector<std::string> known;
    const auto add = [&known](const bj::value* text) {
        if (text != nullptr && text->is_string())
            known.push_back(folded(std::string_view(text->get_string())));
    };
    add(manifest.if_contains("name"));
    const auto* shown = manifest.if_contains("displayName");
    add(shown);
    if (shown != nullptr && shown->is_object())
        for (const auto& member : shown->get_object())
            add(&member.value());
    return known;
}

} // namespace

void check_aliases(const bj::object& manifest, LintSink& sink) {
    const auto* member = manifest.if_contains("aliases");
    const auto* aliases = member == nullptr ? nullptr : member->if_array();
    auto known = known_names(manifest);
    for (std::size_t i = 0; aliases != nullptr && i < aliases->size(); ++i) {
        if (!(*aliases)[i].is_string())
            continue;
        auto alias = folded(std::string_view((*aliases)[i].get_string()));
        if (std::any_of(known.begin(), known.end(),
                        [&](const std::string& name) { return name.find(alias) != std::string::npos; }))
            sink.warning("/aliases/" + std::to_string(i), "needless-alias",
                         "Whoever looks for this finds the integration already, by another of its names.",
                         "Leave it out.");
        known.push_back(std::move(alias));
    }
}

void check_texts(const bj::object& manifest, LintSink& sink) {
    std::vector<Text> texts;
    collect_members(manifest, "", texts);
    std::set<std::string> languages;
    for (const auto& text : texts)
        if (text.value->is_object())
            for (const auto& member : text.value->get_object())
                languages.emplace(member.key());
    for (const auto& text : texts) {
        check_html(*text.value, text.pointer, sink);
        const auto* object = text.value->if_object();
        if (object == nullptr)
            continue;
        for (const auto& member : *object) {
            std::string below = text.pointer;
            json::append_token(below, member.key());
            check_html(member.value(), below, sink);
        }
        for (const auto& language : languages)
            if (!object->contains(language))
                sink.warning(text.pointer, "translation-missing",
                             "The text lacks the language " + language + ", which others have.",
                             "Add the language, or write a plain string if the text is the same in all.");
    }
}

} // namespace integration_gallery::catalog
