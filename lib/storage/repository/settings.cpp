#include "storage/repository/settings.hpp"

#include "storage/names.hpp"

#include <integration_gallery/error.hpp>

namespace integration_gallery::storage {
namespace {

constexpr Query find_query{"select enabled,document,secrets,manifest_version,revision,updated_us,updated_by "
                           "from ig_settings where project_id=:project and integration=:integration",
                           "itttiit"};
constexpr Query find_share_query{"select enabled,document,secrets,manifest_version,revision,updated_us,updated_by "
                                 "from ig_settings where project_id=:project and integration=:integration{SHARE}",
                                 "itttiit"};
constexpr Query find_update_query{"select enabled,document,secrets,manifest_version,revision,updated_us,updated_by "
                                  "from ig_settings where project_id=:project and integration=:integration{UPDATE}",
                                  "itttiit"};
constexpr Query list_all_query{
    "select integration,enabled,document,secrets,manifest_version,revision,updated_us,updated_by "
    "from ig_settings where project_id=:project order by integration",
    "titttiit"};
constexpr Query list_query{"select integration,enabled,revision,updated_us,manifest_version from ig_settings "
                           "where project_id=:project order by integration",
                           "tiiit"};
constexpr Query exists_query{"select revision from ig_settings where project_id=:project and integration=:integration",
                             "i"};
constexpr Query insert_query{
    "insert into ig_settings(project_id,integration,enabled,document,secrets,manifest_version,revision,updated_us,"
    "updated_by) values(:project,:integration,:enabled,:document,:secrets,:manifest,:revision,:updated,:by)"};
constexpr Query update_query{
    "update ig_settings set enabled=:enabled,document=:document,secrets=:secrets,manifest_version=:manifest,"
    "revision=:revision,updated_us=:updated,updated_by=:by "
    "where project_id=:project and integration=:integration and revision=:expected"};
constexpr Query states_query{"update ig_settings set secrets=:secrets where project_id=:project and "
                             "integration=:integration and revision=:expected"};
constexpr Query enable_query{
    "update ig_settings set enabled=:enabled,revision=:revision,updated_us=:updated,updated_by=:by "
    "where project_id=:project and integration=:integration and revision=:expected"};
constexpr Query state_revision_query{
    "select p.revision+coalesce((select k.revision from ig_project_key k where k.project_id=p.project_id),0) "
    "from ig_project p where p.project_id=:project",
    "i"};
constexpr Query project_query{"select revision from ig_project where project_id=:project", "i"};
constexpr Query project_row_query{"select revision,updated_us from ig_project where project_id=:project", "ii"};
constexpr Query bump_query{"update ig_project set revision=revision+1,updated_us=:updated where project_id=:project"};
constexpr Query insert_project_query{
    "insert into ig_project(project_id,revision,updated_us) values(:project,1,:updated)"};
constexpr Query import_project_query{
    "insert into ig_project(project_id,revision,updated_us) values(:project,:revision,:updated)"};
constexpr Query list_projects_query{"select project_id from ig_project where project_id>:after "
                                    "order by project_id limit :most",
                                    "t"};

const Query& locked(Lock lock) noexcept {
    switch (lock) {
    case Lock::share:
        return find_share_query;
    case Lock::update:
        return find_update_query;
    case Lock::none:
        break;
    }
    return find_query;
}

void check(const SettingsRow& row) {
    check_project(row.project);
    check_integration(row.integration);
    check_ascii(row.manifest_version, "version of the manifest");
    check_label(row.updated_by, "name of who changed the settings");
}

} // namespace

std::optional<SettingsRow> find_settings(Transaction& transaction, std::string_view project,
                                         std::string_view integration, Lock lock) {
    check_project(project);
    check_integration(integration);
    std::optional<SettingsRow> out;
    transaction.each(locked(lock), {project, integration}, [&](Row& row) {
        out.emplace(SettingsRow{std::string(project), std::string(integration), row.flag(0), std::move(row.text(1)),
                                std::move(row.text(2)), std::move(row.text(3)), row.integer(4), row.integer(5),
                                std::move(row.text(6))});
    });
    return out;
}

std::vector<SettingsRow> list_settings(Transaction& transaction, std::string_view project) {
    check_project(project);
    std::vector<SettingsRow> out;
    transaction.each(list_all_query, {project}, [&](Row& row) {
        out.push_back({std::string(project), std::move(row.text(0)), row.flag(1), std::move(row.text(2)),
                       std::move(row.text(3)), std::move(row.text(4)), row.integer(5), row.integer(6),
                       std::move(row.text(7))});
    });
    return out;
}

std::vector<StatusRow> list_status(Transaction& transaction, std::string_view project) {
    check_project(project);
    std::vector<StatusRow> out;
    transaction.each(list_query, {project}, [&](Row& row) {
        out.push_back({std::move(row.text(0)), row.flag(1), row.integer(2), row.integer(3), std::move(row.text(4))});
    });
    return out;
}

bool insert_settings(Transaction& transaction, const SettingsRow& row) {
    check(row);
    if (row.revision != 1)
        throw Error(Status::internal, "internal", "the first revision of settings is 1");
    bool exists = false;
    transaction.each(exists_query, {row.project, row.integration}, [&](Row&) { exists = true; });
    if (exists)
        return false;
    transaction.run(insert_query, {row.project, row.integration, row.enabled, row.document, row.secrets,
                                   row.manifest_version, row.revision, row.updated_us, row.updated_by});
    return true;
}

bool update_settings(Transaction& transaction, const SettingsRow& row, std::int64_t expected_revision) {
    check(row);
    if (row.revision <= expected_revision)
        throw Error(Status::internal, "internal", "a new revision of settings is larger than the one before");
    return transaction.run(update_query,
                           {row.enabled, row.document, row.secrets, row.manifest_version, row.revision, row.updated_us,
                            row.updated_by, row.project, row.integration, expected_revision}) == 1;
}

bool update_enabled(Transaction& transaction, std::string_view project, std::string_view integration, bool enabled,
                    std::int64_t expected_revision, std::int64_t now_us, std::string_view by) {
    check_project(project);
    check_integration(integration);
    check_label(by, "name of who changed the settings");
    return transaction.run(enable_query,
                           {enabled, expected_revision + 1, now_us, by, project, integration, expected_revision}) == 1;
}

bool update_secret_states(Transaction& transaction, std::string_view project, std::string_view integration,
                          std::string_view secrets, std::int64_t expected_revision) {
    check_project(project);
    check_integration(integration);
    return transaction.run(states_query, {secrets, project, integration, expected_revision}) == 1;
}

std::int64_t project_revision(Transaction& transaction, std::string_view project) {
    check_project(project);
    std::int64_t revision = 0;
    transaction.each(project_query, {project}, [&](Row& row) { revision = row.integer(0); });
    return revision;
}

std::optional<ProjectRow> find_project(Transaction& transaction, std::string_view project) {
    check_project(project);
    std::optional<ProjectRow> out;
    transaction.each(project_row_query, {project}, [&](Row& row) { out = ProjectRow{row.integer(0), row.integer(1)}; });
    return out;
}

std::int64_t project_state_revision(Transaction& transaction, std::string_view project) {
    check_project(project);
    std::int64_t revision = 0;
    transaction.each(state_revision_query, {project}, [&](Row& row) { revision = row.integer(0); });
    return revision;
}

std::int64_t bump_project(Transaction& transaction, std::string_view project, std::int64_t now_us) {
    check_project(project);
    if (transaction.run(bump_query, {now_us, project}) == 1)
        return project_revision(transaction, project);
    transaction.run(insert_project_query, {project, now_us});
    return 1;
}

std::vector<std::string> list_projects(Transaction& transaction, std::string_view after, std::int64_t limit) {
    std::vector<std::string> out;
    transaction.each(list_projects_query, {after, limit}, [&](Row& row) { out.push_back(std::move(row.text(0))); });
    return out;
}

void import_settings(Transaction& transaction, const SettingsRow& row) {
    check(row);
    transaction.run(insert_query, {row.project, row.integration, row.enabled, row.document, row.secrets,
                                   row.manifest_version, row.revision, row.updated_us, row.updated_by});
}

void import_project(Transaction& transaction, std::string_view project, std::int64_t revision, std::int64_t now_us) {
    check_project(project);
    transaction.run(import_project_query, {project, revision, now_us});
}

} // namespace integration_gallery::storage
