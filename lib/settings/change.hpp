#pragma once

#include "settings/record.hpp"

#include <integration_gallery/error.hpp>
#include <integration_gallery/secret.hpp>
#include <integration_gallery/settings.hpp>

#include <boost/json/object.hpp>

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace integration_gallery::settings {

/// What a read shows in place of a secret that is set.
inline constexpr std::string_view mask = "********";

/// What is to be done with one secret. Where nothing is said it is kept.
struct SecretOperation {
    enum class Kind { keep_masked, clear, set };
    Kind kind;
    Secret value; ///< for set
};

/// An update as it was sent, secrets taken out of the sections.
struct Change {
    std::optional<bool> enabled;
    std::array<std::optional<boost::json::value>, section_count> documents; ///< objects, without secrets
    std::map<std::string, SecretOperation> secrets; ///< by pointer into the settings, such as "/authentication/apiKey"
    /// Members that only a read gives, to be compared with what is stored: pointer and value.
    std::vector<std::pair<std::string, boost::json::value>> read_only;
    std::vector<Issue> issues;

    bool only_switches() const;
    /// Does it set or clear a secret? Then the caller needs secret.write beside config.write.
    bool touches_secrets() const;
};

/// Takes an update apart, in either form. What is wrong with it stands in `issues`; nothing is thrown for it.
Change read_change(const Schemas& schemas, const boost::json::object& document, Form form);

} // namespace integration_gallery::settings
