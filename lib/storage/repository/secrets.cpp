#include "storage/repository/secrets.hpp"

#include "storage/names.hpp"

#include <integration_gallery/error.hpp>

namespace integration_gallery::storage {
namespace {

#define IG_SECRET_COLUMNS "project_id,integration,slot,record,seal_revision,key_id,sealed,bound,updated_us"
constexpr std::string_view columns = "ttttittti";

constexpr Query find_query{"select " IG_SECRET_COLUMNS " from ig_secret where project_id=:project and "
                           "integration=:integration and slot=:slot",
                           columns};
constexpr Query find_share_query{"select " IG_SECRET_COLUMNS " from ig_secret where project_id=:project and "
                                 "integration=:integration and slot=:slot{SHARE}",
                                 columns};
constexpr Query find_update_query{"select " IG_SECRET_COLUMNS " from ig_secret where project_id=:project and "
                                  "integration=:integration and slot=:slot{UPDATE}",
                                  columns};
constexpr Query list_query{"select " IG_SECRET_COLUMNS " from ig_secret where project_id=:project and "
                           "integration=:integration order by slot",
                           columns};
constexpr Query exists_query{"select seal_revision from ig_secret where project_id=:project and "
                             "integration=:integration and slot=:slot",
                             "i"};
constexpr Query insert_query{"insert into ig_secret(" IG_SECRET_COLUMNS
                             ") values(:project,:integration,:slot,:record,:revision,:key,:sealed,:bound,:updated)"};
constexpr Query update_query{
    "update ig_secret set record=:record,seal_revision=:revision,key_id=:key,sealed=:sealed,bound=:bound,"
    "updated_us=:updated where project_id=:project and integration=:integration and slot=:slot and "
    "seal_revision=:expected"};
constexpr Query count_query{"select count(*) from ig_secret where key_id=:key", "i"};
constexpr Query count_not_under_query{
    "select count(*) from ig_secret where project_id=:project and key_id<>:key and key_id<>''", "i"};
constexpr Query not_under_query{"select " IG_SECRET_COLUMNS " from ig_secret where project_id=:project and "
                                "key_id<>:key and key_id<>'' and (integration>:integration or "
                                "(integration=:same and slot>:slot)) order by integration,slot limit :most",
                                columns};
constexpr Query by_key_query{"select " IG_SECRET_COLUMNS " from ig_secret where key_id=:key "
                             "order by project_id,integration,slot limit :most",
                             columns};
constexpr Query any_query{"select integration from ig_secret where key_id>'' limit 1", "t"};
constexpr Query clear_query{"update ig_secret set key_id='',sealed='',seal_revision=seal_revision+1,"
                            "updated_us=:updated where project_id=:project and key_id<>''"};
#undef IG_SECRET_COLUMNS

SecretRow to_row(Row& row) {
    return {std::move(row.text(0)), std::move(row.text(1)), std::move(row.text(2)),
            std::move(row.text(3)), row.integer(4),         std::move(row.text(5)),
            std::move(row.text(6)), std::move(row.text(7)), row.integer(8)};
}

std::vector<SecretRow> collect(Transaction& transaction, const Query& query, std::initializer_list<Value> values) {
    std::vector<SecretRow> out;
    transaction.each(query, values, [&](Row& row) { out.push_back(to_row(row)); });
    return out;
}

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

void check_place(std::string_view project, std::string_view integration, std::string_view slot) {
    check_project(project);
    check_integration(integration);
    check_ascii(slot, "name of the slot");
}

void check(const SecretRow& row) {
    check_place(row.project, row.integration, row.slot);
    check_ascii(row.record, "id of the record");
    check_ascii(row.key_id, "id of the key");
    if (row.key_id.empty() != row.sealed.empty())
        throw Error(Status::internal, "internal", "a sealed value and its key are there together or not at all");
}

} // namespace

std::optional<SecretRow> find_secret(Transaction& transaction, std::string_view project, std::string_view integration,
                                     std::string_view slot, Lock lock) {
    check_place(project, integration, slot);
    std::optional<SecretRow> out;
    transaction.each(locked(lock), {project, integration, slot}, [&](Row& row) { out = to_row(row); });
    return out;
}

std::vector<SecretRow> list_secrets(Transaction& transaction, std::string_view project, std::string_view integration) {
    check_project(project);
    check_integration(integration);
    return collect(transaction, list_query, {project, integration});
}

bool insert_secret(Transaction& transaction, const SecretRow& row) {
    check(row);
    bool exists = false;
    transaction.each(exists_query, {row.project, row.integration, row.slot}, [&](Row&) { exists = true; });
    if (exists)
        return false;
    transaction.run(insert_query, {row.project, row.integration, row.slot, row.record, row.seal_revision, row.key_id,
                                   row.sealed, row.bound, row.updated_us});
    return true;
}

bool update_secret(Transaction& transaction, const SecretRow& row, std::int64_t expected_seal_revision) {
    check(row);
    if (row.seal_revision <= expected_seal_revision)
        throw Error(Status::internal, "internal", "a new seal revision is larger than the one before");
    return transaction.run(update_query,
                           {row.record, row.seal_revision, row.key_id, row.sealed, row.bound, row.updated_us,
                            row.project, row.integration, row.slot, expected_seal_revision}) == 1;
}

std::int64_t count_secrets_under_key(Transaction& transaction, std::string_view key_id) {
    check_ascii(key_id, "id of the key");
    std::int64_t count = 0;
    transaction.each(count_query, {key_id}, [&](Row& row) { count = row.integer(0); });
    return count;
}

std::int64_t count_secrets_not_under_key(Transaction& transaction, std::string_view project, std::string_view key_id) {
    check_project(project);
    check_ascii(key_id, "id of the key");
    std::int64_t count = 0;
    transaction.each(count_not_under_query, {project, key_id}, [&](Row& row) { count = row.integer(0); });
    return count;
}

std::vector<SecretRow> list_secrets_not_under_key(Transaction& transaction, std::string_view project,
                                                  std::string_view key_id, std::string_view after_integration,
                                                  std::string_view after_slot, std::int64_t limit) {
    check_project(project);
    check_ascii(key_id, "id of the key");
    check_ascii(after_integration, "name of the integration");
    check_ascii(after_slot, "name of the slot");
    return collect(transaction, not_under_query,
                   {project, key_id, after_integration, after_integration, after_slot, limit});
}

std::vector<SecretRow> list_secrets_by_key(Transaction& transaction, std::string_view key_id, std::int64_t limit) {
    check_ascii(key_id, "id of the key");
    return collect(transaction, by_key_query, {key_id, limit});
}

bool has_sealed(Transaction& transaction) {
    bool found = false;
    transaction.each(any_query, {}, [&](Row&) { found = true; });
    return found;
}

std::int64_t clear_secrets(Transaction& transaction, std::string_view project, std::int64_t now_us) {
    check_project(project);
    return transaction.run(clear_query, {now_us, project});
}

} // namespace integration_gallery::storage
