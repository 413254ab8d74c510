#pragma once

#include "storage/repository/secrets.hpp"
#include "storage/repository/settings.hpp"

#include <optional>
#include <string_view>

namespace integration_gallery::storage {

/// Everything that is stored of one integration in one project.
struct Rows {
    std::optional<SettingsRow> settings;
    std::optional<SecretRow> secret; ///< of the slot that was asked for; never without settings
};

/// Reads both rows in one statement: they belong together without a transaction, and a database server is asked once.
Rows find_rows(Transaction& transaction, std::string_view project, std::string_view integration, std::string_view slot);

} // namespace integration_gallery::storage
