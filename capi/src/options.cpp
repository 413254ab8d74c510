#include "options.hpp"

#include "callbacks.hpp"
#include "guard.hpp"

namespace capi = integration_gallery::capi;
using integration_gallery::CatalogBuilder;
using integration_gallery::Error;
using integration_gallery::Status;

ig_status ig_options_new(ig_options** out, ig_error** error) {
    return capi::guard(
        error, [&] { *out = new ig_options; }, out);
}

void ig_options_free(ig_options* options) {
    capi::release(options);
}

ig_status ig_options_set(ig_options* options, const char* name, const char* value, ig_error** error) {
    return capi::guard(error, [&] {
        capi::set_option(capi::require(options, "options"), capi::require_text(name, "name"),
                         capi::require_text(value, "value"));
    });
}

ig_status ig_options_add_manifest(ig_options* options, const char* manifest_json, size_t size, ig_error** error) {
    return capi::guard(error, [&] {
        auto& target = capi::require(options, "options");
        const auto text = capi::require_bytes(manifest_json, size, "manifest_json");
        CatalogBuilder().add_json(text); // says now what is wrong with it
        target.manifests.emplace_back(text);
    });
}

ig_status ig_options_set_authorizer(ig_options* options, ig_authorize_fn authorize, void* context,
                                    ig_release_fn release, ig_error** error) {
    capi::Context owned(context, release);
    return capi::guard(error, [&] {
        auto& target = capi::require(options, "options");
        if (authorize == nullptr)
            throw Error(Status::invalid_argument, "null-argument", "The callback is NULL.");
        target.values.authorizer = capi::make_authorizer(authorize, owned.share());
    });
}

ig_status ig_options_set_key_provider(ig_options* options, const char* name, ig_keys_fn keys, ig_wrap_fn wrap,
                                      ig_wrap_fn unwrap, void* context, ig_release_fn release, ig_error** error) {
    capi::Context owned(context, release);
    return capi::guard(error, [&] {
        auto& target = capi::require(options, "options");
        if (keys == nullptr || wrap == nullptr || unwrap == nullptr)
            throw Error(Status::invalid_argument, "null-argument", "A callback is NULL.");
        capi::KeyCallbacks callbacks{std::string(capi::require_text(name, "name")), keys, wrap, unwrap};
        target.values.key_provider = capi::make_key_provider(std::move(callbacks), owned.share());
    });
}

ig_status ig_options_set_audit_sink(ig_options* options, ig_audit_fn record, void* context, ig_release_fn release,
                                    ig_error** error) {
    capi::Context owned(context, release);
    return capi::guard(error, [&] {
        auto& target = capi::require(options, "options");
        if (record == nullptr)
            throw Error(Status::invalid_argument, "null-argument", "The callback is NULL.");
        target.values.audit = capi::make_audit_sink(record, owned.share());
    });
}

ig_status ig_options_set_logger(ig_options* options, ig_log_fn write, void* context, ig_release_fn release,
                                ig_error** error) {
    capi::Context owned(context, release);
    return capi::guard(error, [&] {
        auto& target = capi::require(options, "options");
        if (write == nullptr)
            throw Error(Status::invalid_argument, "null-argument", "The callback is NULL.");
        target.values.logger = capi::make_logger(write, owned.share());
    });
}
