#include "buffer.hpp"
#include "gallery.hpp"
#include "guard.hpp"

#include <integration_gallery/credentials.hpp>

#include <boost/json/serialize.hpp>

#include <map>
#include <string>
#include <utility>
#include <vector>

/// Opened secrets, each with a zero behind it, in the order of their pointers.
struct ig_credentials : integration_gallery::capi::Handle<0x49474352> {
    explicit ig_credentials(const integration_gallery::Credentials& opened)
        : method(opened.method()), enabled(opened.enabled()), revision(opened.revision()),
          settings(boost::json::serialize(opened.settings())) {
        for (const auto& [pointer, secret] : opened.secrets()) {
            names.push_back(pointer);
            fields.emplace(std::piecewise_construct, std::forward_as_tuple(pointer),
                           std::forward_as_tuple(secret.view()));
        }
    }

    std::string method;
    bool enabled;
    std::int64_t revision;
    std::string settings;
    std::vector<std::string> names;
    std::map<std::string, ig_buffer, std::less<>> fields;
};

namespace capi = integration_gallery::capi;

ig_status ig_credentials_acquire(const ig_session* session, const char* integration, const char* purpose,
                                 ig_credentials** out, ig_error** error) {
    return capi::guard(
        error,
        [&] {
            const auto& in = capi::require(session, "session");
            *out = new ig_credentials(in.session.credentials(capi::require_text(integration, "integration"),
                                                             capi::require_text(purpose, "purpose")));
        },
        out);
}

ig_status ig_credentials_compare(const ig_session* session, const char* integration, const char* pointer,
                                 const char* value, size_t size, const char* purpose, int32_t* same, ig_error** error) {
    return capi::guard(
        error,
        [&] {
            const auto& in = capi::require(session, "session");
            const integration_gallery::Secret candidate(capi::require_bytes(value, size, "value"));
            *same = in.session.is_secret(capi::require_text(integration, "integration"),
                                         capi::require_text(pointer, "pointer"), candidate,
                                         capi::require_text(purpose, "purpose"))
                        ? 1
                        : 0;
        },
        same);
}

int32_t ig_credentials_enabled(const ig_credentials* credentials) {
    return capi::valid(credentials) && credentials->enabled ? 1 : 0;
}

const char* ig_credentials_method(const ig_credentials* credentials) {
    return capi::valid(credentials) ? credentials->method.c_str() : "";
}

int64_t ig_credentials_revision(const ig_credentials* credentials) {
    return capi::valid(credentials) ? credentials->revision : 0;
}

const char* ig_credentials_settings(const ig_credentials* credentials) {
    return capi::valid(credentials) ? credentials->settings.c_str() : "";
}

size_t ig_credentials_field_count(const ig_credentials* credentials) {
    return capi::valid(credentials) ? credentials->names.size() : 0;
}

const char* ig_credentials_field_name(const ig_credentials* credentials, size_t index) {
    if (!capi::valid(credentials) || index >= credentials->names.size())
        return nullptr;
    return credentials->names[index].c_str();
}

const char* ig_credentials_field(const ig_credentials* credentials, const char* pointer, size_t* size) {
    if (size != nullptr)
        *size = 0;
    if (!capi::valid(credentials) || pointer == nullptr)
        return nullptr;
    const auto found = credentials->fields.find(std::string_view(pointer));
    if (found == credentials->fields.end())
        return nullptr;
    if (size != nullptr)
        *size = found->second.view().size();
    return found->second.view().data();
}

void ig_credentials_free(ig_credentials* credentials) {
    capi::release(credentials);
}
