#include "buffer.hpp"
#include "gallery.hpp"
#include "guard.hpp"

#include <integration_gallery/catalog.hpp>
#include <integration_gallery/documents.hpp>
#include <integration_gallery/history.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <chrono>
#include <limits>
#include <optional>

namespace capi = integration_gallery::capi;
using integration_gallery::Error;
using integration_gallery::HistoryHead;
using integration_gallery::HistoryQuery;
using integration_gallery::RestoreOptions;
using integration_gallery::Retention;
using integration_gallery::Settings;
using integration_gallery::Status;
using integration_gallery::to_document;

ig_status ig_history_list(const ig_session* session, const char* integration, int64_t limit, int64_t before,
                          ig_buffer** out, ig_error** error) {
    return capi::guard(
        error,
        [&] {
            const auto& in = capi::require(session, "session");
            HistoryQuery query;
            if (limit != 0)
                query.limit = limit;
            if (before != 0)
                query.before = before;
            *out = new ig_buffer(boost::json::serialize(
                to_document(in.session.history(capi::require_text(integration, "integration"), query))));
        },
        out);
}

ig_status ig_history_get(const ig_session* session, const char* integration, int64_t revision, ig_buffer** out,
                         ig_error** error) {
    return capi::guard(
        error,
        [&] {
            const auto& in = capi::require(session, "session");
            *out = new ig_buffer(boost::json::serialize(
                to_document(in.session.version(capi::require_text(integration, "integration"), revision))));
        },
        out);
}

ig_status ig_history_diff(const ig_session* session, const char* integration, int64_t from, int64_t to, ig_buffer** out,
                          ig_error** error) {
    return capi::guard(
        error,
        [&] {
            const auto& in = capi::require(session, "session");
            *out = new ig_buffer(boost::json::serialize(
                to_document(in.session.difference(capi::require_text(integration, "integration"), from, to))));
        },
        out);
}

ig_status ig_history_restore(const ig_session* session, const char* integration, int64_t revision, int64_t if_revision,
                             ig_buffer** out, ig_error** error) {
    ig_buffer* stored = nullptr;
    const ig_status status = capi::guard(
        error,
        [&] {
            const auto& in = capi::require(session, "session");
            const auto name = capi::require_text(integration, "integration");
            RestoreOptions options;
            if (if_revision != IG_ANY_REVISION)
                options.expected_revision = if_revision;
            const Settings settings = in.session.restore(name, revision, options);
            if (out != nullptr)
                stored = new ig_buffer(boost::json::serialize(to_document(settings, *in.gallery.catalog().find(name))));
        },
        &stored);
    if (out != nullptr)
        *out = stored;
    return status;
}

ig_status ig_history_verify(const ig_gallery* gallery, const char* project, int64_t head_sequence,
                            const char* head_hash, ig_buffer** out, ig_error** error) {
    return capi::guard(
        error,
        [&] {
            const auto& in = capi::require(gallery, "gallery");
            std::optional<HistoryHead> expected;
            if (head_hash != nullptr)
                expected = HistoryHead{head_sequence, head_hash};
            *out = new ig_buffer(boost::json::serialize(
                to_document(in.gallery.verify_history(capi::require_text(project, "project"), expected))));
        },
        out);
}

ig_status ig_history_retain(const ig_gallery* gallery, const char* project, const char* subject, int64_t before_ms,
                            int64_t keep, ig_buffer** out, ig_error** error) {
    return capi::guard(
        error,
        [&] {
            const auto& in = capi::require(gallery, "gallery");
            constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max() / 2'000'000;
            if (before_ms > most || before_ms < -most || keep < 0)
                throw Error(Status::invalid_argument, "invalid-argument", "before_ms or keep is no such number.");
            Retention retention;
            retention.before = std::chrono::system_clock::time_point(std::chrono::milliseconds(before_ms));
            retention.keep = keep;
            const auto result = in.gallery.retain_history(capi::require_text(project, "project"), retention,
                                                          subject != nullptr ? subject : "");
            *out = new ig_buffer(boost::json::serialize(
                boost::json::object{{"removed", result.removed},
                                    {"signedHead", {{"sequence", result.head.sequence}, {"hash", result.head.hash}}}}));
        },
        out);
}
