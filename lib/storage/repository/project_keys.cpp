#include "storage/names.hpp"
#include "storage/repository/keys.hpp"

namespace integration_gallery::storage {
namespace {

constexpr Query find_project_query{
    "select active_dek,fingerprint_dek,revision from ig_project_key where project_id=:project", "tti"};
constexpr Query find_project_share_query{
    "select active_dek,fingerprint_dek,revision from ig_project_key where project_id=:project{SHARE}", "tti"};
constexpr Query find_project_update_query{
    "select active_dek,fingerprint_dek,revision from ig_project_key where project_id=:project{UPDATE}", "tti"};
constexpr Query touch_query{"update ig_project_key set revision=revision+1 where project_id=:project"};
constexpr Query insert_project_query{"insert into ig_project_key(project_id,active_dek,fingerprint_dek,revision) "
                                     "values(:project,:active,:fingerprint,:revision)"};
constexpr Query swap_active_query{"update ig_project_key set active_dek=:dek,revision=revision+1 "
                                  "where project_id=:project and active_dek=:expected"};
constexpr Query swap_fingerprint_query{"update ig_project_key set fingerprint_dek=:dek,revision=revision+1 "
                                       "where project_id=:project and fingerprint_dek=:expected"};
constexpr Query list_projects_query{
    "select project_id from ig_project_key where project_id>:after order by project_id limit :most", "t"};

#define IG_DEK_COLUMNS                                                                                                 \
    "dek_id,project_id,purpose,version,state,compromised,kek_id,wrapped,revision,created_us,changed_us"
constexpr std::string_view dek_columns = "tttitittiii";
constexpr Query find_dek_query{"select " IG_DEK_COLUMNS " from ig_dek where dek_id=:dek", dek_columns};
constexpr Query find_dek_share_query{"select " IG_DEK_COLUMNS " from ig_dek where dek_id=:dek{SHARE}", dek_columns};
constexpr Query find_dek_update_query{"select " IG_DEK_COLUMNS " from ig_dek where dek_id=:dek{UPDATE}", dek_columns};
constexpr Query list_deks_query{
    "select " IG_DEK_COLUMNS " from ig_dek where project_id=:project order by purpose,version", dek_columns};
constexpr Query latest_version_query{
    "select version from ig_dek where project_id=:project and purpose=:purpose order by version desc limit 1", "i"};
constexpr Query insert_dek_query{"insert into ig_dek(" IG_DEK_COLUMNS
                                 ") values(:dek,:project,:purpose,:version,:state,:compromised,:kek,:wrapped,"
                                 ":revision,:created,:changed)"};
constexpr Query update_dek_query{
    "update ig_dek set state=:state,compromised=:compromised,kek_id=:kek,wrapped=:wrapped,changed_us=:changed,"
    "revision=:revision where dek_id=:dek and revision=:expected"};
constexpr Query delete_pending_query{"delete from ig_dek where dek_id=:dek and state='pending'"};
constexpr Query sweep_pending_query{"delete from ig_dek where state='pending' and created_us<:before"};
constexpr Query not_under_kek_query{"select " IG_DEK_COLUMNS " from ig_dek where kek_id<>:kek and "
                                    "state<>'destroyed' and dek_id>:after order by dek_id limit :most",
                                    dek_columns};
constexpr Query count_by_kek_query{
    "select kek_id,count(*) from ig_dek where state<>'destroyed' group by kek_id order by kek_id", "ti"};
#undef IG_DEK_COLUMNS

const Query& locked(Lock lock, const Query& none, const Query& share, const Query& update) noexcept {
    switch (lock) {
    case Lock::share:
        return share;
    case Lock::update:
        return update;
    case Lock::none:
        break;
    }
    return none;
}

DekRow to_dek(Row& row) {
    return {std::move(row.text(0)), std::move(row.text(1)), std::move(row.text(2)),
            row.integer(3),         std::move(row.text(4)), row.flag(5),
            std::move(row.text(6)), std::move(row.text(7)), row.integer(8),
            row.integer(9),         row.integer(10)};
}

std::vector<DekRow> collect(Transaction& transaction, const Query& query, std::initializer_list<Value> values) {
    std::vector<DekRow> out;
    transaction.each(query, values, [&](Row& row) { out.push_back(to_dek(row)); });
    return out;
}

void check_dek_id(std::string_view dek_id) {
    check_ascii(dek_id, "id of the key");
}

void check(const DekRow& row) {
    check_dek_id(row.dek_id);
    check_project(row.project);
    check_ascii(row.purpose, "purpose of the key");
    check_ascii(row.state, "state of the key");
    check_key(row.kek_id, "id of the key-encryption key");
}

bool swap(Transaction& transaction, const Query& query, std::string_view project, std::string_view expected,
          std::string_view dek_id) {
    check_project(project);
    check_dek_id(expected);
    check_dek_id(dek_id);
    return transaction.run(query, {dek_id, project, expected}) == 1;
}

} // namespace

std::optional<ProjectKeyRow> find_project_key(Transaction& transaction, std::string_view project, Lock lock) {
    check_project(project);
    std::optional<ProjectKeyRow> out;
    transaction.each(locked(lock, find_project_query, find_project_share_query, find_project_update_query), {project},
                     [&](Row& row) {
                         out.emplace(ProjectKeyRow{std::string(project), std::move(row.text(0)), std::move(row.text(1)),
                                                   row.integer(2)});
                     });
    return out;
}

bool insert_project_key(Transaction& transaction, const ProjectKeyRow& row) {
    check_dek_id(row.active_dek);
    check_dek_id(row.fingerprint_dek);
    if (find_project_key(transaction, row.project))
        return false;
    transaction.run(insert_project_query, {row.project, row.active_dek, row.fingerprint_dek, row.revision});
    return true;
}

bool swap_active_dek(Transaction& transaction, std::string_view project, std::string_view expected,
                     std::string_view dek_id) {
    return swap(transaction, swap_active_query, project, expected, dek_id);
}

bool swap_fingerprint_dek(Transaction& transaction, std::string_view project, std::string_view expected,
                          std::string_view dek_id) {
    return swap(transaction, swap_fingerprint_query, project, expected, dek_id);
}

void touch_project_key(Transaction& transaction, std::string_view project) {
    check_project(project);
    transaction.run(touch_query, {project});
}

std::vector<std::string> list_projects_with_keys(Transaction& transaction, std::string_view after, std::int64_t limit) {
    std::vector<std::string> out;
    transaction.each(list_projects_query, {after, limit}, [&](Row& row) { out.push_back(std::move(row.text(0))); });
    return out;
}

std::optional<DekRow> find_dek(Transaction& transaction, std::string_view dek_id, Lock lock) {
    check_dek_id(dek_id);
    std::optional<DekRow> out;
    transaction.each(locked(lock, find_dek_query, find_dek_share_query, find_dek_update_query), {dek_id},
                     [&](Row& row) { out = to_dek(row); });
    return out;
}

std::vector<DekRow> list_deks(Transaction& transaction, std::string_view project) {
    check_project(project);
    return collect(transaction, list_deks_query, {project});
}

std::int64_t next_dek_version(Transaction& transaction, std::string_view project, std::string_view purpose) {
    check_project(project);
    check_ascii(purpose, "purpose of the key");
    std::int64_t latest = 0;
    transaction.each(latest_version_query, {project, purpose}, [&](Row& row) { latest = row.integer(0); });
    return latest + 1;
}

bool insert_dek(Transaction& transaction, const DekRow& row) {
    check(row);
    if (find_dek(transaction, row.dek_id))
        return false;
    transaction.run(insert_dek_query, {row.dek_id, row.project, row.purpose, row.version, row.state, row.compromised,
                                       row.kek_id, row.wrapped, row.revision, row.created_us, row.changed_us});
    return true;
}

bool update_dek(Transaction& transaction, const DekRow& row, std::int64_t expected_revision) {
    check(row);
    return transaction.run(update_dek_query, {row.state, row.compromised, row.kek_id, row.wrapped, row.changed_us,
                                              expected_revision + 1, row.dek_id, expected_revision}) == 1;
}

bool delete_pending_dek(Transaction& transaction, std::string_view dek_id) {
    check_dek_id(dek_id);
    return transaction.run(delete_pending_query, {dek_id}) == 1;
}

std::int64_t sweep_pending_deks(Transaction& transaction, std::int64_t before_us) {
    return transaction.run(sweep_pending_query, {before_us});
}

std::vector<DekRow> list_deks_not_under_kek(Transaction& transaction, std::string_view kek_id, std::string_view after,
                                            std::int64_t limit) {
    check_key(kek_id, "id of the key-encryption key");
    check_dek_id(after);
    return collect(transaction, not_under_kek_query, {kek_id, after, limit});
}

std::vector<KekUse> count_deks_by_kek(Transaction& transaction) {
    std::vector<KekUse> out;
    transaction.each(count_by_kek_query, {}, [&](Row& row) {
        out.push_back({std::move(row.text(0)), row.integer(1)});
    });
    return out;
}

} // namespace integration_gallery::storage
