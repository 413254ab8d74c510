#include "buffer.hpp"
#include "gallery.hpp"
#include "guard.hpp"

#include <integration_gallery/documents.hpp>
#include <integration_gallery/key_maintenance.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <exception>
#include <limits>

namespace integration_gallery::capi {
namespace {

/// The members of the options document, each taken once: what is left over is not known.
class JobDocument {
public:
    JobDocument(const char* json, std::size_t size) {
        const auto bytes = require_bytes(json, size, "options_json");
        if (bytes.empty())
            return;
        auto document = read_document(bytes);
        if (!document.is_object())
            throw Error(Status::invalid_argument, "job-options", "The options of a job are a JSON object.");
        m_left = std::move(document.get_object());
    }

    std::string text(const char* name) {
        const auto value = take(name);
        if (value.is_null())
            return "";
        if (!value.is_string())
            refuse(name, "a text");
        return std::string(value.get_string());
    }

    bool flag(const char* name) {
        const auto value = take(name);
        if (!value.is_null() && !value.is_bool())
            refuse(name, "true or false");
        return value.is_bool() && value.get_bool();
    }

    std::optional<std::int64_t> number(const char* name) {
        const auto value = take(name);
        if (value.is_null())
            return std::nullopt;
        if (!value.is_int64())
            refuse(name, "an integer");
        return value.get_int64();
    }

    void end() const {
        if (!m_left.empty())
            throw Error(Status::invalid_argument, "job-options",
                        "The options of this job hold a member that it does not know; see ig.h.");
    }

private:
    [[noreturn]] static void refuse(const char* name, const char* kind) {
        throw Error(Status::invalid_argument, "job-options",
                    "The option " + std::string(name) + " of a job is " + kind + ".");
    }

    boost::json::value take(const char* name) {
        boost::json::value out;
        if (auto* found = m_left.if_contains(name)) {
            out = std::move(*found);
            m_left.erase(name);
        }
        return out;
    }

    boost::json::object m_left;
};

JobOptions job_options(JobDocument& document, ig_progress_fn progress, void* context) {
    JobOptions options;
    options.dry_run = document.flag("dryRun");
    options.batch = document.number("batch").value_or(options.batch);
    if (progress != nullptr)
        options.progress = [progress, context](const JobProgress& at) {
            return progress(context, at.done, at.left, at.faults, at.per_second) == IG_OK;
        };
    return options;
}

ig_buffer* to_buffer(const JobResult& result) {
    return new ig_buffer(boost::json::serialize(to_document(result)));
}

KeyMaintenance maintenance_of(const ig_gallery* gallery, const char* subject) {
    return require(gallery, "gallery").gallery.key_maintenance(subject != nullptr ? subject : "");
}

} // namespace
} // namespace integration_gallery::capi

namespace capi = integration_gallery::capi;
using integration_gallery::RotationOptions;

ig_status ig_keys_rotate(const ig_gallery* gallery, const char* subject, const char* options_json, size_t size,
                         ig_progress_fn progress, void* context, ig_buffer** out, ig_error** error) {
    return capi::guard(
        error,
        [&] {
            const auto maintenance = capi::maintenance_of(gallery, subject);
            capi::JobDocument document(options_json, size);
            RotationOptions options;
            options.job = capi::job_options(document, progress, context);
            options.project = document.text("project");
            options.compromised = document.flag("compromised");
            if (const auto time = document.number("madeBefore"))
                options.made_before = std::chrono::system_clock::time_point(
                    std::chrono::duration_cast<std::chrono::system_clock::duration>(std::chrono::microseconds(*time)));
            if (const auto grace = document.number("graceSeconds"))
                options.grace = std::chrono::seconds(*grace);
            document.end();
            *out = capi::to_buffer(maintenance.rotate(options));
        },
        out);
}

ig_status ig_keys_rewrap(const ig_gallery* gallery, const char* subject, const char* options_json, size_t size,
                         ig_progress_fn progress, void* context, ig_buffer** out, ig_error** error) {
    return capi::guard(
        error,
        [&] {
            const auto maintenance = capi::maintenance_of(gallery, subject);
            capi::JobDocument document(options_json, size);
            integration_gallery::RewrapOptions options;
            options.job = capi::job_options(document, progress, context);
            if (const auto wait = document.number("waitSeconds"))
                options.wait = std::chrono::seconds(*wait);
            options.ignore_hosts = document.flag("ignoreHosts");
            document.end();
            *out = capi::to_buffer(maintenance.rewrap(options));
        },
        out);
}

ig_status ig_keys_reseal(const ig_gallery* gallery, const char* subject, const char* options_json, size_t size,
                         ig_progress_fn progress, void* context, ig_buffer** out, ig_error** error) {
    return capi::guard(
        error,
        [&] {
            const auto maintenance = capi::maintenance_of(gallery, subject);
            capi::JobDocument document(options_json, size);
            const auto options = capi::job_options(document, progress, context);
            const auto project = document.text("project");
            document.end();
            *out = capi::to_buffer(maintenance.reseal(project, options));
        },
        out);
}

ig_status ig_keys_doctor(const ig_gallery* gallery, const char* project, ig_buffer** out, ig_error** error) {
    return capi::guard(
        error,
        [&] {
            boost::json::array findings;
            for (const auto& finding : capi::maintenance_of(gallery, "").doctor(project != nullptr ? project : ""))
                findings.push_back(integration_gallery::to_document(finding));
            *out = new ig_buffer(boost::json::serialize(findings));
        },
        out);
}

ig_status ig_keys_shred(const ig_gallery* gallery, const char* subject, const char* project, ig_error** error) {
    return capi::guard(error,
                       [&] { capi::maintenance_of(gallery, subject).shred(capi::require_text(project, "project")); });
}
