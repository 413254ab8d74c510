#include "storage/migrations/migration.hpp"

#include <array>

namespace integration_gallery::storage {
namespace {

constexpr std::array<std::string_view, 2> statements{
    "create table if not exists ig_history(project_id {KEY} not null, seq bigint not null, integration {ASCII} not "
    "null, revision bigint not null, kind {ASCII} not null, enabled bigint not null, document {TEXT} not null, "
    "secrets {TEXT} not null, manifest_version {ASCII} not null, restored_from bigint not null, at_us bigint not null, "
    "actor {KEY} not null, hash {ASCII} not null, primary key(project_id, seq) {END}",

    "{INDEX} ig_history_by_integration on ig_history(project_id, integration, revision)",
};

} // namespace

const Migration migration_002_history{2, statements};

} // namespace integration_gallery::storage
