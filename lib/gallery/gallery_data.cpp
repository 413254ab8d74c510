#include "gallery/gallery_data.hpp"

#include "base/clock.hpp"
#include "crypto/random.hpp"

#include <integration_gallery/error.hpp>

#include <utility>

namespace integration_gallery {
namespace {

/// Fills in what the host left to us, and refuses what cannot work.
Options completed(Options options) {
    if (options.database_url.empty())
        throw Error(Status::invalid_argument, "option-missing",
                    "The option database_url is missing: name the database, as in sqlite:///var/lib/app/gallery.db.");
    if (!options.key_provider)
        throw Error(
            Status::invalid_argument, "option-missing",
            "The option key_provider is missing: use key_file, key_from_environment or key_from_passphrase, or your "
            "own. Without a key nothing can be sealed.");
    if (!options.catalog)
        options.catalog = Catalog::shipped();
    if (!options.clock)
        options.clock = std::make_shared<base::SystemClock>();
    if (!options.random)
        options.random = std::make_shared<crypto::SystemRandom>();
    return options;
}

vault::Vault::Opened open_vault(const Options& options) {
    return vault::Vault::open({.url = options.database_url,
                               .clock = options.clock.get(),
                               .time_limit = options.lease_limit,
                               .synchronous_full = options.synchronous},
                              {.provider = *options.key_provider,
                               .clock = *options.clock,
                               .random = *options.random,
                               .audit = options.audit.get(),
                               .logger = options.logger.get()});
}

} // namespace

GalleryData::GalleryData(Options options)
    : m_options(completed(std::move(options))), m_host_model(catalog::ObjectModel::parse(m_options.host_model)),
      m_opened(open_vault(m_options)) {
    m_service.emplace(dependencies());
}

settings::Service::Dependencies GalleryData::dependencies() const {
    return {.store = *m_opened.store,
            .vault = *m_opened.vault,
            .catalog = *m_options.catalog,
            .host_model = m_host_model,
            .clock = *m_options.clock,
            .audit = m_options.audit.get(),
            .logger = m_options.logger.get()};
}

void GalleryData::require(const Caller& caller, Action action, std::string_view integration) const {
    if (m_options.authorizer && !m_options.authorizer->allows(caller, action, caller.project, integration))
        throw Error(Status::denied, "forbidden",
                    "The caller may not do this: the host's authorizer did not allow " +
                        std::string(action_name(action)) + " in this project.");
}

} // namespace integration_gallery
