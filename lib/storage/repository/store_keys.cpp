#include "storage/names.hpp"
#include "storage/repository/keys.hpp"

namespace integration_gallery::storage {
namespace {

constexpr Query find_store_query{
    "select store_id,min_read_format,write_format,active_kek,revision,created_us from ig_store where id=1", "tiitii"};
constexpr Query insert_store_query{
    "insert into ig_store(id,store_id,min_read_format,write_format,active_kek,revision,created_us) "
    "values(1,:store,:minimum,:format,:kek,:revision,:created)"};
constexpr Query swap_kek_query{
    "update ig_store set active_kek=:kek,revision=revision+1 where id=1 and active_kek=:expected"};
constexpr Query formats_query{"update ig_store set min_read_format=:minimum,write_format=:format,revision=revision+1 "
                              "where id=1 and revision=:expected"};

constexpr Query find_kek_query{
    "select kek_id,provider,check_value,parameters,state,created_us from ig_kek where kek_id=:kek", "ttttti"};
constexpr Query find_kek_share_query{
    "select kek_id,provider,check_value,parameters,state,created_us from ig_kek where kek_id=:kek{SHARE}", "ttttti"};
constexpr Query find_kek_update_query{
    "select kek_id,provider,check_value,parameters,state,created_us from ig_kek where kek_id=:kek{UPDATE}", "ttttti"};
constexpr Query list_keks_query{
    "select kek_id,provider,check_value,parameters,state,created_us from ig_kek order by kek_id", "ttttti"};
constexpr Query insert_kek_query{"insert into ig_kek(kek_id,provider,check_value,parameters,state,created_us) "
                                 "values(:kek,:provider,:check,:parameters,:state,:created)"};
constexpr Query kek_state_query{"update ig_kek set state=:state where kek_id=:kek and state=:expected"};

KekRow to_kek(Row& row) {
    return {std::move(row.text(0)), std::move(row.text(1)), std::move(row.text(2)),
            std::move(row.text(3)), std::move(row.text(4)), row.integer(5)};
}

} // namespace

std::optional<StoreRow> find_store(Transaction& transaction) {
    std::optional<StoreRow> out;
    transaction.each(find_store_query, {}, [&](Row& row) {
        out.emplace(StoreRow{std::move(row.text(0)), row.integer(1), row.integer(2), std::move(row.text(3)),
                             row.integer(4), row.integer(5)});
    });
    return out;
}

bool insert_store(Transaction& transaction, const StoreRow& row) {
    check_ascii(row.store_id, "id of the store");
    check_key(row.active_kek, "id of the key-encryption key");
    if (find_store(transaction))
        return false;
    transaction.run(insert_store_query, {row.store_id, row.min_read_format, row.write_format, row.active_kek,
                                         row.revision, row.created_us});
    return true;
}

bool swap_active_kek(Transaction& transaction, std::string_view expected, std::string_view kek_id) {
    check_key(expected, "id of the key-encryption key");
    check_key(kek_id, "id of the key-encryption key");
    return transaction.run(swap_kek_query, {kek_id, expected}) == 1;
}

bool update_formats(Transaction& transaction, std::int64_t min_read_format, std::int64_t write_format,
                    std::int64_t expected_revision) {
    return transaction.run(formats_query, {min_read_format, write_format, expected_revision}) == 1;
}

std::optional<KekRow> find_kek(Transaction& transaction, std::string_view kek_id, Lock lock) {
    check_key(kek_id, "id of the key-encryption key");
    std::optional<KekRow> out;
    const Query& query = lock == Lock::none    ? find_kek_query
                         : lock == Lock::share ? find_kek_share_query
                                               : find_kek_update_query;
    transaction.each(query, {kek_id}, [&](Row& row) { out = to_kek(row); });
    return out;
}

std::vector<KekRow> list_keks(Transaction& transaction) {
    std::vector<KekRow> out;
    transaction.each(list_keks_query, {}, [&](Row& row) { out.push_back(to_kek(row)); });
    return out;
}

bool insert_kek(Transaction& transaction, const KekRow& row) {
    check_ascii(row.provider, "name of the key provider");
    check_ascii(row.state, "state of the key");
    if (find_kek(transaction, row.kek_id))
        return false;
    transaction.run(insert_kek_query,
                    {row.kek_id, row.provider, row.check_value, row.parameters, row.state, row.created_us});
    return true;
}

bool update_kek_state(Transaction& transaction, std::string_view kek_id, std::string_view expected,
                      std::string_view state) {
    check_key(kek_id, "id of the key-encryption key");
    check_ascii(expected, "state of the key");
    check_ascii(state, "state of the key");
    return transaction.run(kek_state_query, {state, kek_id, expected}) == 1;
}

} // namespace integration_gallery::storage
