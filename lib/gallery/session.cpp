#include "gallery/gallery_data.hpp"
#include "settings/change.hpp"

#include <integration_gallery/session.hpp>

#include <algorithm>
#include <utility>

namespace integration_gallery {

Session::Session(std::shared_ptr<const GalleryData> data, std::string project, std::string subject,
                 std::uint64_t permissions)
    : m_data(std::move(data)), m_project(std::move(project)), m_subject(std::move(subject)),
      m_permissions(permissions) {}

Caller Session::caller() const noexcept {
    return {.subject = m_subject, .project = m_project, .permissions = m_permissions};
}

std::vector<Card> Session::list(std::string_view language) const {
    m_data->require(caller(), Action::catalog_read, {});
    return m_data->service().cards(m_project, language);
}

Settings Session::get(std::string_view integration) const {
    m_data->require(caller(), Action::config_read, integration);
    return m_data->service().get(m_project, integration);
}

Settings Session::put(std::string_view integration, const boost::json::object& document,
                      const UpdateOptions& options) const {
    m_data->require(caller(), Action::config_write, integration);
    const settings::Change change = m_data->service().read_change(integration, document, options.form);
    if (change.touches_secrets())
        m_data->require(caller(), Action::secret_write, integration);
    return m_data->service().update(m_project, m_subject, integration, change, options);
}

Preview Session::check(std::string_view integration, const boost::json::object& document,
                       const UpdateOptions& options) const {
    m_data->require(caller(), Action::config_write, integration);
    const settings::Change change = m_data->service().read_change(integration, document, options.form);
    if (change.touches_secrets())
        m_data->require(caller(), Action::secret_write, integration);
    return m_data->service().preview(m_project, m_subject, integration, change, options);
}

Settings Session::set_enabled(std::string_view integration, bool enabled) const {
    return put(integration, {{"enabled", enabled}});
}

std::int64_t Session::remove(std::string_view integration, std::optional<std::int64_t> expected_revision) const {
    m_data->require(caller(), Action::config_write, integration);
    m_data->require(caller(), Action::secret_write, integration);
    return m_data->service().remove(m_project, m_subject, integration, expected_revision);
}

Credentials Session::credentials(std::string_view integration, std::string_view purpose) const {
    m_data->require(caller(), Action::secret_use, integration);
    return m_data->service().credentials(m_project, m_subject, integration, purpose);
}

bool Session::is_secret(std::string_view integration, std::string_view pointer, const Secret& candidate,
                        std::string_view purpose) const {
    m_data->require(caller(), Action::secret_use, integration);
    return m_data->service().is_secret(m_project, m_subject, integration, pointer, candidate, purpose);
}

const Secret* Credentials::secret(std::string_view pointer) const {
    const auto found = m_secrets.find(std::string(pointer));
    return found == m_secrets.end() ? nullptr : &found->second;
}

} // namespace integration_gallery
