// What operators do: it needs no session.
#include "job.hpp"

namespace {

/// An argument that was left out is "" in JavaScript's array, and NULL here.
const char* or_null(const std::string& text) {
    return text.empty() ? nullptr : text.c_str();
}

} // namespace

/// `texts` holds the project, and the manifests of the other catalog.
void Job::look_for_breakages() {
    ig_error* error = nullptr;
    ig_buffer* buffer = nullptr;
    manifests.assign(texts.begin() + 1, texts.end());
    ig_options* const next = options();
    if (next != nullptr)
        check(ig_gallery_what_breaks(gallery->handle, next, or_null(texts.at(0)), &buffer, &error), &error);
    ig_options_free(next);
    take(buffer);
}

/// `texts` holds for all: path or project, subject, key file, passphrase, and the project of an export.
void Job::operate() {
    if (operation == Operation::what_breaks)
        return look_for_breakages();
    ig_error* error = nullptr;
    ig_buffer* buffer = nullptr;
    const ig_gallery* const of = gallery->handle;
    const char* const name = texts.at(0).c_str();
    const char* const who = texts.at(1).c_str();
    const auto progress = dispatch != nullptr ? callbacks::on_progress : nullptr;
    const auto job = operation == Operation::rotate   ? ig_keys_rotate
                     : operation == Operation::rewrap ? ig_keys_rewrap
                                                      : ig_keys_reseal;
    switch (operation) {
    case Operation::verify_history:
        check(ig_history_verify(of, name, numbers.at(0), or_null(texts.at(2)), &buffer, &error), &error);
        break;
    case Operation::retain_history:
        check(ig_history_retain(of, name, who, numbers.at(0), numbers.at(1), &buffer, &error), &error);
        break;
    case Operation::export_to:
        check(ig_store_export(of, name, or_null(texts.at(4)), who, or_null(texts.at(2)), or_null(texts.at(3)),
                              texts.at(3).size(), &buffer, &error),
              &error);
        break;
    case Operation::import_from:
        check(ig_store_import(of, name, who, or_null(texts.at(2)), or_null(texts.at(3)), texts.at(3).size(),
                              static_cast<std::int32_t>(numbers.at(0)), static_cast<std::int32_t>(numbers.at(1)),
                              &buffer, &error),
              &error);
        break;
    case Operation::back_up:
        check(ig_store_backup(of, name, &error), &error);
        break;
    case Operation::doctor:
        check(ig_keys_doctor(of, or_null(texts.at(0)), &buffer, &error), &error);
        break;
    case Operation::shred:
        check(ig_keys_shred(of, who, name, &error), &error);
        break;
    default:
        check(job(of, who, body.data(), body.size(), progress, dispatch, &buffer, &error), &error);
    }
    take(buffer);
}
