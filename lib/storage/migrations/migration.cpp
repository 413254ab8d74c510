#include "storage/migrations/migration.hpp"

#include <array>

namespace integration_gallery::storage {

std::span<const Migration> migrations() noexcept {
    static const std::array<Migration, 3> all{migration_001_base, migration_002_history, migration_003_hosts};
    return all;
}

} // namespace integration_gallery::storage
