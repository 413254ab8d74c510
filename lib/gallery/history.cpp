#include "base/identifier.hpp"
#include "gallery/gallery_data.hpp"

#include <integration_gallery/error.hpp>
#include <integration_gallery/gallery.hpp>

namespace integration_gallery {
namespace {

void require_project(std::string_view project) {
    if (!base::is_project_name(project))
        throw Error(Status::invalid_argument, "invalid-project",
                    "A project's name has 1 to 191 bytes of UTF-8, no control characters and no space at its ends.");
}

} // namespace

HistoryPage Session::history(std::string_view integration, const HistoryQuery& query) const {
    m_data->require(caller(), Action::history_read, integration);
    return m_data->service().history(m_project, integration, query);
}

Changes Session::changes(const ChangesQuery& query) const {
    m_data->require(caller(), Action::history_read, {});
    return m_data->service().changes(m_project, query);
}

HistoryVersion Session::version(std::string_view integration, std::int64_t revision) const {
    m_data->require(caller(), Action::history_read, integration);
    return m_data->service().version(m_project, integration, revision);
}

std::vector<Difference> Session::difference(std::string_view integration, std::int64_t from, std::int64_t to) const {
    m_data->require(caller(), Action::history_read, integration);
    return m_data->service().difference(m_project, integration, from, to);
}

Settings Session::restore(std::string_view integration, std::int64_t revision, const RestoreOptions& options) const {
    m_data->require(caller(), Action::config_write, integration);
    return m_data->service().restore(m_project, m_subject, integration, revision, options);
}

HistoryReport Gallery::verify_history(std::string_view project, const std::optional<HistoryHead>& expected,
                                      const JobWatch& progress) const {
    require_project(project);
    return m_data->service().verify_history(project, expected, progress);
}

RetentionResult Gallery::retain_history(std::string_view project, const Retention& retention,
                                        std::string_view subject) const {
    require_project(project);
    return m_data->service().retain_history(project, subject, retention);
}

} // namespace integration_gallery
