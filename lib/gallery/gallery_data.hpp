#pragma once

#include "catalog/object_model.hpp"
#include "settings/service.hpp"
#include "storage/store.hpp"
#include "vault/vault.hpp"

#include <integration_gallery/options.hpp>

#include <memory>
#include <optional>

namespace integration_gallery {

/// Everything that a gallery is made of, built bottom up and taken down top down. Immutable once built.
class GalleryData {
public:
    explicit GalleryData(Options options);

    const Options& options() const noexcept { return m_options; }
    const Catalog& catalog() const noexcept { return *m_options.catalog; }
    const catalog::ObjectModel& host_model() const noexcept { return m_host_model; }
    const settings::Service& service() const noexcept { return *m_service; }
    vault::Vault& vault() const noexcept { return *m_opened.vault; }
    storage::Store& store() const noexcept { return *m_opened.store; }
    /// What the functions of the settings beside the service work with.
    settings::Service::Dependencies dependencies() const;

    /// Asks the authorizer, if there is one. Throws Error(Status::denied, "forbidden").
    void require(const Caller& caller, Action action, std::string_view integration) const;

private:
    Options m_options;
    catalog::ObjectModel m_host_model;
    vault::Vault::Opened m_opened;
    std::optional<settings::Service> m_service;
};

} // namespace integration_gallery
