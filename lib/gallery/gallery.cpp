#include "base/identifier.hpp"
#include "gallery/gallery_data.hpp"
#include "http/api.hpp"

#include <integration_gallery/error.hpp>
#include <integration_gallery/gallery.hpp>

#include <utility>

namespace integration_gallery {

Gallery::Gallery(std::shared_ptr<const GalleryData> data) noexcept : m_data(std::move(data)) {}

Gallery Gallery::open(Options options) {
    return Gallery(std::make_shared<const GalleryData>(std::move(options)));
}

Session Gallery::session(std::string_view project, std::string_view subject, std::uint64_t permissions) const {
    if (!base::is_project_name(project))
        throw Error(Status::invalid_argument, "invalid-project",
                    "A project's name has 1 to 191 bytes of UTF-8, no control characters and no space at its ends.");
    return {m_data, std::string(project), std::string(subject), permissions};
}

KeyMaintenance Gallery::key_maintenance(std::string_view subject) const {
    return {m_data, std::string(subject)};
}

HttpApi Gallery::http() const {
    const Options& options = m_data->options();
    if (!options.authorizer)
        throw Error(Status::invalid_state, "authorizer-missing",
                    "The HTTP API needs the option authorizer: without one nobody could be kept out.");
    /// Keeps the gallery open for as long as the API is there.
    struct Held {
        Held(std::shared_ptr<const GalleryData> kept, const http::Api::Dependencies& dependencies,
             http::Api::Configuration configuration)
            : data(std::move(kept)), api(dependencies, std::move(configuration)) {}
        std::shared_ptr<const GalleryData> data;
        http::Api api;
    };
    const auto held =
        std::make_shared<const Held>(m_data,
                                     http::Api::Dependencies{.service = m_data->service(),
                                                             .catalog = m_data->catalog(),
                                                             .host_model = m_data->host_model(),
                                                             .authorizer = *options.authorizer,
                                                             .random = *options.random,
                                                             .clock = *options.clock,
                                                             .audit = options.audit.get(),
                                                             .logger = options.logger.get()},
                                     http::Api::Configuration{.require_preconditions = options.require_preconditions,
                                                              .frame_ancestors = options.frame_ancestors,
                                                              .challenge = options.challenge,
                                                              .trusted_origins = options.trusted_origins,
                                                              .cors_origins = options.cors_origins,
                                                              .cors_credentials = options.cors_credentials,
                                                              .limits = {}});
    return HttpApi(std::shared_ptr<const http::Api>(held, &held->api));
}

BreakageReport Gallery::what_breaks(const Catalog& next, std::string_view project, const JobWatch& progress) const {
    return m_data->service().what_breaks(next, project, progress);
}

const Catalog& Gallery::catalog() const noexcept {
    return m_data->catalog();
}

} // namespace integration_gallery
