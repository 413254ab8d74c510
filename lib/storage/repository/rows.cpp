#include "storage/repository/rows.hpp"

#include "storage/names.hpp"

namespace integration_gallery::storage {
namespace {

// A slot has a seal revision of at least 1, so 0 says that there is none.
constexpr Query find_query{
    "select s.enabled,s.document,s.secrets,s.manifest_version,s.revision,s.updated_us,s.updated_by,"
    "coalesce(k.record,''),coalesce(k.seal_revision,0),coalesce(k.key_id,''),coalesce(k.sealed,''),"
    "coalesce(k.bound,''),coalesce(k.updated_us,0) from ig_settings s left join ig_secret k "
    "on k.project_id=s.project_id and k.integration=s.integration and k.slot=:slot "
    "where s.project_id=:project and s.integration=:integration",
    "itttiittittti"};

} // namespace

Rows find_rows(Transaction& transaction, std::string_view project, std::string_view integration,
               std::string_view slot) {
    check_project(project);
    check_integration(integration);
    check_ascii(slot, "name of the slot");
    Rows out;
    transaction.each(find_query, {slot, project, integration}, [&](Row& row) {
        out.settings.emplace(SettingsRow{std::string(project), std::string(integration), row.flag(0),
                                         std::move(row.text(1)), std::move(row.text(2)), std::move(row.text(3)),
                                         row.integer(4), row.integer(5), std::move(row.text(6))});
        if (row.integer(8) > 0)
            out.secret.emplace(SecretRow{std::string(project), std::string(integration), std::string(slot),
                                         std::move(row.text(7)), row.integer(8), std::move(row.text(9)),
                                         std::move(row.text(10)), std::move(row.text(11)), row.integer(12)});
    });
    return out;
}

} // namespace integration_gallery::storage
