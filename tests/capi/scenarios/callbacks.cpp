#include "callbacks.hpp"

#include "memory.hpp"

#include <boost/json/parse.hpp>

#include <vector>

namespace scenarios {

std::atomic<int> Host::unreleased = 0;

namespace {

/// A context is a pointer of its own for every setter, so that each release is counted.
struct Context {
    Host* host;
};

Host& host_of(void* context) {
    return *static_cast<Context*>(context)->host;
}

void released(void* context) {
    const Counting outside(false);
    delete static_cast<Context*>(context);
    --Host::unreleased;
}

Context* new_context(Host& host) {
    const Counting outside(false); // this memory is the host's own
    ++Host::unreleased;
    return new Context{&host};
}

/// What a binding does when the host's function fails: with the binding's own error, or with anything else.
ig_status fail(const std::string& behaviour, ig_status status, const char* message, ig_error** error) {
    const ig_status given = behaviour == "fails" ? status : IG_E_INTERNAL;
    *error = ig_error_new(given, behaviour == "fails" ? message : "The function threw.");
    return given;
}

ig_status authorize(void* context, const char* project, const char* subject, uint64_t permissions, const char* action,
                    const char* integration, int32_t* allowed, ig_error** error) {
    const Counting outside(false);
    auto& host = host_of(context);
    host.note("authorizer", {{"project", project},
                             {"subject", subject},
                             {"permissions", static_cast<std::int64_t>(permissions)},
                             {"action", action},
                             {"integration", integration}});
    const std::string behaviour = host.behaviour("authorizer", action);
    if (behaviour == "fails" || behaviour == "throws")
        return fail(behaviour, IG_E_TIMEOUT, "The directory is down.", error);
    *allowed = behaviour == "nonsense" ? 2 : behaviour == "no" ? 0 : 1;
    return IG_OK;
}

ig_status record(void* context, const char* record_json, size_t size, ig_error** error) {
    const Counting outside(false);
    auto& host = host_of(context);
    const auto event = json::parse(std::string_view(record_json, size)).as_object();
    host.note("audit", event);
    const std::string behaviour = host.behaviour("audit", event.at("kind").as_string());
    return behaviour.empty() ? IG_OK : fail(behaviour, IG_E_TIMEOUT, "The log is full.", error);
}

void write(void* context, int32_t level, const char* record_json, size_t size) {
    const Counting outside(false);
    auto call = json::parse(std::string_view(record_json, size)).as_object();
    call["level"] = level;
    host_of(context).note("logger", std::move(call));
}

ig_status name_keys(void* context, ig_buffer** out, ig_error** error) {
    const Counting outside(false);
    const std::string behaviour = host_of(context).behaviour("key_provider", "keys");
    if (behaviour == "fails" || behaviour == "throws")
        return fail(behaviour, IG_E_KEY, "The key service is closed.", error);
    const std::string text = behaviour == "nonsense" ? "[]" : R"({"active":"k2","known":["k1","k2"]})";
    *out = ig_buffer_new(text.data(), text.size());
    return IG_OK;
}

ig_status turn(void* context, const char* operation, const char* key_id, const void* input, size_t size,
               ig_buffer** out, ig_error** error) {
    const Counting outside(false);
    auto& host = host_of(context);
    host.note("key_provider", {{"operation", operation}, {"key_id", key_id}});
    const std::string behaviour = host.behaviour("key_provider", operation);
    if (behaviour == "fails" || behaviour == "throws")
        return fail(behaviour, IG_E_KEY, "The key service is closed.", error);
    if (behaviour == "nonsense")
        return IG_OK;
    std::vector<char> bytes(static_cast<const char*>(input), static_cast<const char*>(input) + size);
    for (char& byte : bytes)
        byte = static_cast<char>(byte ^ 0x5A);
    *out = ig_buffer_new(bytes.data(), bytes.size());
    return IG_OK;
}

ig_status wrap(void* context, const char* key_id, const void* input, size_t size, const void*, size_t, uint32_t,
               ig_buffer** out, ig_error** error) {
    return turn(context, "wrap", key_id, input, size, out, error);
}

ig_status unwrap(void* context, const char* key_id, const void* input, size_t size, const void*, size_t, uint32_t,
                 ig_buffer** out, ig_error** error) {
    return turn(context, "unwrap", key_id, input, size, out, error);
}

} // namespace

Host::Host(const json::object& open) : m_open(open) {}

ig_status Host::install(ig_options* options, ig_error** error) {
    ig_status status = IG_OK;
    if (m_open.contains("authorizer"))
        status = ig_options_set_authorizer(options, authorize, new_context(*this), released, error);
    if (status == IG_OK && m_open.contains("audit"))
        status = ig_options_set_audit_sink(options, record, new_context(*this), released, error);
    if (status == IG_OK && m_open.contains("logger"))
        status = ig_options_set_logger(options, write, new_context(*this), released, error);
    if (status == IG_OK && m_open.contains("key_provider"))
        status = ig_options_set_key_provider(options, "scenario", name_keys, wrap, unwrap, new_context(*this), released,
                                             error);
    return status;
}

json::array Host::calls(const std::string& callback) {
    const std::lock_guard lock(m_guard);
    return m_calls[callback];
}

std::string Host::behaviour(const char* callback, std::string_view what) const {
    const auto& said = m_open.at(callback).as_object();
    const json::value* found = said.if_contains(what);
    if (found == nullptr)
        found = said.if_contains("*");
    return found != nullptr ? std::string(found->as_string()) : std::string();
}

void Host::note(const char* callback, json::object call) {
    const std::lock_guard lock(m_guard);
    m_calls[callback].push_back(std::move(call));
}

} // namespace scenarios
