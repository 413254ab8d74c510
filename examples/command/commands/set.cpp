#include "commands/set.hpp"

#include "support/failure.hpp"
#include "support/output.hpp"
#include "support/store.hpp"
#include "support/value.hpp"

#include <integration_gallery/documents.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <iostream>
#include <optional>

namespace command {
namespace {

namespace ig = integration_gallery;
namespace json = boost::json;

/// JSON if it is that, else a text.
json::value parsed(const ig::Secret& text, bool is_text, const json::storage_ptr& memory) {
    if (!is_text) {
        try {
            return json::value(ig::read_document(text.view()), memory);
        } catch (const ig::Error& error) {
            if (error.code() != "malformed-json")
                throw;
        }
    }
    return json::value(text.view(), memory);
}

json::value sections(const ig::Settings& settings, const json::storage_ptr& memory) {
    json::object out(memory);
    out["authentication"] = settings.authentication;
    out["dataMapping"] = settings.data_mapping;
    out["syncSettings"] = settings.sync_settings;
    return out;
}

std::string unescaped(std::string_view token) {
    std::string out;
    for (std::size_t index = 0; index < token.size(); ++index) {
        const bool escape = token[index] == '~' && index + 1 < token.size();
        out += !escape ? token[index] : token[++index] == '1' ? '/' : '~';
    }
    return out;
}

/// The element of that number, a new one for "-" or the number behind the last; nullptr if there is none.
json::value* element(json::array& array, const std::string& token) {
    if (token == "-" || token == std::to_string(array.size()))
        return &array.emplace_back(nullptr);
    for (std::size_t index = 0; index < array.size(); ++index) {
        if (token == std::to_string(index))
            return &array[index];
    }
    return nullptr;
}

/// Puts a value in its place, and makes the objects on the way that are missing.
void put(json::value& document, const std::string& pointer, const json::value& value) {
    json::value* here = &document;
    for (std::size_t begin = 0; here != nullptr && begin < pointer.size();) {
        const std::size_t end = std::min(pointer.find('/', begin + 1), pointer.size());
        const std::string token = unescaped(std::string_view(pointer).substr(begin + 1, end - begin - 1));
        if (here->is_null())
            here->emplace_object();
        if (here->is_object())
            here = &here->get_object()[token];
        else
            here = here->is_array() ? element(here->get_array(), token) : nullptr;
        begin = end;
    }
    if (here == nullptr)
        throw Failure("Nothing can be set at " + pointer + ": no object or array is around it.", exit_refused);
    *here = value;
}

/// Takes a member or an element away.
void erase(json::value& document, const std::string& pointer) {
    const auto slash = pointer.rfind('/');
    boost::system::error_code problem;
    json::value* found = document.find_pointer(pointer, problem);
    json::value* parent = document.find_pointer(pointer.substr(0, slash), problem);
    if (found == nullptr || parent == nullptr)
        throw Failure("There is nothing set at " + pointer + ".", exit_refused);
    if (json::array* array = parent->if_array()) {
        array->erase(found);
        return;
    }
    json::object& object = parent->get_object();
    for (auto member = object.begin(); member != object.end(); ++member) {
        if (&member->value() == found) {
            object.stable_erase(member);
            return;
        }
    }
}

/// The update that changes one setting: its whole section, the secrets of which stay unless the value holds them.
json::object update(const ig::Settings& settings, const std::string& pointer, const std::optional<json::value>& value,
                    const json::storage_ptr& memory) {
    if (pointer.empty()) {
        if (!value || !value->is_object())
            throw Failure("The whole settings are a JSON object of authentication, dataMapping and syncSettings.");
        return json::object(value->get_object(), memory);
    }
    const std::string section = pointer.substr(1, pointer.find('/', 1) - 1);
    json::value document = sections(settings, memory);
    if (pointer.front() != '/' || !document.get_object().contains(section))
        throw Failure("POINTER begins with /authentication, /dataMapping or /syncSettings.");
    if (pointer.size() == section.size() + 1) {
        document.get_object()[section] = value ? *value : json::value(json::object(memory));
    } else if (!value) {
        erase(document, pointer);
    } else {
        put(document, pointer, *value);
    }
    json::object out(memory);
    out[section] = std::move(document.get_object()[section]);
    return out;
}

} // namespace

int set(const SetArguments& arguments, const Common& common) {
    const ig::Catalog catalog = load_catalog(common);
    const ig::Manifest& manifest = find_manifest(catalog, arguments.name);
    const ig::Gallery gallery = open_gallery(common, catalog);
    const ig::Session session = open_session(gallery, common);
    const ig::Settings before = session.get(arguments.name);
    const bool is_secret = before.secrets.contains(arguments.pointer);

    ig::Secret text;
    if (!arguments.clear) {
        // An unknown member of the authentication may be the secret of another method.
        const bool hidden = is_secret || arguments.pointer.starts_with("/authentication");
        text = !arguments.file.empty() ? read_value(arguments.file)
               : !has_person()
                   ? read_value("-")
                   : ask_value(arguments.name + " " + printable(arguments.pointer) + (hidden ? " (not shown): " : ": "),
                               hidden);
    }
    const json::storage_ptr memory = wiped_memory();
    json::object document(memory);
    ig::UpdateOptions options;
    if (is_secret) {
        if (!arguments.clear && text.empty())
            throw Failure("The value is empty; --clear takes the secret away.");
        json::object change(memory);
        if (arguments.clear)
            change["clear"] = true;
        else
            change["value"] = text.view();
        json::object secrets(memory);
        secrets[arguments.pointer] = std::move(change);
        document["secrets"] = std::move(secrets);
    }
    const auto store = [&](bool is_text) {
        if (is_secret)
            return session.put(arguments.name, document, options);
        std::optional<json::value> value;
        if (!arguments.clear)
            value.emplace(parsed(text, is_text, memory), memory);
        return session.put(arguments.name, update(before, arguments.pointer, value, memory),
                           {.form = ig::Form::plain, .expected_revision = before.revision});
    };
    const auto stored = [&] {
        try {
            return store(arguments.text);
        } catch (const ig::Error& error) {
            // 12 and true are texts where the setting is one.
            if (is_secret || arguments.clear || arguments.text || error.status() != ig::Status::validation)
                throw;
            try {
                return store(true);
            } catch (const ig::Error&) { // the first says more
            } catch (const Failure&) {
            }
            throw;
        }
    };
    const ig::Settings after = stored();
    if (common.json)
        std::cout << json::serialize(ig::to_document(after, manifest)) << "\n";
    else if (after.revision == before.revision)
        std::cout << arguments.name << " is as it was, revision " << after.revision << "\n";
    else
        std::cout << arguments.name << " " << printable(arguments.pointer) << " is "
                  << (arguments.clear ? "cleared" : "set") << ", revision " << after.revision << "\n";
    return exit_done;
}

} // namespace command
