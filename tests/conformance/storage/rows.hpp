#pragma once

#include "storage/repository/keys.hpp"
#include "storage/repository/secrets.hpp"
#include "storage/repository/settings.hpp"

#include <string>

/// Rows for the tests of the storage.
namespace integration_gallery::test {

inline storage::SettingsRow settings_row(std::string project = "p1", std::string integration = "jira") {
    return {std::move(project),
            std::move(integration),
            true,
            R"({"syncSettings":{}})",
            R"({"/authentication/apiKey":{}})",
            "1.0.0",
            1,
            1000,
            "ada"};
}

inline storage::SecretRow secret_row(std::string project = "p1", std::string integration = "jira") {
    return {std::move(project), std::move(integration), "config", "r1", 1, "k1", "igs1.k1.AAAA", "[]", 1000};
}

inline storage::DekRow dek_row(std::string id = "d1", std::string project = "p1", std::int64_t version = 1) {
    return {std::move(id), std::move(project), "data", version, "pending", false, "k1", "wrapped", 1, 1000, 1000};
}

} // namespace integration_gallery::test
