#include "job.hpp"
#include "values.hpp"

#include <condition_variable>
#include <map>
#include <mutex>

namespace {

/// What C asks, and what index.js answers; lives on the stack of the worker that waits.
struct Question {
    const char* what;
    double job = 0;
    std::string texts[5];
    std::uint64_t number = 0;
    std::string bytes;
    bool waits = true;

    bool answered = false;
    ig_status status = IG_E_INTERNAL;
    std::int32_t allowed = 0;
    bool has_result = false;
    std::string result;
    std::string message = "There was no answer.";
};

// Questions that wait for an answer, by number: an answer to one that is gone finds nothing.
std::mutex guard;
std::condition_variable answered;
std::map<double, Question*> waiting;
double last_question = 0;
thread_local double current_job = 0;

/// Asks and waits. On the main thread it would wait for itself, but no call is made there that asks.
void ask(void* context, Question& question) {
    auto* const dispatch = static_cast<napi_threadsafe_function>(context);
    question.job = current_job;
    auto number = std::make_unique<double>();
    {
        const std::lock_guard lock(guard);
        *number = ++last_question;
        waiting[*number] = &question;
    }
    const double key = *number;
    if (napi_call_threadsafe_function(dispatch, number.get(), napi_tsfn_blocking) == napi_ok)
        static_cast<void>(number.release()); // who is called frees it
    else
        question.answered = true;
    std::unique_lock lock(guard);
    answered.wait(lock, [&] { return question.answered; });
    waiting.erase(key);
}

ig_status outcome(const Question& question, ig_error** error) {
    if (question.status != IG_OK)
        *error = ig_error_new(question.status, question.message.c_str());
    return question.status;
}

ig_status authorize(void* context, const char* project, const char* subject, uint64_t permissions, const char* action,
                    const char* integration, int32_t* allowed, ig_error** error) {
    Question question{.what = "authorizer", .texts = {project, subject, action, integration}, .number = permissions};
    ask(context, question);
    *allowed = question.allowed;
    return outcome(question, error);
}

ig_status record(void* context, const char* json, size_t size, ig_error** error) {
    Question question{.what = "audit", .texts = {std::string(json, size)}};
    ask(context, question);
    return outcome(question, error);
}

/// Nobody waits for a logger, so it may be called on any thread.
void write(void* context, int32_t level, const char* json, size_t size) {
    auto question = std::make_unique<Question>();
    question->what = "logger";
    question->texts[0].assign(json, size);
    question->number = static_cast<std::uint64_t>(level);
    auto number = std::make_unique<double>();
    double key = 0;
    {
        const std::lock_guard lock(guard);
        key = *number = ++last_question;
        question->waits = false;
        waiting[key] = question.release();
    }
    if (napi_call_threadsafe_function(static_cast<napi_threadsafe_function>(context), number.get(),
                                      napi_tsfn_nonblocking) == napi_ok) {
        static_cast<void>(number.release()); // who is called frees it
        return;
    }
    const std::lock_guard lock(guard);
    delete waiting[key];
    waiting.erase(key);
}

ig_status give(Question& question, ig_buffer** out, ig_error** error) {
    if (question.status == IG_OK && question.has_result)
        *out = ig_buffer_new(question.result.data(), question.result.size());
    return outcome(question, error);
}

ig_status name_keys(void* context, ig_buffer** out, ig_error** error) {
    Question question{.what = "keys"};
    ask(context, question);
    return give(question, out, error);
}

ig_status turn(const char* what, void* context, const char* key_id, const void* input, size_t size, const void* label,
               size_t label_size, uint32_t timeout_ms, ig_buffer** out, ig_error** error) {
    Question question{.what = what,
                      .texts = {key_id, std::string(static_cast<const char*>(label), label_size)},
                      .number = timeout_ms,
                      .bytes = std::string(static_cast<const char*>(input), size)};
    ask(context, question);
    return give(question, out, error);
}

ig_status wrap(void* context, const char* key_id, const void* input, size_t size, const void* label, size_t label_size,
               uint32_t timeout_ms, ig_buffer** out, ig_error** error) {
    return turn("wrap", context, key_id, input, size, label, label_size, timeout_ms, out, error);
}

ig_status unwrap(void* context, const char* key_id, const void* input, size_t size, const void* label,
                 size_t label_size, uint32_t timeout_ms, ig_buffer** out, ig_error** error) {
    return turn("unwrap", context, key_id, input, size, label, label_size, timeout_ms, out, error);
}

void release(void* context) {
    napi_release_threadsafe_function(static_cast<napi_threadsafe_function>(context), napi_tsfn_release);
}

} // namespace

namespace callbacks {

ig_status on_progress(void* context, std::int64_t done, std::int64_t left, std::int64_t faults, double per_second) {
    Question question{
        .what = "progress",
        .texts = {std::to_string(done), std::to_string(left), std::to_string(faults), std::to_string(per_second)}};
    ask(context, question);
    return question.status == IG_OK && question.allowed == 1 ? IG_OK : IG_E_CANCELLED;
}

void set_job(double id) {
    current_job = id;
}

bool install(Job& job, ig_options* options) {
    bool good = true;
    for (const auto& name : job.callbacks) {
        ig_error* error = nullptr;
        // Each callback holds the function once; `release` gives that back.
        napi_acquire_threadsafe_function(job.dispatch);
        if (name == "authorizer")
            good =
                good && job.check(ig_options_set_authorizer(options, authorize, job.dispatch, release, &error), &error);
        else if (name == "audit")
            good = good && job.check(ig_options_set_audit_sink(options, record, job.dispatch, release, &error), &error);
        else if (name == "logger")
            good = good && job.check(ig_options_set_logger(options, write, job.dispatch, release, &error), &error);
        else
            good = good && job.check(ig_options_set_key_provider(options, "host", name_keys, wrap, unwrap, job.dispatch,
                                                                 release, &error),
                                     &error);
    }
    return good;
}

void on_question(napi_env env, napi_value dispatch, void*, void* data) {
    const std::unique_ptr<double> key(static_cast<double*>(data));
    Question* question = nullptr;
    {
        const std::lock_guard lock(guard);
        question = waiting.at(*key);
    }
    const bool waits = question->waits;
    if (env != nullptr) {
        napi_value arguments[] = {values::from(env, question->what),
                                  values::from(env, *key),
                                  values::from(env, question->job),
                                  values::from(env, question->texts[0]),
                                  values::from(env, question->texts[1]),
                                  values::from(env, question->texts[2]),
                                  values::from(env, question->texts[3]),
                                  nullptr,
                                  values::from_bytes(env, question->bytes.data(), question->bytes.size())};
        napi_create_bigint_uint64(env, question->number, &arguments[7]);
        napi_value result = nullptr;
        if (napi_call_function(env, values::undefined(env), dispatch, 9, arguments, &result) == napi_ok) {
            if (!waits) {
                const std::lock_guard lock(guard);
                waiting.erase(*key);
                delete question;
            }
            return;
        }
    }
    // The process ends, or index.js failed: whoever waits must not wait for ever.
    const std::lock_guard lock(guard);
    if (!waits) {
        waiting.erase(*key);
        delete question;
        return;
    }
    question->answered = true;
    answered.notify_all();
}

napi_value reply(napi_env env, napi_callback_info info) {
    size_t count = 4;
    napi_value arguments[4];
    napi_get_cb_info(env, info, &count, arguments, nullptr, nullptr);
    const std::lock_guard lock(guard);
    const auto found = waiting.find(values::to_double(env, arguments[0]));
    if (found == waiting.end() || !found->second->waits)
        return values::undefined(env);
    auto& question = *found->second;
    question.status = static_cast<ig_status>(values::to_int64(env, arguments[1]));
    napi_valuetype type = napi_undefined;
    napi_typeof(env, arguments[2], &type);
    if (type == napi_number) {
        question.allowed = static_cast<std::int32_t>(values::to_int64(env, arguments[2]));
    } else if (type != napi_undefined) {
        question.has_result = true;
        question.result = values::to_string(env, arguments[2]);
    }
    question.message = values::to_string(env, arguments[3]);
    question.answered = true;
    answered.notify_all();
    return values::undefined(env);
}

} // namespace callbacks
