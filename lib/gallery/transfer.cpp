#include "base/identifier.hpp"
#include "gallery/gallery_data.hpp"
#include "storage/copy.hpp"
#include "transfer/importer.hpp"
#include "transfer/watch.hpp"

#include <integration_gallery/error.hpp>
#include <integration_gallery/gallery.hpp>

namespace integration_gallery {
namespace {

/// A copy of a large store takes longer than an operation of a host.
constexpr std::chrono::minutes copy_limit{10};

transfer::Parts parts_of(const GalleryData& data) {
    return {.store = data.store(),
            .vault = data.vault(),
            .clock = *data.options().clock,
            .random = *data.options().random,
            .audit = data.options().audit.get()};
}

} // namespace

ExportResult Gallery::export_to(const std::filesystem::path& path, const ExportKey& key,
                                const ExportOptions& options) const {
    if (options.project && !base::is_project_name(*options.project))
        throw Error(Status::invalid_argument, "invalid-project",
                    "A project's name has 1 to 191 bytes of UTF-8, no control characters and no space at its ends.");
    return transfer::export_to_file(parts_of(*m_data), path, key, options);
}

ImportResult Gallery::import_from(const std::filesystem::path& path, const ExportKey& key,
                                  const ImportOptions& options) const {
    return transfer::import_from_file(parts_of(*m_data), path, key, options);
}

void Gallery::back_up(const std::filesystem::path& path) const {
    transfer::back_up(parts_of(*m_data), path);
}

MoveResult move_store(const std::string& from, const std::string& to, const MoveOptions& options) {
    transfer::Watch watch(options.watch);
    bool begun = false;
    const auto copied = storage::copy_store({.url = from}, {.url = to, .time_limit = copy_limit},
                                            [&](std::int64_t done, std::int64_t total) {
                                                if (!begun)
                                                    watch.begin("writing", total);
                                                begun = true;
                                                watch.at(done);
                                            });
    watch.end();
    return {copied.rows, {copied.projects, copied.integrations, copied.secrets, copied.versions}};
}

} // namespace integration_gallery
