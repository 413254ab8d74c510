#pragma once

#include <integration_gallery/export.hpp>
#include <integration_gallery/secret.hpp>

#include <boost/json/object.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace integration_gallery {

/// What a sync worker needs of one integration in one project: the opened secrets beside the settings they belong to,
/// read as one. The secrets are wiped when the object dies. One thread at a time.
class IG_CXX_API Credentials {
public:
    Credentials(std::string method, bool enabled, std::int64_t revision, std::map<std::string, Secret> secrets,
                boost::json::object settings)
        : m_method(std::move(method)), m_enabled(enabled), m_revision(revision), m_secrets(std::move(secrets)),
          m_settings(std::move(settings)) {}

    /// Is the integration switched on? A worker leaves one alone that is not.
    bool enabled() const noexcept { return m_enabled; }
    /// The authentication method, such as "apikey"; "" if the schema has none.
    const std::string& method() const noexcept { return m_method; }
    std::int64_t revision() const noexcept { return m_revision; }
    /// The secret at a JSON Pointer such as "/authentication/apiKey"; nullptr if it is not set. Lives as long as this
    /// object.
    const Secret* secret(std::string_view pointer) const;
    /// All of them, by pointer.
    const std::map<std::string, Secret>& secrets() const noexcept { return m_secrets; }
    /// {authentication, dataMapping, syncSettings} without any secret, defaults filled in.
    const boost::json::object& settings() const noexcept { return m_settings; }

private:
    std::string m_method;
    bool m_enabled;
    std::int64_t m_revision;
    std::map<std::string, Secret> m_secrets;
    boost::json::object m_settings;
};

} // namespace integration_gallery
