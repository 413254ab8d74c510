#include "buffer.hpp"
#include "gallery.hpp"
#include "guard.hpp"

#include <integration_gallery/catalog.hpp>
#include <integration_gallery/documents.hpp>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <optional>

namespace integration_gallery::capi {
namespace {

/// The manifest of an integration that a session has just answered for.
const Manifest& manifest_of(const ig_session& session, std::string_view integration) {
    const Manifest* manifest = session.gallery.catalog().find(integration);
    if (manifest == nullptr)
        throw Error(Status::not_found, "not-found", "There is no integration of that name.");
    return *manifest;
}

ig_buffer* to_buffer(const ig_session& session, const Settings& settings) {
    return new ig_buffer(boost::json::serialize(to_document(settings, manifest_of(session, settings.name))));
}

/// An object, in memory that is wiped.
boost::json::value read_settings(const char* settings_json, size_t size) {
    auto document = read_document(require_bytes(settings_json, size, "settings_json"));
    if (!document.is_object())
        throw Error(Status::validation, "type", "The settings must be a JSON object.",
                    {Issue{"", "type", "This must be an object.", {}, ""}});
    return document;
}

UpdateOptions at_revision(int64_t if_revision) {
    UpdateOptions options;
    if (if_revision != IG_ANY_REVISION)
        options.expected_revision = if_revision;
    return options;
}

} // namespace
} // namespace integration_gallery::capi

namespace capi = integration_gallery::capi;
using integration_gallery::ChangesQuery;
using integration_gallery::Error;
using integration_gallery::Settings;
using integration_gallery::Status;
using integration_gallery::to_document;

ig_status ig_catalog_list(const ig_session* session, const char* language, ig_buffer** out, ig_error** error) {
    return capi::guard(
        error,
        [&] {
            const auto& in = capi::require(session, "session");
            boost::json::array cards;
            for (const auto& card : in.session.list(language != nullptr ? language : "en"))
                cards.push_back(to_document(card, capi::manifest_of(in, card.name)));
            *out = new ig_buffer(boost::json::serialize(cards));
        },
        out);
}

ig_status ig_settings_get(const ig_session* session, const char* integration, ig_buffer** out, ig_error** error) {
    return capi::guard(
        error,
        [&] {
            const auto& in = capi::require(session, "session");
            *out = capi::to_buffer(in, in.session.get(capi::require_text(integration, "integration")));
        },
        out);
}

ig_status ig_settings_put(const ig_session* session, const char* integration, const char* settings_json, size_t size,
                          int64_t if_revision, ig_buffer** out, ig_error** error) {
    ig_buffer* stored = nullptr;
    const ig_status status = capi::guard(
        error,
        [&] {
            const auto& in = capi::require(session, "session");
            const auto name = capi::require_text(integration, "integration");
            const auto document = capi::read_settings(settings_json, size);
            const Settings settings = in.session.put(name, document.get_object(), capi::at_revision(if_revision));
            if (out != nullptr)
                stored = capi::to_buffer(in, settings);
        },
        &stored);
    if (out != nullptr)
        *out = stored;
    return status;
}

ig_status ig_settings_check(const ig_session* session, const char* integration, const char* settings_json, size_t size,
                            int64_t if_revision, ig_buffer** out, ig_error** error) {
    return capi::guard(
        error,
        [&] {
            const auto& in = capi::require(session, "session");
            const auto name = capi::require_text(integration, "integration");
            const auto document = capi::read_settings(settings_json, size);
            const auto preview = in.session.check(name, document.get_object(), capi::at_revision(if_revision));
            *out = new ig_buffer(boost::json::serialize(to_document(preview, capi::manifest_of(in, name))));
        },
        out);
}

ig_status ig_settings_changes(const ig_session* session, int64_t after, int64_t limit, ig_buffer** out,
                              ig_error** error) {
    return capi::guard(
        error,
        [&] {
            const auto& in = capi::require(session, "session");
            ChangesQuery query{.after = after};
            if (limit != 0)
                query.limit = limit;
            *out = new ig_buffer(boost::json::serialize(to_document(in.session.changes(query))));
        },
        out);
}

ig_status ig_settings_set_enabled(const ig_session* session, const char* integration, int32_t enabled, ig_buffer** out,
                                  ig_error** error) {
    ig_buffer* stored = nullptr;
    const ig_status status = capi::guard(
        error,
        [&] {
            const auto& in = capi::require(session, "session");
            const auto name = capi::require_text(integration, "integration");
            if (enabled != 0 && enabled != 1)
                throw Error(Status::invalid_argument, "invalid-argument", "enabled is neither 0 nor 1.");
            const Settings settings = in.session.set_enabled(name, enabled == 1);
            if (out != nullptr)
                stored = capi::to_buffer(in, settings);
        },
        &stored);
    if (out != nullptr)
        *out = stored;
    return status;
}

ig_status ig_settings_remove(const ig_session* session, const char* integration, int64_t if_revision,
                             ig_error** error) {
    return capi::guard(error, [&] {
        const auto& in = capi::require(session, "session");
        const auto name = capi::require_text(integration, "integration");
        in.session.remove(name, if_revision != IG_ANY_REVISION ? std::optional(if_revision) : std::nullopt);
    });
}
