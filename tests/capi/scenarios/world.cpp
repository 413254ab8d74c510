#include "world.hpp"

#include "calls.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace scenarios {

World::World(std::string folder, std::string data, const json::object& manifests)
    : m_folder(std::move(folder)), m_data(std::move(data)), m_manifests(manifests) {}

World::World(World& parent, int number)
    : m_folder(parent.m_folder), m_data(parent.m_data), m_manifests(parent.m_manifests), m_branch(number),
      m_galleries(parent.m_galleries) {}

World::~World() {
    for (auto& [name, credentials] : m_credentials)
        ig_credentials_free(credentials);
    for (auto& [name, session] : m_sessions)
        ig_session_free(session);
    if (!m_branch)
        for (auto& gallery : m_shared)
            ig_gallery_close(gallery->handle);
}

json::value World::substituted(const json::value& step) const {
    std::string text = json::serialize(step);
    const std::map<std::string, std::string> variables{
        {"${folder}", m_folder}, {"${data}", m_data}, {"${branch}", m_branch ? std::to_string(*m_branch) : ""}};
    for (const auto& [variable, value] : variables)
        for (auto at = text.find(variable); at != std::string::npos; at = text.find(variable, at + value.size()))
            text.replace(at, variable.size(), value);
    return json::parse(text);
}

std::string World::text(const json::object& step, const char* member, const char* otherwise) const {
    const json::value* value = step.if_contains(member);
    if (value == nullptr && otherwise != nullptr)
        return otherwise;
    return text_of(*value);
}

/// A document or body: JSON, {"$text": …}, {"$bytes": hex} or {"$result": name}.
std::string World::bytes(const json::value& value) const {
    if (const auto* marked = value.if_object()) {
        if (const auto* text = marked->if_contains("$text"))
            return std::string(text->as_string());
        if (const auto* result = marked->if_contains("$result"))
            return json::serialize(m_results.at(std::string(result->as_string())));
        if (const auto* hex = marked->if_contains("$bytes")) {
            std::string bytes;
            for (std::size_t at = 0; at < hex->as_string().size(); at += 2)
                bytes += static_cast<char>(std::stoi(std::string(hex->as_string().subview(at, 2)), nullptr, 16));
            return bytes;
        }
    }
    return json::serialize(value);
}

World::Gallery& World::gallery(const json::object& step, const char* member) {
    const auto found = m_galleries.find(text(step, member, "g"));
    if (found == m_galleries.end())
        throw Refused{"closed"};
    return *found->second;
}

ig_session* World::session(const json::object& step) const {
    const auto found = m_sessions.find(text(step, "session", "s"));
    if (found == m_sessions.end())
        throw Refused{"closed"};
    return found->second;
}

void World::take(const std::string& name, ig_session* session) {
    auto& slot = m_sessions[name];
    ig_session_free(std::exchange(slot, session));
}

void World::take(const std::string& name, ig_credentials* credentials) {
    auto& slot = m_credentials[name];
    ig_credentials_free(std::exchange(slot, credentials));
}

void World::fill(ig_options* options, const json::object& step) const {
    const auto set = [&](const std::string& name, const std::string& value) {
        const std::string given = plain(value);
        ask([&](ig_error** error) { return ig_options_set(options, name.c_str(), given.c_str(), error); });
    };
    if (const auto* store = step.if_contains("store")) {
        const std::string base = m_folder + "/" + std::string(store->as_string());
        set("database.url", "sqlite://" + base + ".db");
        set("database.synchronous", "false");
        if (!step.contains("key_provider")) {
            set("key.file", base + ".key");
            set("key.create", "true");
        }
        if (!step.contains("shipped"))
            set("catalog.shipped", "false");
    }
    if (const auto* given = step.if_contains("options"))
        for (const auto& [name, value] : given->as_object()) {
            if (value.is_string())
                set(name, std::string(value.as_string()));
            else
                for (const auto& one : value.as_array())
                    set(name, std::string(one.as_string()));
        }
    if (const auto* manifests = step.if_contains("manifests"))
        for (const auto& manifest : manifests->as_array()) {
            const std::string text =
                json::serialize(manifest.is_string() ? m_manifests.at(manifest.as_string()) : manifest);
            ask([&](ig_error** error) { return ig_options_add_manifest(options, text.data(), text.size(), error); });
        }
}

json::value World::open(const json::object& step) {
    const Owned<ig_options> options(
        made_by<ig_options>([](ig_options** out, ig_error** error) { return ig_options_new(out, error); }));
    fill(options.get(), step);
    auto opened = std::make_shared<Gallery>();
    opened->host = std::make_unique<Host>(step);
    m_shared.push_back(opened);
    ask([&](ig_error** error) { return opened->host->install(options.get(), error); });
    opened->handle = made_by<ig_gallery>(
        [&](ig_gallery** out, ig_error** error) { return ig_gallery_open(options.get(), out, error); });
    m_galleries[text(step, "as", "g")] = opened;
    return nullptr;
}

json::value World::handle(const json::object& step) {
    ig_session* const by = session(step);
    const auto& from = step.at("request").as_object();
    const std::string method = text(from, "method");
    const std::string target = text(from, "target");
    const Owned<ig_http_message> request(made_by<ig_http_message>([&](ig_http_message** out, ig_error** error) {
        return ig_http_request_new(method.c_str(), target.c_str(), out, error);
    }));
    if (const auto* fields = from.if_contains("fields"))
        for (const auto& field : fields->as_array()) {
            const std::string name = text_of(field.at(0));
            const std::string value = text_of(field.at(1));
            ask([&](ig_error** error) {
                return ig_http_message_add(request.get(), name.c_str(), value.c_str(), error);
            });
        }
    if (const auto* given = from.if_contains("body")) {
        const std::string body = given->is_string() ? std::string(given->as_string()) : bytes(*given);
        ask([&](ig_error** error) { return ig_http_message_set_body(request.get(), body.data(), body.size(), error); });
    }
    const Owned<ig_http_message> response(made_by<ig_http_message>(
        [&](ig_http_message** out, ig_error** error) { return ig_http_handle(by, request.get(), out, error); }));
    json::array fields;
    for (size_t index = 0; index < ig_http_message_count(response.get()); ++index) {
        const char* value = nullptr;
        const char* name = ig_http_message_field(response.get(), index, &value);
        fields.push_back(json::array{name, value});
    }
    size_t size = 0;
    const char* body = ig_http_message_body(response.get(), &size);
    json::error_code not_json;
    json::value parsed = json::parse(std::string_view(body, size), not_json);
    return json::object{{"status", ig_http_message_status(response.get())},
                        {"fields", std::move(fields)},
                        {"body", std::string_view(body, size)},
                        {"json", std::move(parsed)}};
}

json::value World::read(ig_credentials* credentials) const {
    json::object fields;
    for (size_t index = 0; index < ig_credentials_field_count(credentials); ++index) {
        const char* name = ig_credentials_field_name(credentials, index);
        size_t size = 0;
        const char* value = ig_credentials_field(credentials, name, &size);
        fields[name] = std::string_view(value, size);
    }
    return json::object{{"enabled", ig_credentials_enabled(credentials) == 1},
                        {"method", ig_credentials_method(credentials)},
                        {"revision", ig_credentials_revision(credentials)},
                        {"settings", json::parse(ig_credentials_settings(credentials))},
                        {"fields", std::move(fields)}};
}

json::value World::credentials_field(const json::object& step) {
    const auto found = m_credentials.find(text(step, "of"));
    if (found == m_credentials.end())
        throw Refused{"closed"};
    size_t size = 0;
    const char* value = ig_credentials_field(found->second, text(step, "pointer").c_str(), &size);
    return value != nullptr ? json::value(std::string_view(value, size)) : json::value(nullptr);
}

void World::keep(const json::object& step, json::value value) {
    if (const auto* name = step.if_contains("as"))
        m_results[std::string(name->as_string())] = std::move(value);
}

Outcome World::perform(const json::object& step) {
    const std::string action(step.at("do").as_string());
    Outcome outcome;
    try {
        const auto integration = [&] { return text(step, "integration"); };
        if (action == "library.info") {
            outcome.value = json::object{{"version", ig_version()}, {"abi_revision", ig_abi_revision()}};
        } else if (action == "library.status_name") {
            outcome.value = ig_status_name(static_cast<ig_status>(step.at("value").as_int64()));
        } else if (action == "gallery.open") {
            outcome.value = open(step);
        } else if (action == "gallery.close") {
            const auto found = m_galleries.find(text(step, "of"));
            if (found != m_galleries.end()) {
                ig_gallery_close(std::exchange(found->second->handle, nullptr));
                m_galleries.erase(found);
            }
        } else if (action == "gallery.what_breaks") {
            outcome.value = what_breaks(step);
        } else if (action == "session.new") {
            auto& of = gallery(step);
            const std::string project = text(step, "project", "apollo");
            const std::string subject = text(step, "subject", "ada");
            const auto* permissions = step.if_contains("permissions");
            const auto bits = permissions != nullptr ? permissions->to_number<std::uint64_t>() : 7;
            take(text(step, "as", "s"), made_by<ig_session>([&](ig_session** out, ig_error** error) {
                     return ig_session_new(of.handle, project.c_str(), subject.c_str(), bits, out, error);
                 }));
        } else if (action == "session.close") {
            const auto found = m_sessions.find(text(step, "of"));
            if (found != m_sessions.end()) {
                ig_session_free(found->second);
                m_sessions.erase(found);
            }
        } else if (action == "catalog.list") {
            const std::string language = text(step, "language", "");
            outcome.value = document_of([&, by = session(step)](ig_buffer** out, ig_error** error) {
                return ig_catalog_list(by, language.empty() ? nullptr : language.c_str(), out, error);
            });
        } else if (action == "settings.get") {
            outcome.value =
                document_of([&, by = session(step), name = integration()](ig_buffer** out, ig_error** error) {
                    return ig_settings_get(by, name.c_str(), out, error);
                });
        } else if (action == "settings.put" || action == "settings.check") {
            auto* const function = action == "settings.put" ? ig_settings_put : ig_settings_check;
            const std::string document = bytes(step.at("document"));
            const auto* revision = step.if_contains("if_revision");
            const std::int64_t expected = revision != nullptr ? revision->as_int64() : IG_ANY_REVISION;
            outcome.value =
                document_of([&, by = session(step), name = integration()](ig_buffer** out, ig_error** error) {
                    return function(by, name.c_str(), document.data(), document.size(), expected, out, error);
                });
        } else if (action == "settings.changes") {
            outcome.value = changes(step);
        } else if (action == "settings.set_enabled") {
            outcome.value =
                document_of([&, by = session(step), name = integration()](ig_buffer** out, ig_error** error) {
                    return ig_settings_set_enabled(by, name.c_str(), step.at("enabled").as_bool() ? 1 : 0, out, error);
                });
        } else if (action == "settings.remove") {
            const auto* revision = step.if_contains("if_revision");
            const std::int64_t expected = revision != nullptr ? revision->as_int64() : IG_ANY_REVISION;
            ask([&, by = session(step), name = integration()](ig_error** error) {
                return ig_settings_remove(by, name.c_str(), expected, error);
            });
        } else if (action == "credentials.acquire") {
            const std::string purpose = text(step, "purpose");
            auto* credentials = made_by<ig_credentials>(
                [&, by = session(step), name = integration()](ig_credentials** out, ig_error** error) {
                    return ig_credentials_acquire(by, name.c_str(), purpose.c_str(), out, error);
                });
            take(text(step, "as", "c"), credentials);
            outcome.value = read(credentials);
        } else if (action == "credentials.compare") {
            const std::string value = text(step, "value");
            std::int32_t same = -1;
            ask([&, by = session(step), name = integration(), pointer = text(step, "pointer"),
                 purpose = text(step, "purpose")](ig_error** error) {
                return ig_credentials_compare(by, name.c_str(), pointer.c_str(), value.data(), value.size(),
                                              purpose.c_str(), &same, error);
            });
            outcome.value = same == 1;
        } else if (action == "credentials.field") {
            outcome.value = credentials_field(step);
        } else if (action == "credentials.close") {
            const auto found = m_credentials.find(text(step, "of"));
            if (found != m_credentials.end()) {
                ig_credentials_free(found->second);
                m_credentials.erase(found);
            }
        } else if (action == "http.handle") {
            outcome.value = handle(step);
        } else if (action == "http.classify") {
            outcome.value = classify(step);
        } else if (action.starts_with("history.")) {
            outcome.value = history(action, step);
        } else if (action.starts_with("store.")) {
            outcome.value = store(action, step);
        } else if (action.starts_with("keys.")) {
            outcome.value = keys(action, step);
        } else if (action == "callbacks.calls") {
            outcome.value = gallery(step, "of").host->calls(text(step, "callback"));
        } else {
            throw std::logic_error("there is no action \"" + action + "\"");
        }
    } catch (const Refused& refused) {
        outcome.kind = refused.kind;
    } catch (const Failed& failed) {
        outcome.kind = "error";
        outcome.status = failed.status;
        outcome.code = ig_error_code(failed.error);
        outcome.problem = json::parse(ig_error_detail(failed.error));
        const bool whole = ig_error_status(failed.error) == failed.status && ig_error_message(failed.error)[0] != 0;
        ig_error_free(failed.error);
        if (!whole)
            throw std::logic_error("an error does not tell what is wrong");
    }
    return outcome;
}

} // namespace scenarios
