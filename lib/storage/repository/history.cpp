#include "storage/repository/history.hpp"

#include "storage/names.hpp"

namespace integration_gallery::storage {
namespace {

#define IG_HISTORY_COLUMNS                                                                                             \
    "project_id,seq,integration,revision,kind,enabled,document,secrets,manifest_version,restored_from,at_us,actor,"    \
    "hash"
constexpr std::string_view columns = "titititttiitt";
static_assert(columns.size() == 13);

constexpr Query advance_query{
    "update ig_project set revision=revision+1,updated_us=:updated where project_id=:project"};
constexpr Query advance_and_tell_query{
    "update ig_project set revision=revision+1,updated_us=:updated where project_id=:project "
    "returning revision,coalesce((select h.hash from ig_history h where h.project_id=ig_project.project_id "
    "and h.seq=ig_project.revision-1),'')",
    "it"};
constexpr Query insert_project_query{
    "insert into ig_project(project_id,revision,updated_us) values(:project,1,:updated)"};
constexpr Query head_query{"select p.revision,coalesce(h.hash,'') from ig_project p left join ig_history h "
                           "on h.project_id=p.project_id and h.seq=p.revision-1 where p.project_id=:project",
                           "it"};
constexpr Query insert_query{"insert into ig_history(" IG_HISTORY_COLUMNS
                             ") values(:project,:seq,:integration,:revision,:kind,:enabled,:document,:secrets,"
                             ":manifest,:source,:at,:actor,:hash)"};
constexpr Query find_query{"select " IG_HISTORY_COLUMNS " from ig_history where project_id=:project and "
                           "integration=:integration and revision=:revision",
                           columns};
constexpr Query find_at_query{"select " IG_HISTORY_COLUMNS " from ig_history where project_id=:project and seq=:seq",
                              columns};
constexpr Query list_query{"select " IG_HISTORY_COLUMNS " from ig_history where project_id=:project and "
                           "integration=:integration and revision<:before order by revision desc limit :most",
                           columns};
constexpr Query chain_query{"select " IG_HISTORY_COLUMNS " from ig_history where project_id=:project and seq>:after "
                            "order by seq limit :most",
                            columns};
constexpr Query last_before_query{"select seq from ig_history where project_id=:project and at_us<:before "
                                  "order by seq desc limit 1",
                                  "i"};
constexpr Query delete_query{"delete from ig_history where project_id=:project and seq<:seq"};
#undef IG_HISTORY_COLUMNS

HistoryRow to_row(Row& row) {
    return {std::move(row.text(0)), row.integer(1), std::move(row.text(2)), row.integer(3),
            std::move(row.text(4)), row.flag(5),    std::move(row.text(6)), std::move(row.text(7)),
            std::move(row.text(8)), row.integer(9), row.integer(10),        std::move(row.text(11)),
            std::move(row.text(12))};
}

std::vector<HistoryRow> collect(Transaction& transaction, const Query& query, std::initializer_list<Value> values) {
    std::vector<HistoryRow> out;
    transaction.each(query, values, [&](Row& row) { out.push_back(to_row(row)); });
    return out;
}

std::optional<HistoryRow> find_one(Transaction& transaction, const Query& query, std::initializer_list<Value> values) {
    std::optional<HistoryRow> out;
    transaction.each(query, values, [&](Row& row) { out = to_row(row); });
    return out;
}

} // namespace

ProjectHead advance_project(Transaction& transaction, std::string_view project, std::int64_t now_us) {
    check_project(project);
    ProjectHead head;
    const auto keep = [&](Row& row) { head = {row.integer(0), std::move(row.text(1))}; };
    bool found = false;
    // MariaDB's UPDATE returns nothing. SQLite's does, through a table of its own that costs more than to ask again.
    if (transaction.engine() != Engine::postgresql) {
        found = transaction.run(advance_query, {now_us, project}) > 0;
    } else {
        transaction.each(advance_and_tell_query, {now_us, project}, keep);
        found = head.sequence > 0;
        // Where PostgreSQL had to wait for another change, the statement does not see the version that it added.
        if (found && !head.hash.empty())
            return head;
    }
    if (!found) {
        transaction.run(insert_project_query, {project, now_us});
        return {1, ""};
    }
    transaction.each(head_query, {project}, keep);
    return head;
}

void insert_history(Transaction& transaction, const HistoryRow& row) {
    check_project(row.project);
    check_integration(row.integration);
    check_ascii(row.kind, "kind of the change");
    check_ascii(row.manifest_version, "version of the manifest");
    check_ascii(row.hash, "hash of the version");
    check_label(row.actor, "name of who changed the settings");
    transaction.run(insert_query,
                    {row.project, row.sequence, row.integration, row.revision, row.kind, row.enabled, row.document,
                     row.secrets, row.manifest_version, row.restored_from, row.at_us, row.actor, row.hash});
}

std::optional<HistoryRow> find_history(Transaction& transaction, std::string_view project, std::string_view integration,
                                       std::int64_t revision) {
    check_project(project);
    check_integration(integration);
    return find_one(transaction, find_query, {project, integration, revision});
}

std::optional<HistoryRow> find_history_at(Transaction& transaction, std::string_view project, std::int64_t sequence) {
    check_project(project);
    return find_one(transaction, find_at_query, {project, sequence});
}

std::vector<HistoryRow> list_history(Transaction& transaction, std::string_view project, std::string_view integration,
                                     std::int64_t before, std::int64_t limit) {
    check_project(project);
    check_integration(integration);
    return collect(transaction, list_query, {project, integration, before, limit});
}

std::vector<HistoryRow> list_chain(Transaction& transaction, std::string_view project, std::int64_t after,
                                   std::int64_t limit) {
    check_project(project);
    return collect(transaction, chain_query, {project, after, limit});
}

std::int64_t last_before(Transaction& transaction, std::string_view project, std::int64_t before_us) {
    check_project(project);
    std::int64_t sequence = 0;
    transaction.each(last_before_query, {project, before_us}, [&](Row& row) { sequence = row.integer(0); });
    return sequence;
}

std::int64_t delete_history_before(Transaction& transaction, std::string_view project, std::int64_t sequence) {
    check_project(project);
    return transaction.run(delete_query, {project, sequence});
}

} // namespace integration_gallery::storage
