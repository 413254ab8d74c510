#pragma once

#include <integration_gallery/ig.h>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <node_api.h>

/// One gallery, closed when the last job that uses it is done.
struct Gallery {
    ig_gallery* handle = nullptr;
    ~Gallery() { ig_gallery_close(handle); }
};

/// What index.js asks for, by number; see there.
enum class Operation {
    open,
    list,
    get,
    put,
    set_enabled,
    remove,
    credentials,
    handle,
    history,
    version,
    difference,
    restore,
    classify,
    verify_history,
    retain_history,
    export_to,
    import_from,
    back_up,
    rotate,
    rewrap,
    reseal,
    doctor,
    shred,
    what_breaks,
    check,
    changes,
    is_secret
};

struct Field {
    std::string name;
    std::string value;
};

/// One call, made on a worker thread: what it takes, and what came of it.
struct Job {
    Operation operation = Operation::open;
    double id = 0; ///< index.js finds what a callback threw by it
    std::shared_ptr<Gallery> gallery;
    std::string project;
    std::string subject;
    std::uint64_t permissions = 0;
    std::vector<std::string> texts;
    std::vector<std::int64_t> numbers; ///< what the operation takes, as operate() and act() read it
    std::vector<Field> fields;
    std::string body;
    std::vector<std::string> manifests;
    std::vector<std::string> callbacks; ///< which the host has: "authorizer", "audit", "logger", "keyProvider"
    napi_threadsafe_function dispatch = nullptr;

    ig_status status = IG_OK;
    std::string code;
    std::string message;
    std::string detail;
    std::string text;
    std::int32_t http_status = 0;
    std::vector<Field> http_fields;
    ig_credentials* credentials = nullptr;

    napi_deferred deferred = nullptr;
    napi_async_work work = nullptr;

    void run();
    /// Did it go well? Keeps what *error says otherwise: a pointer, because arguments are evaluated in any order.
    bool check(ig_status given, ig_error** error);

private:
    void open();
    ig_options* options();
    void act(const ig_session* session);
    void answer(const ig_session* session);
    void classify(const ig_session* session);
    ig_http_message* request();
    void operate();
    void look_for_breakages();
    void take(ig_buffer* buffer);
};

/// Callbacks: index.js answers a question on the main thread while the worker waits.
namespace callbacks {

/// Gives those that the job names to the options; `job.dispatch` is theirs, with a count for each.
bool install(Job& job, ig_options* options);
/// Tells index.js how far a job is, and asks whether it goes on; `context` is its dispatch.
ig_status on_progress(void* context, std::int64_t done, std::int64_t left, std::int64_t faults, double per_second);
/// The number of the job that runs on this thread.
void set_job(double id);
/// Called by Node.js on the main thread for each question.
void on_question(napi_env env, napi_value dispatch, void* context, void* data);
/// reply(question, status, result, message): the answer of index.js.
napi_value reply(napi_env env, napi_callback_info info);

} // namespace callbacks
