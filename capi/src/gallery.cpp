#include "gallery.hpp"

#include "buffer.hpp"
#include "guard.hpp"
#include "options.hpp"

#include <integration_gallery/catalog.hpp>
#include <integration_gallery/keys.hpp>

#include <boost/json/serialize.hpp>

#include <array>

namespace integration_gallery::capi {
namespace {

/// A file that is no manifest does not take the others down: it is logged, and its integration is shown as damaged.
void add_directory(CatalogBuilder& builder, const std::string& directory, Logger* logger) {
    for (const auto& failure : builder.add_directory(directory).failures) {
        if (logger == nullptr)
            continue;
        const std::array fields{Logger::Field{"file", failure.file}, Logger::Field{"code", failure.error.code()},
                                Logger::Field{"detail", failure.error.detail()}};
        logger->write(LogLevel::error, "a manifest cannot be used", fields);
    }
}

Options to_options(const ig_options& from) {
    Options options = from.values;
    if (!from.key_file.empty())
        options.key_provider = key_file(from.key_file, {.create_if_missing = from.key_create});
    if (from.shipped && from.directories.empty() && from.manifests.empty() && from.hidden.empty())
        return options;
    CatalogBuilder builder;
    if (from.shipped)
        builder.add_shipped();
    for (const auto& directory : from.directories)
        add_directory(builder, directory, options.logger.get());
    for (const auto& manifest : from.manifests)
        builder.add_json(manifest);
    for (const auto& name : from.hidden)
        builder.hide(name);
    options.catalog = builder.build();
    return options;
}

} // namespace
} // namespace integration_gallery::capi

namespace capi = integration_gallery::capi;
using integration_gallery::Catalog;
using integration_gallery::Gallery;
using integration_gallery::HttpApi;
using integration_gallery::Options;

ig_status ig_gallery_open(const ig_options* options, ig_gallery** out, ig_error** error) {
    return capi::guard(
        error,
        [&] {
            Options from = capi::to_options(capi::require(options, "options"));
            const bool mountable = from.authorizer != nullptr;
            Gallery gallery = Gallery::open(std::move(from));
            std::optional<HttpApi> http;
            if (mountable)
                http.emplace(gallery.http());
            *out = new ig_gallery(std::move(gallery), std::move(http));
        },
        out);
}

void ig_gallery_close(ig_gallery* gallery) {
    capi::release(gallery);
}

ig_status ig_gallery_what_breaks(const ig_gallery* gallery, const ig_options* next, const char* project,
                                 ig_buffer** out, ig_error** error) {
    return capi::guard(
        error,
        [&] {
            const auto& of = capi::require(gallery, "gallery");
            const auto catalog = capi::to_options(capi::require(next, "next")).catalog;
            const auto report = of.gallery.what_breaks(catalog ? *catalog : Catalog::shipped(),
                                                       project != nullptr ? project : std::string_view());
            *out = new ig_buffer(boost::json::serialize(to_json(report)));
        },
        out);
}

ig_status ig_session_new(const ig_gallery* gallery, const char* project, const char* subject, uint64_t permissions,
                         ig_session** out, ig_error** error) {
    return capi::guard(
        error,
        [&] {
            const auto& of = capi::require(gallery, "gallery");
            auto session = of.gallery.session(capi::require_text(project, "project"), subject != nullptr ? subject : "",
                                              permissions);
            *out = new ig_session(of, std::move(session), permissions);
        },
        out);
}

void ig_session_free(ig_session* session) {
    capi::release(session);
}
