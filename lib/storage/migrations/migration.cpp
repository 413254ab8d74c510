#include "storage/migrations/migration.hpp"

#include <array>

namespace integration_gallery::storage {

std::span<const Migration> migrations() noexcept {
    static const std::array<Migration, 2> all{migration_001_base, migration_002_history};
    return all;
}

} // namespace integration_gallery::storage
