#include "buffer.hpp"
#include "gallery.hpp"
#include "guard.hpp"

#include <integration_gallery/transfer.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace integration_gallery::capi {
namespace {

/// One of the two says what the file is sealed to.
ExportKey to_key(const char* key_file, const char* passphrase, size_t passphrase_size) {
    if ((key_file == nullptr) == (passphrase == nullptr))
        throw Error(Status::invalid_argument, "invalid-argument", "Give either key_file or passphrase.");
    if (key_file != nullptr)
        return ExportKey::file(key_file);
    return ExportKey::passphrase(Secret(std::string_view(passphrase, passphrase_size)));
}

boost::json::object to_object(const TransferCounts& counts) {
    return {{"projects", counts.projects},
            {"integrations", counts.integrations},
            {"secrets", counts.secrets},
            {"versions", counts.versions}};
}

} // namespace
} // namespace integration_gallery::capi

namespace capi = integration_gallery::capi;
using integration_gallery::Error;
using integration_gallery::ExportOptions;
using integration_gallery::ImportOptions;
using integration_gallery::OnConflict;
using integration_gallery::Status;

ig_status ig_store_export(const ig_gallery* gallery, const char* path, const char* project, const char* subject,
                          const char* key_file, const char* passphrase, size_t passphrase_size, ig_buffer** out,
                          ig_error** error) {
    return capi::guard(
        error,
        [&] {
            const auto& in = capi::require(gallery, "gallery");
            const auto to = capi::require_text(path, "path");
            const auto key = capi::to_key(key_file, passphrase, passphrase_size);
            ExportOptions options;
            if (project != nullptr)
                options.project = project;
            options.subject = subject != nullptr ? subject : "";
            const auto result = in.gallery.export_to(to, key, options);
            *out = new ig_buffer(boost::json::serialize(capi::to_object(result.counts)));
        },
        out);
}

ig_status ig_store_import(const ig_gallery* gallery, const char* path, const char* subject, const char* key_file,
                          const char* passphrase, size_t passphrase_size, int32_t on_conflict, int32_t dry_run,
                          ig_buffer** out, ig_error** error) {
    return capi::guard(
        error,
        [&] {
            const auto& in = capi::require(gallery, "gallery");
            const auto from = capi::require_text(path, "path");
            const auto key = capi::to_key(key_file, passphrase, passphrase_size);
            if (on_conflict < 0 || on_conflict > 2 || dry_run < 0 || dry_run > 1)
                throw Error(Status::invalid_argument, "invalid-argument",
                            "on_conflict is not 0 to 2, or dry_run neither 0 nor 1.");
            ImportOptions options;
            options.on_conflict = static_cast<OnConflict>(on_conflict);
            options.dry_run = dry_run == 1;
            options.subject = subject != nullptr ? subject : "";
            const auto result = in.gallery.import_from(from, key, options);
            auto document = capi::to_object(result.counts);
            document["skipped"] = result.skipped;
            document["overwritten"] = result.overwritten;
            *out = new ig_buffer(boost::json::serialize(document));
        },
        out);
}

ig_status ig_store_backup(const ig_gallery* gallery, const char* path, ig_error** error) {
    return capi::guard(error,
                       [&] { capi::require(gallery, "gallery").gallery.back_up(capi::require_text(path, "path")); });
}
