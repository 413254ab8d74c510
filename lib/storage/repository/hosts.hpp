#pragma once

#include "storage/transaction.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// The processes that use the store, and the key-encryption keys that each of them holds. Each function throws what
/// Transaction throws.
namespace integration_gallery::storage {

struct HostRow {
    std::string host_id;
    std::string name;             ///< for people
    std::string key_ids;          ///< a JSON list
    std::string library;          ///< its version
    std::int64_t read_format = 1; ///< the newest format of sealed values that it reads
    std::int64_t seen_us = 0;
};

/// Writes the row of a host, in place of what it said before.
void put_host(Transaction& transaction, const HostRow& row);
/// The hosts seen since `since_us`, in the order of their names.
std::vector<HostRow> list_hosts(Transaction& transaction, std::int64_t since_us);
void delete_host(Transaction& transaction, std::string_view host_id);
/// Removes the hosts that were not seen since `since_us`.
void sweep_hosts(Transaction& transaction, std::int64_t since_us);

} // namespace integration_gallery::storage
