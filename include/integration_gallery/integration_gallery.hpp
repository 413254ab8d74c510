#pragma once

/// The whole C++ API.
#include <integration_gallery/catalog.hpp>
#include <integration_gallery/credentials.hpp>
#include <integration_gallery/documents.hpp>
#include <integration_gallery/error.hpp>
#include <integration_gallery/gallery.hpp>
#include <integration_gallery/history.hpp>
#include <integration_gallery/host.hpp>
#include <integration_gallery/http.hpp>
#include <integration_gallery/import.hpp>
#include <integration_gallery/key_maintenance.hpp>
#include <integration_gallery/keys.hpp>
#include <integration_gallery/lint.hpp>
#include <integration_gallery/manifest.hpp>
#include <integration_gallery/options.hpp>
#include <integration_gallery/progress.hpp>
#include <integration_gallery/secret.hpp>
#include <integration_gallery/session.hpp>
#include <integration_gallery/settings.hpp>
#include <integration_gallery/transfer.hpp>
#include <integration_gallery/version.hpp>
#include <integration_gallery/what_breaks.hpp>
