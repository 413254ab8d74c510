#include "job.hpp"

bool Job::check(ig_status given, ig_error** error) {
    if (given == IG_OK)
        return true;
    status = given;
    code = ig_error_code(*error);
    message = ig_error_message(*error);
    detail = ig_error_detail(*error);
    ig_error_free(*error);
    *error = nullptr;
    return false;
}

void Job::run() {
    callbacks::set_job(id);
    if (operation == Operation::open)
        return open();
    if (operation >= Operation::verify_history && operation <= Operation::what_breaks)
        return operate();
    ig_error* error = nullptr;
    ig_session* session = nullptr;
    // A session for each call: sessions are for one thread at a time, and cheap.
    if (check(ig_session_new(gallery->handle, project.c_str(), subject.c_str(), permissions, &session, &error), &error))
        act(session);
    ig_session_free(session);
}

/// Those that `fields` and `manifests` say; NULL where something is wrong with them.
ig_options* Job::options() {
    ig_error* error = nullptr;
    ig_options* made = nullptr;
    bool good = check(ig_options_new(&made, &error), &error);
    for (const auto& field : fields)
        good = good && check(ig_options_set(made, field.name.c_str(), field.value.c_str(), &error), &error);
    for (const auto& manifest : manifests)
        good = good && check(ig_options_add_manifest(made, manifest.data(), manifest.size(), &error), &error);
    if (good)
        return made;
    ig_options_free(made);
    return nullptr;
}

void Job::open() {
    ig_error* error = nullptr;
    ig_options* const with = options();
    gallery = std::make_shared<Gallery>();
    if (with != nullptr && callbacks::install(*this, with))
        check(ig_gallery_open(with, &gallery->handle, &error), &error);
    ig_options_free(with);
}

void Job::take(ig_buffer* buffer) {
    if (buffer != nullptr)
        text.assign(ig_buffer_data(buffer), ig_buffer_size(buffer));
    ig_buffer_free(buffer);
}

void Job::act(const ig_session* session) {
    ig_error* error = nullptr;
    ig_buffer* buffer = nullptr;
    const char* name = texts.empty() ? "" : texts[0].c_str();
    switch (operation) {
    case Operation::list:
        check(ig_catalog_list(session, name, &buffer, &error), &error);
        break;
    case Operation::get:
        check(ig_settings_get(session, name, &buffer, &error), &error);
        break;
    case Operation::put:
        check(ig_settings_put(session, name, body.data(), body.size(), numbers.at(0), &buffer, &error), &error);
        break;
    case Operation::check:
        check(ig_settings_check(session, name, body.data(), body.size(), numbers.at(0), &buffer, &error), &error);
        break;
    case Operation::is_secret: {
        std::int32_t same = 0;
        check(ig_credentials_compare(session, name, texts.at(1).c_str(), texts.at(2).data(), texts.at(2).size(),
                                     texts.at(3).c_str(), &same, &error),
              &error);
        text = std::to_string(same);
        break;
    }
    case Operation::changes:
        check(ig_settings_changes(session, numbers.at(0), numbers.at(1), &buffer, &error), &error);
        break;
    case Operation::set_enabled:
        check(ig_settings_set_enabled(session, name, static_cast<std::int32_t>(numbers.at(0)), &buffer, &error),
              &error);
        break;
    case Operation::remove:
        check(ig_settings_remove(session, name, numbers.at(0), &error), &error);
        break;
    case Operation::credentials:
        check(ig_credentials_acquire(session, name, texts[1].c_str(), &credentials, &error), &error);
        break;
    case Operation::handle:
        answer(session);
        break;
    case Operation::history:
        check(ig_history_list(session, name, numbers.at(0), numbers.at(1), &buffer, &error), &error);
        break;
    case Operation::version:
        check(ig_history_get(session, name, numbers.at(0), &buffer, &error), &error);
        break;
    case Operation::difference:
        check(ig_history_diff(session, name, numbers.at(0), numbers.at(1), &buffer, &error), &error);
        break;
    case Operation::restore:
        check(ig_history_restore(session, name, numbers.at(0), numbers.at(1), &buffer, &error), &error);
        break;
    case Operation::classify:
        classify(session);
        break;
    default:
        break;
    }
    take(buffer);
}

ig_http_message* Job::request() {
    ig_error* error = nullptr;
    ig_http_message* made = nullptr;
    bool good = check(ig_http_request_new(texts[0].c_str(), texts[1].c_str(), &made, &error), &error);
    for (const auto& field : fields)
        good = good && check(ig_http_message_add(made, field.name.c_str(), field.value.c_str(), &error), &error);
    good = good && check(ig_http_message_set_body(made, body.data(), body.size(), &error), &error);
    if (good)
        return made;
    ig_http_message_free(made);
    return nullptr;
}

void Job::classify(const ig_session* session) {
    ig_http_message* const asked = request();
    text = std::to_string(ig_http_classify(session, asked));
    ig_http_message_free(asked);
}

void Job::answer(const ig_session* session) {
    ig_error* error = nullptr;
    ig_http_message* const asked = request();
    ig_http_message* response = nullptr;
    if (asked != nullptr && check(ig_http_handle(session, asked, &response, &error), &error)) {
        http_status = ig_http_message_status(response);
        for (size_t index = 0; index < ig_http_message_count(response); ++index) {
            const char* value = nullptr;
            const char* name = ig_http_message_field(response, index, &value);
            http_fields.push_back({name, value});
        }
        size_t size = 0;
        const char* data = ig_http_message_body(response, &size);
        text.assign(data, size);
    }
    ig_http_message_free(asked);
    ig_http_message_free(response);
}
