#include "settings/places.hpp"

#include "json/pointer.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>

#include <vector>

namespace integration_gallery::settings {
namespace {

using boost::json::value;

/// The index of the array element whose identity token is `token` ("key=value"), or the size of the array.
std::size_t find_element(const boost::json::array& array, std::string_view token) {
    const std::size_t equals = token.find('=');
    if (equals == std::string_view::npos)
        return array.size();
    const std::string_view key = token.substr(0, equals);
    const std::string_view wanted = token.substr(equals + 1);
    for (std::size_t i = 0; i < array.size(); ++i) {
        const auto* object = array[i].if_object();
        const value* member = object != nullptr ? object->if_contains(key) : nullptr;
        if (member == nullptr)
            continue;
        if (member->is_string() ? std::string_view(member->get_string()) == wanted
                                : boost::json::serialize(*member) == wanted)
            return i;
    }
    return array.size();
}

} // namespace

schema::Annotations annotated_with_defaults(const schema::Schema& schema, const value& document) {
    if (!schema.annotates())
        return {};
    return schema.annotate(schema.with_defaults(document, document.storage()));
}

void remove_member(value& document, std::string_view pointer) {
    const auto tokens = json::split_pointer(pointer);
    if (!tokens || tokens->empty())
        return;
    value* parent = json::find(document, pointer.substr(0, pointer.rfind('/')));
    if (parent != nullptr && parent->is_object())
        parent->get_object().erase(tokens->back());
}

void remove_hidden(const schema::Schema& schema, value& document) {
    // Taking one member away may show or hide another; a document has finitely many members, so this ends.
    for (bool removed = true; removed;) {
        removed = false;
        for (const auto& pointer : annotated_with_defaults(schema, document).hidden) {
            if (json::find(document, pointer) != nullptr) {
                remove_member(document, pointer);
                removed |= json::find(document, pointer) == nullptr;
            }
        }
    }
}

bool put_member(value& document, std::string_view pointer, value item) {
    const auto tokens = json::split_pointer(pointer);
    if (!tokens || tokens->empty())
        return false;
    // look first, so that nothing is half done
    const value* at = &document;
    for (std::size_t i = 0; i < tokens->size() && at != nullptr; ++i) {
        if (at->is_array()) {
            std::string next;
            json::append_token(next, (*tokens)[i]);
            at = json::find(*at, next);
            if (at == nullptr || i + 1 == tokens->size())
                return false;
        } else if (at->is_object()) {
            at = at->get_object().if_contains((*tokens)[i]);
        } else {
            return false;
        }
    }
    value* place = &document;
    for (std::size_t i = 0; i < tokens->size(); ++i) {
        const auto& token = (*tokens)[i];
        if (place->is_array()) {
            std::string next;
            json::append_token(next, token);
            place = json::find(*place, next);
            continue;
        }
        auto& object = place->get_object();
        if (i + 1 == tokens->size()) {
            object[token] = std::move(item);
            return true;
        }
        if (!object.contains(token))
            object[token] = boost::json::object(object.storage());
        place = &object[token];
    }
    return true;
}

std::optional<std::string> resolve_identity(const value& document, std::string_view identity) {
    const auto tokens = json::split_pointer(identity);
    if (!tokens)
        return std::nullopt;
    std::string pointer;
    const value* at = &document;
    for (const auto& token : *tokens) {
        if (at != nullptr && at->is_array()) {
            const auto& array = at->get_array();
            const std::size_t index = find_element(array, token);
            if (index == array.size())
                return std::nullopt;
            json::append_token(pointer, index);
            at = &array[index];
            continue;
        }
        json::append_token(pointer, token);
        at = at != nullptr && at->is_object() ? at->get_object().if_contains(token) : nullptr;
    }
    return pointer;
}

value kept_mark() {
    return value(boost::json::string(schema::kept_secret));
}

bool is_kept_mark(const value& item) {
    return item.is_string() && std::string_view(item.get_string()) == schema::kept_secret;
}

} // namespace integration_gallery::settings
