#include "bench/raw_store.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <stdexcept>

#include <openssl/evp.h>
#include <openssl/sha.h>
#include <sqlite3.h>

namespace {

std::string text(sqlite3_stmt* statement, int column) {
    const auto* first = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
    return {first, static_cast<std::size_t>(sqlite3_column_bytes(statement, column))};
}

void bind(sqlite3_stmt* statement, int position, const std::string& value) {
    sqlite3_bind_text(statement, position, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
}

/// The digest of a version and of the hash of the one before, as text: what chains them.
std::string chained(const std::string& previous, const std::string& version) {
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<const unsigned char*>(version.data()), version.size(), digest.data());
    std::string link = previous;
    link.append(reinterpret_cast<const char*>(digest.data()), digest.size());
    SHA256(reinterpret_cast<const unsigned char*>(link.data()), link.size(), digest.data());
    std::array<unsigned char, 45> out{};
    const int size = EVP_EncodeBlock(out.data(), digest.data(), static_cast<int>(digest.size()));
    return {reinterpret_cast<const char*>(out.data()), static_cast<std::size_t>(size)};
}

} // namespace

RawStore::RawStore(const std::string& file) {
    if (sqlite3_open(file.c_str(), &m_database) != SQLITE_OK)
        throw std::runtime_error("the raw database cannot be opened");
    // As the library sets it.
    sqlite3_exec(m_database, "pragma journal_mode=wal; pragma synchronous=full; pragma secure_delete=on;", nullptr,
                 nullptr, nullptr);
    sqlite3_exec(
        m_database,
        "create table project(id text not null primary key, revision int not null, at int not null) without rowid;"
        "create table settings(project text not null, integration text not null, enabled int not null,"
        " document text not null, secrets text not null, manifest text not null, revision int not null,"
        " at int not null, who text not null, primary key(project, integration)) without rowid;"
        "create table secret(project text not null, integration text not null, sealed text not null,"
        " primary key(project, integration)) without rowid;"
        "create table history(project text not null, seq int not null, integration text not null, revision int not "
        "null,"
        " kind text not null, enabled int not null, document text not null, secrets text not null,"
        " manifest text not null, at int not null, who text not null, hash text not null, primary key(project, seq));"
        "create index history_by_integration on history(project, integration, revision);"
        "insert into project values('apollo', 1, 0);",
        nullptr, nullptr, nullptr);
    m_begin = prepare("begin immediate");
    m_commit = prepare("commit");
    m_insert = prepare("insert into settings values('apollo',?1,1,?2,'{}','1.0',1,0,'ada')");
    m_insert_secret = prepare("insert into secret values('apollo',?1,?2)");
    m_list = prepare("select integration,enabled from settings where project='apollo' order by integration");
    m_find = prepare("select document,secrets,revision from settings where project='apollo' and integration=?1");
    m_find_secret = prepare("select sealed from secret where project='apollo' and integration=?1");
    m_update = prepare("update settings set document=?2,revision=?3,at=?3,who='ada' "
                       "where project='apollo' and integration=?1 and revision=?4");
    m_head = prepare("select p.revision,coalesce(h.hash,'') from project p left join history h "
                     "on h.project=p.id and h.seq=p.revision-1 where p.id='apollo'");
    m_bump = prepare("update project set revision=revision+1,at=at+1 where id='apollo'");
    m_insert_version = prepare("insert into history values('apollo',?1,?2,?3,'update',1,?4,'{}','1.0',?3,'ada',?5)");
}

RawStore::~RawStore() {
    for (sqlite3_stmt* statement : {m_begin, m_commit, m_insert, m_insert_secret, m_list, m_find, m_find_secret,
                                    m_update, m_head, m_bump, m_insert_version})
        sqlite3_finalize(statement);
    sqlite3_close(m_database);
}

sqlite3_stmt* RawStore::prepare(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(m_database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK)
        throw std::runtime_error(sqlite3_errmsg(m_database));
    return statement;
}

void RawStore::run(sqlite3_stmt* statement) {
    if (sqlite3_step(statement) != SQLITE_DONE)
        throw std::runtime_error(sqlite3_errmsg(m_database));
    sqlite3_reset(statement);
}

void RawStore::insert(const std::string& integration, const std::string& document, const std::string& secret) {
    bind(m_insert, 1, integration);
    bind(m_insert, 2, document);
    run(m_insert);
    bind(m_insert_secret, 1, integration);
    bind(m_insert_secret, 2, secret);
    run(m_insert_secret);
}

std::string RawStore::list(const std::map<std::string, std::string>& descriptions) {
    boost::json::array out;
    while (sqlite3_step(m_list) == SQLITE_ROW) {
        std::string name = text(m_list, 0);
        const auto found = descriptions.find(name);
        out.push_back({{"name", name},
                       {"description", found != descriptions.end() ? found->second : std::string()},
                       {"enabled", sqlite3_column_int(m_list, 1) == 1}});
    }
    sqlite3_reset(m_list);
    return boost::json::serialize(out);
}

std::string RawStore::read(const std::string& integration) {
    bind(m_find, 1, integration);
    if (sqlite3_step(m_find) != SQLITE_ROW)
        throw std::runtime_error("no such row");
    auto document = boost::json::parse(text(m_find, 0)).as_object();
    sqlite3_reset(m_find);
    document["authentication"].as_object()["apiKey"] = "********";
    return boost::json::serialize(document);
}

void RawStore::update(const std::string& integration, std::int64_t minutes) {
    run(m_begin);
    bind(m_find, 1, integration);
    if (sqlite3_step(m_find) != SQLITE_ROW)
        throw std::runtime_error("no such row");
    auto document = boost::json::parse(text(m_find, 0)).as_object();
    const std::int64_t revision = sqlite3_column_int64(m_find, 2);
    sqlite3_reset(m_find);
    document["syncSettings"] = boost::json::object{
        {"schedule", boost::json::object{{"type", "interval"}, {"every", "PT" + std::to_string(minutes) + "M"}}}};
    const std::string changed = boost::json::serialize(document);
    bind(m_update, 1, integration);
    bind(m_update, 2, changed);
    sqlite3_bind_int64(m_update, 3, revision + 1);
    sqlite3_bind_int64(m_update, 4, revision);
    run(m_update);
    run(m_bump);
    sqlite3_step(m_head);
    const std::int64_t sequence = sqlite3_column_int64(m_head, 0);
    const std::string hash = chained(text(m_head, 1), integration + std::to_string(revision + 1) + changed + "1.0ada");
    sqlite3_reset(m_head);
    sqlite3_bind_int64(m_insert_version, 1, sequence);
    bind(m_insert_version, 2, integration);
    sqlite3_bind_int64(m_insert_version, 3, revision + 1);
    bind(m_insert_version, 4, changed);
    bind(m_insert_version, 5, hash);
    run(m_insert_version);
    run(m_commit);
}

std::string RawStore::credentials(const std::string& integration) {
    bind(m_find, 1, integration);
    if (sqlite3_step(m_find) != SQLITE_ROW)
        throw std::runtime_error("no such row");
    const auto document = boost::json::parse(text(m_find, 0));
    sqlite3_reset(m_find);
    bind(m_find_secret, 1, integration);
    if (sqlite3_step(m_find_secret) != SQLITE_ROW)
        throw std::runtime_error("no such row");
    std::string secret = text(m_find_secret, 0);
    sqlite3_reset(m_find_secret);
    return secret;
}
