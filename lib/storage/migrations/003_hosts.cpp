#include "storage/migrations/migration.hpp"

#include <array>

namespace integration_gallery::storage {
namespace {

constexpr std::array<std::string_view, 1> statements{
    "create table if not exists ig_host(host_id {ASCII} not null primary key, name {KEY} not null, "
    "key_ids {TEXT} not null, library {ASCII} not null, read_format bigint not null, seen_us bigint not null {END}",
};

} // namespace

const Migration migration_003_hosts{3, statements};

} // namespace integration_gallery::storage
