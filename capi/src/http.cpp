#include "buffer.hpp"
#include "gallery.hpp"
#include "guard.hpp"

#include <integration_gallery/http.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

/// A request that is put together, or a response that owns what it shows.
struct ig_http_message : integration_gallery::capi::Handle<0x4947484D> {
    struct Field {
        std::string name;
        std::string value;
    };

    std::string method;
    std::string target;
    std::vector<Field> fields;
    ig_buffer body{""};                                    ///< of a request
    std::optional<integration_gallery::Response> response; ///< shown as it is: its body is shared, not copied

    std::string_view shown_body() const noexcept { return response ? response->body() : body.view(); }

    // What the host vouches for.
    std::string authority;
    std::string mount;
    std::string request_id;
    bool ambient_auth = true;
    bool secure_transport = false;
};

namespace integration_gallery::capi {
namespace {

ig_http_message& require_request(ig_http_message* message) {
    auto& request = require(message, "message");
    if (request.response)
        throw Error(Status::invalid_argument, "not-a-request", "This message is a response; only requests are made.");
    return request;
}

void set_fact(ig_http_message& message, std::string_view name, std::string_view value) {
    if (name == ":authority") {
        message.authority = value;
    } else if (name == ":mount") {
        message.mount = value;
    } else if (name == ":request-id") {
        message.request_id = value;
    } else if (name == ":scheme" && (value == "http" || value == "https")) {
        message.secure_transport = value == "https";
    } else if (name == ":auth" && (value == "cookie" || value == "token")) {
        message.ambient_auth = value == "cookie";
    } else {
        throw Error(Status::invalid_argument, "unknown-fact",
                    "The facts are :authority, :mount, :request-id, :scheme (http, https) and :auth (cookie, token).");
    }
}

Response answer(const ig_session& session, const ig_http_message& from) {
    if (!session.http)
        throw Error(Status::invalid_state, "authorizer-missing",
                    "There is no HTTP API without an authorizer: call ig_options_set_authorizer before opening.");
    std::vector<HeaderField> headers;
    headers.reserve(from.fields.size());
    for (const auto& field : from.fields)
        headers.push_back({field.name, field.value});
    Request request;
    request.method = from.method;
    request.target = from.target;
    request.mount = from.mount;
    request.authority = from.authority;
    request.headers = headers;
    request.body = from.body.view();
    request.caller = {session.session.subject(), session.session.project(), session.permissions};
    request.ambient_auth = from.ambient_auth;
    request.secure_transport = from.secure_transport;
    request.request_id = from.request_id;
    return session.http->handle(request);
}

} // namespace
} // namespace integration_gallery::capi

namespace capi = integration_gallery::capi;

ig_status ig_http_request_new(const char* method, const char* target, ig_http_message** out, ig_error** error) {
    return capi::guard(
        error,
        [&] {
            auto message = std::make_unique<ig_http_message>();
            message->method = capi::require_text(method, "method");
            message->target = capi::require_text(target, "target");
            *out = message.release();
        },
        out);
}

ig_status ig_http_message_add(ig_http_message* message, const char* name, const char* value, ig_error** error) {
    return capi::guard(error, [&] {
        auto& target = capi::require_request(message);
        const auto field = capi::require_text(name, "name");
        const auto content = capi::require_text(value, "value");
        if (field.starts_with(':'))
            capi::set_fact(target, field, content);
        else
            target.fields.push_back({std::string(field), std::string(content)});
    });
}

ig_status ig_http_message_set_body(ig_http_message* message, const void* data, size_t size, ig_error** error) {
    return capi::guard(error, [&] {
        auto& target = capi::require_request(message);
        target.body.bytes = std::move(ig_buffer(capi::require_bytes(data, size, "data")).bytes);
    });
}

int32_t ig_http_message_status(const ig_http_message* message) {
    return capi::valid(message) && message->response ? message->response->status() : 0;
}

size_t ig_http_message_count(const ig_http_message* message) {
    if (!capi::valid(message))
        return 0;
    return message->response ? message->response->headers().size() : message->fields.size();
}

const char* ig_http_message_field(const ig_http_message* message, size_t index, const char** value) {
    if (value != nullptr)
        *value = nullptr;
    if (index >= ig_http_message_count(message))
        return nullptr;
    const auto show = [&](const auto& field) {
        if (value != nullptr)
            *value = field.value.c_str();
        return field.name.c_str();
    };
    return message->response ? show(message->response->headers()[index]) : show(message->fields[index]);
}

const char* ig_http_message_body(const ig_http_message* message, size_t* size) {
    if (size != nullptr)
        *size = capi::valid(message) ? message->shown_body().size() : 0;
    return capi::valid(message) && !message->shown_body().empty() ? message->shown_body().data() : "";
}

void ig_http_message_free(ig_http_message* message) {
    capi::release(message);
}

ig_status ig_http_handle(const ig_session* session, const ig_http_message* request, ig_http_message** response,
                         ig_error** error) {
    return capi::guard(
        error,
        [&] {
            const auto& in = capi::require(session, "session");
            auto message = std::make_unique<ig_http_message>();
            message->response.emplace(capi::answer(in, capi::require(request, "request")));
            *response = message.release();
        },
        response);
}

int32_t ig_http_classify(const ig_session* session, const ig_http_message* request) {
    if (!capi::valid(session) || !session->http || !capi::valid(request))
        return IG_ROUTE_STORE;
    return static_cast<int32_t>(session->http->classify(request->method, request->target, request->mount));
}
