#include "storage/repository/hosts.hpp"

#include "storage/names.hpp"

namespace integration_gallery::storage {
namespace {

constexpr Query update_host_query{"update ig_host set name=:name,key_ids=:keys,library=:library,read_format=:format,"
                                  "seen_us=:seen where host_id=:host"};
constexpr Query find_host_query{"select seen_us from ig_host where host_id=:host", "i"};
constexpr Query insert_host_query{"insert into ig_host(host_id,name,key_ids,library,read_format,seen_us) "
                                  "values(:host,:name,:keys,:library,:format,:seen)"};
constexpr Query list_hosts_query{"select host_id,name,key_ids,library,read_format,seen_us from ig_host "
                                 "where seen_us>=:since order by name,host_id",
                                 "ttttii"};
constexpr Query delete_host_query{"delete from ig_host where host_id=:host"};
constexpr Query sweep_hosts_query{"delete from ig_host where seen_us<:since"};

} // namespace

void put_host(Transaction& transaction, const HostRow& row) {
    check_ascii(row.host_id, "id of the host");
    check_key(row.name, "name of the host");
    check_ascii(row.library, "version of the library");
    bool there = false;
    transaction.each(find_host_query, {row.host_id}, [&](Row&) { there = true; });
    if (there)
        transaction.run(update_host_query,
                        {row.name, row.key_ids, row.library, row.read_format, row.seen_us, row.host_id});
    else
        transaction.run(insert_host_query,
                        {row.host_id, row.name, row.key_ids, row.library, row.read_format, row.seen_us});
}

std::vector<HostRow> list_hosts(Transaction& transaction, std::int64_t since_us) {
    std::vector<HostRow> out;
    transaction.each(list_hosts_query, {since_us}, [&](Row& row) {
        out.push_back({std::move(row.text(0)), std::move(row.text(1)), std::move(row.text(2)), std::move(row.text(3)),
                       row.integer(4), row.integer(5)});
    });
    return out;
}

void delete_host(Transaction& transaction, std::string_view host_id) {
    check_ascii(host_id, "id of the host");
    transaction.run(delete_host_query, {host_id});
}

void sweep_hosts(Transaction& transaction, std::int64_t since_us) {
    transaction.run(sweep_hosts_query, {since_us});
}

} // namespace integration_gallery::storage
