#pragma once

#include "support/common.hpp"

#include <integration_gallery/catalog.hpp>
#include <integration_gallery/gallery.hpp>
#include <integration_gallery/host.hpp>
#include <integration_gallery/session.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace command {

/// The shipped manifests and those of --manifests. `report`, if given, is told what became of the directory.
integration_gallery::Catalog load_catalog(const Common& common, integration_gallery::CatalogReport* report = nullptr);

/// The same, for a command that adds to it.
integration_gallery::CatalogBuilder start_catalog(const Common& common,
                                                  integration_gallery::CatalogReport* report = nullptr);

/// Opens the store that the options name. Makes none unless `may_create`: a SQLite file that is not there is a Failure,
/// because a mistyped path must not become an empty store. `authorizer` is who is asked over HTTP.
integration_gallery::Gallery open_gallery(const Common& common, integration_gallery::Catalog catalog,
                                          bool may_create = false,
                                          std::shared_ptr<integration_gallery::Authorizer> authorizer = {});

/// The text with every byte but letters, digits, '-', '.', '_', '~' and those of `kept` percent-encoded.
std::string percent_encoded(std::string_view text, std::string_view kept);

/// The user of this process, for the history and the audit: "operator:ada".
std::string operator_name();

/// Throws Failure if the URL names a SQLite file that is not there.
void require_store(const std::string& url);

/// The project of the options, as the user of this process.
integration_gallery::Session open_session(const integration_gallery::Gallery& gallery, const Common& common);

/// The integration of that name. Throws Failure if the catalog has none.
const integration_gallery::Manifest& find_manifest(const integration_gallery::Catalog& catalog,
                                                   const std::string& name);

} // namespace command
