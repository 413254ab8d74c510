#include "storage/copy.hpp"

#include "storage/repository/keys.hpp"
#include "storage/store.hpp"

#include <integration_gallery/error.hpp>

#include <array>
#include <vector>

namespace integration_gallery::storage {
namespace {

constexpr std::int64_t page = 200;

constexpr Query count_settings_query{"select count(*) from ig_settings", "i"};
constexpr Query count_secrets_query{"select count(*) from ig_secret where key_id<>''", "i"};
constexpr Query count_versions_query{"select count(*) from ig_history", "i"};
constexpr Query count_project_settings_query{"select count(*) from ig_settings where project_id=:project", "i"};
constexpr Query count_project_secrets_query{"select count(*) from ig_secret where project_id=:project and key_id<>''",
                                            "i"};
constexpr Query count_project_versions_query{"select count(*) from ig_history where project_id=:project", "i"};

/// One table. A page begins after the key of the last row before it: `first` is the first page, `next` binds that key
/// once for each column that the condition names.
struct Table {
    std::size_t keys; ///< columns of the primary key, which come first in `columns`
    Query count;
    Query first;
    Query next;
    Query insert;
};

#define IG_COUNT(table)                                                                                                \
    { "select count(*) from " table, "i" }

constexpr std::array<Table, 8> tables{{
#define IG_COLUMNS "kek_id,provider,check_value,parameters,state,created_us"
    {1,
     IG_COUNT("ig_kek"),
     {"select " IG_COLUMNS " from ig_kek order by kek_id limit :most", "ttttti"},
     {"select " IG_COLUMNS " from ig_kek where kek_id>:a order by kek_id limit :most", "ttttti"},
     {"insert into ig_kek(" IG_COLUMNS ") values(:a,:b,:c,:d,:e,:f)"}},
#undef IG_COLUMNS
#define IG_COLUMNS "project_id,active_dek,fingerprint_dek,revision"
    {1,
     IG_COUNT("ig_project_key"),
     {"select " IG_COLUMNS " from ig_project_key order by project_id limit :most", "ttti"},
     {"select " IG_COLUMNS " from ig_project_key where project_id>:a order by project_id limit :most", "ttti"},
     {"insert into ig_project_key(" IG_COLUMNS ") values(:a,:b,:c,:d)"}},
#undef IG_COLUMNS
#define IG_COLUMNS "dek_id,project_id,purpose,version,state,compromised,kek_id,wrapped,revision,created_us,changed_us"
    {1,
     IG_COUNT("ig_dek"),
     {"select " IG_COLUMNS " from ig_dek order by dek_id limit :most", "tttitittiii"},
     {"select " IG_COLUMNS " from ig_dek where dek_id>:a order by dek_id limit :most", "tttitittiii"},
     {"insert into ig_dek(" IG_COLUMNS ") values(:a,:b,:c,:d,:e,:f,:g,:h,:i,:j,:k)"}},
#undef IG_COLUMNS
#define IG_COLUMNS "project_id,integration,enabled,document,secrets,manifest_version,revision,updated_us,updated_by"
    {2,
     IG_COUNT("ig_settings"),
     {"select " IG_COLUMNS " from ig_settings order by project_id,integration limit :most", "ttitttiit"},
     {"select " IG_COLUMNS " from ig_settings where project_id>:a or (project_id=:b and integration>:c) "
      "order by project_id,integration limit :most",
      "ttitttiit"},
     {"insert into ig_settings(" IG_COLUMNS ") values(:a,:b,:c,:d,:e,:f,:g,:h,:i)"}},
#undef IG_COLUMNS
#define IG_COLUMNS "project_id,integration,slot,record,seal_revision,key_id,sealed,bound,updated_us"
    {3,
     IG_COUNT("ig_secret"),
     {"select " IG_COLUMNS " from ig_secret order by project_id,integration,slot limit :most", "ttttittti"},
     {"select " IG_COLUMNS " from ig_secret where project_id>:a or (project_id=:b and integration>:c) or "
      "(project_id=:d and integration=:e and slot>:f) order by project_id,integration,slot limit :most",
      "ttttittti"},
     {"insert into ig_secret(" IG_COLUMNS ") values(:a,:b,:c,:d,:e,:f,:g,:h,:i)"}},
#undef IG_COLUMNS
#define IG_COLUMNS                                                                                                     \
    "project_id,seq,integration,revision,kind,enabled,document,secrets,manifest_version,restored_from,at_us,actor,"    \
    "hash"
    {2,
     IG_COUNT("ig_history"),
     {"select " IG_COLUMNS " from ig_history order by project_id,seq limit :most", "titititttiitt"},
     {"select " IG_COLUMNS " from ig_history where project_id>:a or (project_id=:b and seq>:c) "
      "order by project_id,seq limit :most",
      "titititttiitt"},
     {"insert into ig_history(" IG_COLUMNS ") values(:a,:b,:c,:d,:e,:f,:g,:h,:i,:j,:k,:l,:m)"}},
#undef IG_COLUMNS
#define IG_COLUMNS "project_id,revision,updated_us"
    {1,
     IG_COUNT("ig_project"),
     {"select " IG_COLUMNS " from ig_project order by project_id limit :most", "tii"},
     {"select " IG_COLUMNS " from ig_project where project_id>:a order by project_id limit :most", "tii"},
     {"insert into ig_project(" IG_COLUMNS ") values(:a,:b,:c)"}},
#undef IG_COLUMNS
// The row that makes it a store comes last.
#define IG_COLUMNS "id,store_id,min_read_format,write_format,active_kek,revision,created_us"
    {1,
     IG_COUNT("ig_store"),
     {"select " IG_COLUMNS " from ig_store order by id limit :most", "itiitii"},
     {"select " IG_COLUMNS " from ig_store where id>:a order by id limit :most", "itiitii"},
     {"insert into ig_store(" IG_COLUMNS ") values(:a,:b,:c,:d,:e,:f,:g)"}},
#undef IG_COLUMNS
}};
#undef IG_COUNT

/// A row of any table.
using Cells = std::vector<std::variant<std::string, std::int64_t>>;

Value to_value(const std::variant<std::string, std::int64_t>& cell) {
    if (const auto* text = std::get_if<std::string>(&cell))
        return Value(std::string_view(*text));
    return Value(std::get<std::int64_t>(cell));
}

Cells take(Row& row, std::string_view columns) {
    Cells cells;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i] == 't')
            cells.emplace_back(std::move(row.text(i)));
        else
            cells.emplace_back(row.integer(i));
    }
    return cells;
}

/// The page after the row `last`; the first if that is empty.
std::vector<Cells> read_page(Transaction& source, const Table& table, const Cells& last) {
    std::vector<Value> values;
    if (!last.empty()) // a>A or (a=A and b>B) or (a=A and b=B and c>C)
        for (std::size_t depth = 0; depth < table.keys; ++depth)
            for (std::size_t key = 0; key <= depth; ++key)
                values.push_back(to_value(last[key]));
    values.emplace_back(page);
    std::vector<Cells> rows;
    const Query& query = last.empty() ? table.first : table.next;
    source.each(query, values, [&](Row& row) { rows.push_back(take(row, query.columns)); });
    return rows;
}

std::int64_t count(Transaction& transaction, const Query& query, std::span<const Value> values = {}) {
    std::int64_t out = 0;
    transaction.each(query, values, [&](Row& row) { out = row.integer(0); });
    return out;
}

std::int64_t copy_table(Transaction& source, Transaction& target, const Table& table,
                        const std::function<void(std::int64_t)>& told) {
    std::int64_t copied = 0;
    std::vector<Value> values;
    Cells last;
    for (;;) {
        const auto rows = read_page(source, table, last);
        for (const auto& row : rows) {
            values.clear();
            for (const auto& cell : row)
                values.push_back(to_value(cell));
            target.run(table.insert, values);
            told(++copied);
        }
        if (rows.empty())
            return copied;
        last = rows.back();
    }
}

void check_source(const StoreOptions& from) {
    const auto found = Store::inspect(from);
    const auto name = DatabaseUrl::parse(from.url).text();
    if (!found.exists || found.empty)
        throw Error(Status::not_found, "store-missing", "There is no store in the database " + name + ".");
    if (found.version > latest_version())
        throw Error(Status::storage, "store-too-new",
                    "A newer version of this library has changed the store " + name + ". Use that one to move it.");
    if (found.version < latest_version())
        throw Error(Status::storage, "store-outdated",
                    "The store " + name +
                        " was made by an older version of this library. Open it once with this one, "
                        "then move it.");
    if (!found.store)
        throw Error(Status::storage, "store-damaged",
                    "The row that names the store is missing in " + name + ". Restore a backup.");
}

[[noreturn]] void refuse_target(const std::string& name) {
    throw Error(Status::conflict, "target-not-empty",
                "There is a store in the database " + name +
                    " already. Move into an empty database; nothing was changed.");
}

void check_target(const Inspection& found, const std::string& name) {
    if (found.version > latest_version() || found.store || !found.keks.empty() || found.has_sealed)
        refuse_target(name);
}

} // namespace

std::int64_t count_rows(Transaction& transaction, std::string_view project) {
    if (project.empty())
        return count(transaction, count_settings_query) + count(transaction, count_secrets_query) +
               count(transaction, count_versions_query);
    const std::array<Value, 1> values{project};
    return count(transaction, count_project_settings_query, values) +
           count(transaction, count_project_secrets_query, values) +
           count(transaction, count_project_versions_query, values);
}

CopyCounts copy_store(const StoreOptions& from, const StoreOptions& to,
                      const std::function<void(std::int64_t, std::int64_t)>& watch) {
    check_source(from);
    const auto name = DatabaseUrl::parse(to.url).text();
    check_target(Store::inspect(to), name);
    Store source(from);
    Store target(to);
    target.migrate();

    CopyCounts counts;
    target.write(
        [&](Transaction& writing) {
            if (find_store(writing))
                refuse_target(name);
            counts = source.read([&](Transaction& reading) {
                std::int64_t total = 0;
                for (const Table& table : tables)
                    total += count(reading, table.count);
                CopyCounts out;
                std::array<std::int64_t, tables.size()> copied{};
                for (std::size_t i = 0; i < tables.size(); ++i) {
                    copied[i] = copy_table(reading, writing, tables[i],
                                           [&](std::int64_t done) { watch(out.rows + done, total); });
                    out.rows += copied[i];
                }
                out.integrations = copied[3];
                out.secrets = count(reading, count_secrets_query);
                out.versions = copied[5];
                out.projects = copied[6];
                return out;
            });
        },
        [](Transaction& transaction) { return find_store(transaction).has_value(); });
    return counts;
}

void copy_sqlite(Store& store, const std::string& path) {
    if (store.url().engine() != Engine::sqlite)
        throw Error(Status::unsupported, "backup-not-sqlite",
                    "Only an SQLite store is backed up into a file. For a database server use its own tools, such as "
                    "pg_dump or mariadb-dump, or export the projects.");
    // A brace would be taken for a token.
    std::string quoted = "'";
    for (const char c : path) {
        if (c == '\'')
            quoted += "''";
        else if (c == '{')
            quoted += "'||char(123)||'";
        else
            quoted += c;
    }
    store.read_one([&](Transaction& transaction) { transaction.execute("vacuum into " + quoted + "'"); });
}

} // namespace integration_gallery::storage
