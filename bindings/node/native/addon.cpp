// The addon: index.js hands over checked values, a job runs on a worker thread, a promise tells what came of it.
#include "job.hpp"
#include "values.hpp"

namespace {

using Held = std::shared_ptr<Gallery>;

void free_gallery(napi_env, void* data, void*) {
    delete static_cast<Held*>(data);
}

void free_credentials(napi_env, void* data, void*) {
    auto* const slot = static_cast<ig_credentials**>(data);
    ig_credentials_free(*slot);
    delete slot;
}

napi_value failure(napi_env env, ig_status status, const std::string& code, const std::string& message,
                   const std::string& detail) {
    napi_value made = nullptr;
    napi_create_object(env, &made);
    values::set(env, made, "status", values::from(env, static_cast<double>(status)));
    values::set(env, made, "code", values::from(env, code));
    values::set(env, made, "message", values::from(env, message));
    values::set(env, made, "detail", values::from(env, detail));
    return made;
}

napi_value response_of(napi_env env, const Job& job) {
    napi_value made = nullptr;
    napi_value fields = nullptr;
    napi_create_object(env, &made);
    napi_create_array_with_length(env, job.http_fields.size(), &fields);
    for (std::uint32_t index = 0; index < job.http_fields.size(); ++index) {
        napi_value pair = nullptr;
        napi_create_array_with_length(env, 2, &pair);
        napi_set_element(env, pair, 0, values::from(env, job.http_fields[index].name));
        napi_set_element(env, pair, 1, values::from(env, job.http_fields[index].value));
        napi_set_element(env, fields, index, pair);
    }
    values::set(env, made, "status", values::from(env, static_cast<double>(job.http_status)));
    values::set(env, made, "fields", fields);
    values::set(env, made, "body", values::from_bytes(env, job.text.data(), job.text.size()));
    return made;
}

napi_value result_of(napi_env env, Job& job) {
    napi_value made = nullptr;
    switch (job.operation) {
    case Operation::open:
        napi_create_external(env, new Held(std::move(job.gallery)), free_gallery, nullptr, &made);
        return made;
    case Operation::credentials: {
        napi_create_external(env, new ig_credentials*(job.credentials), free_credentials, nullptr, &made);
        return made;
    }
    case Operation::handle:
        return response_of(env, job);
    default:
        return values::from(env, job.text);
    }
}

void execute(napi_env, void* data) {
    static_cast<Job*>(data)->run();
}

void complete(napi_env env, napi_status, void* data) {
    const std::unique_ptr<Job> job(static_cast<Job*>(data));
    if (job->dispatch != nullptr)
        napi_release_threadsafe_function(job->dispatch, napi_tsfn_release);
    if (job->status == IG_OK)
        napi_resolve_deferred(env, job->deferred, result_of(env, *job));
    else
        napi_reject_deferred(env, job->deferred, failure(env, job->status, job->code, job->message, job->detail));
    napi_delete_async_work(env, job->work);
}

napi_value start(napi_env env, std::unique_ptr<Job> job) {
    napi_value promise = nullptr;
    napi_value name = values::from(env, "integration-gallery");
    napi_create_promise(env, &job->deferred, &promise);
    napi_create_async_work(env, nullptr, name, execute, complete, job.get(), &job->work);
    napi_queue_async_work(env, job->work);
    static_cast<void>(job.release()); // the event loop has it now
    return promise;
}

Held* held(napi_env env, napi_value external) {
    void* data = nullptr;
    napi_get_value_external(env, external, &data);
    return static_cast<Held*>(data);
}

/// open(id, options as [name, value, …], manifests, callbacks, dispatch)
napi_value open(napi_env env, napi_callback_info info) {
    size_t count = 5;
    napi_value arguments[5];
    napi_get_cb_info(env, info, &count, arguments, nullptr, nullptr);
    auto job = std::make_unique<Job>();
    job->id = values::to_double(env, arguments[0]);
    const auto options = values::to_strings(env, arguments[1]);
    for (std::size_t index = 0; index + 1 < options.size(); index += 2)
        job->fields.push_back({options[index], options[index + 1]});
    job->manifests = values::to_strings(env, arguments[2]);
    job->callbacks = values::to_strings(env, arguments[3]);
    if (!job->callbacks.empty()) {
        napi_create_threadsafe_function(env, arguments[4], nullptr, values::from(env, "integration-gallery"), 0, 1,
                                        nullptr, nullptr, nullptr, callbacks::on_question, &job->dispatch);
        napi_unref_threadsafe_function(env, job->dispatch); // a gallery that is open keeps no process alive
    }
    return start(env, std::move(job));
}

/// call(id, operation, gallery, project, subject, permissions, texts, numbers, fields, body, dispatch or undefined)
napi_value call(napi_env env, napi_callback_info info) {
    size_t count = 11;
    napi_value arguments[11];
    napi_get_cb_info(env, info, &count, arguments, nullptr, nullptr);
    auto job = std::make_unique<Job>();
    job->id = values::to_double(env, arguments[0]);
    job->operation = static_cast<Operation>(values::to_int64(env, arguments[1]));
    job->gallery = *held(env, arguments[2]);
    job->project = values::to_string(env, arguments[3]);
    job->subject = values::to_string(env, arguments[4]);
    job->permissions = values::to_uint64(env, arguments[5]);
    job->texts = values::to_strings(env, arguments[6]);
    for (std::uint32_t index = 0; index < values::length(env, arguments[7]); ++index)
        job->numbers.push_back(values::to_int64(env, values::item(env, arguments[7], index)));
    const auto fields = values::to_strings(env, arguments[8]);
    for (std::size_t index = 0; index + 1 < fields.size(); index += 2)
        job->fields.push_back({fields[index], fields[index + 1]});
    job->body = values::to_string(env, arguments[9]);
    napi_valuetype type = napi_undefined;
    napi_typeof(env, arguments[10], &type);
    if (type == napi_function)
        napi_create_threadsafe_function(env, arguments[10], nullptr, values::from(env, "integration-gallery"), 0, 1,
                                        nullptr, nullptr, nullptr, callbacks::on_question, &job->dispatch);
    return start(env, std::move(job));
}

/// checkSession(gallery, project, subject, permissions): undefined, or what is wrong
napi_value check_session(napi_env env, napi_callback_info info) {
    size_t count = 4;
    napi_value arguments[4];
    napi_get_cb_info(env, info, &count, arguments, nullptr, nullptr);
    Job job;
    ig_error* error = nullptr;
    ig_session* session = nullptr;
    const Held gallery = *held(env, arguments[0]);
    const bool good = job.check(ig_session_new(gallery->handle, values::to_string(env, arguments[1]).c_str(),
                                               values::to_string(env, arguments[2]).c_str(),
                                               values::to_uint64(env, arguments[3]), &session, &error),
                                &error);
    ig_session_free(session);
    return good ? values::undefined(env) : failure(env, job.status, job.code, job.message, job.detail);
}

/// close(gallery): after the calls that are running
napi_value close(napi_env env, napi_callback_info info) {
    size_t count = 1;
    napi_value argument;
    napi_get_cb_info(env, info, &count, &argument, nullptr, nullptr);
    held(env, argument)->reset();
    return values::undefined(env);
}

ig_credentials** slot_of(napi_env env, napi_value external) {
    void* data = nullptr;
    napi_get_value_external(env, external, &data);
    return static_cast<ig_credentials**>(data);
}

/// describeCredentials(credentials): {enabled, method, revision, settings, fields}
napi_value describe_credentials(napi_env env, napi_callback_info info) {
    size_t count = 1;
    napi_value argument;
    napi_get_cb_info(env, info, &count, &argument, nullptr, nullptr);
    const ig_credentials* from = *slot_of(env, argument);
    napi_value made = nullptr;
    napi_value fields = nullptr;
    napi_create_object(env, &made);
    napi_create_array(env, &fields);
    for (std::uint32_t index = 0; index < ig_credentials_field_count(from); ++index)
        napi_set_element(env, fields, index, values::from(env, ig_credentials_field_name(from, index)));
    values::set(env, made, "enabled", values::from(env, static_cast<double>(ig_credentials_enabled(from))));
    values::set(env, made, "method", values::from(env, ig_credentials_method(from)));
    values::set(env, made, "revision", values::from(env, static_cast<double>(ig_credentials_revision(from))));
    values::set(env, made, "settings", values::from(env, ig_credentials_settings(from)));
    values::set(env, made, "fields", fields);
    return made;
}

/// secret(credentials, pointer): the text, or undefined
napi_value secret(napi_env env, napi_callback_info info) {
    size_t count = 2;
    napi_value arguments[2];
    napi_get_cb_info(env, info, &count, arguments, nullptr, nullptr);
    size_t size = 0;
    const char* found =
        ig_credentials_field(*slot_of(env, arguments[0]), values::to_string(env, arguments[1]).c_str(), &size);
    napi_value made = values::undefined(env);
    if (found != nullptr)
        napi_create_string_utf8(env, found, size, &made);
    return made;
}

/// wipe(credentials)
napi_value wipe(napi_env env, napi_callback_info info) {
    size_t count = 1;
    napi_value argument;
    napi_get_cb_info(env, info, &count, &argument, nullptr, nullptr);
    ig_credentials** slot = slot_of(env, argument);
    ig_credentials_free(*slot);
    *slot = nullptr;
    return values::undefined(env);
}

napi_value status_name(napi_env env, napi_callback_info info) {
    size_t count = 1;
    napi_value argument;
    napi_get_cb_info(env, info, &count, &argument, nullptr, nullptr);
    return values::from(env, ig_status_name(static_cast<ig_status>(values::to_int64(env, argument))));
}

napi_value initialise(napi_env env, napi_value exports) {
    values::add_function(env, exports, "open", open);
    values::add_function(env, exports, "call", call);
    values::add_function(env, exports, "checkSession", check_session);
    values::add_function(env, exports, "close", close);
    values::add_function(env, exports, "describeCredentials", describe_credentials);
    values::add_function(env, exports, "secret", secret);
    values::add_function(env, exports, "wipe", wipe);
    values::add_function(env, exports, "reply", callbacks::reply);
    values::add_function(env, exports, "statusName", status_name);
    values::set(env, exports, "version", values::from(env, ig_version()));
    values::set(env, exports, "abiRevision", values::from(env, static_cast<double>(ig_abi_revision())));
    values::set(env, exports, "builtForRevision", values::from(env, static_cast<double>(IG_ABI_REVISION)));
    return exports;
}

} // namespace

NAPI_MODULE(integration_gallery, initialise)
