#pragma once

#include "storage/dialect/dialect.hpp"
#include "storage/migrations/migration.hpp"
#include "storage/store.hpp"

#include <integration_gallery/host.hpp>

#include <chrono>
#include <cstdint>
#include <string>

namespace integration_gallery::storage {

/// The version that the tables have; 0 if there are none.
std::int64_t find_version(Transaction& transaction, const Dialect& dialect);

/// Is there a table of that name?
bool has_table(Transaction& transaction, const Dialect& dialect, const char* name);

/// Applies the migrations of one store. Where a transaction can take back definitions, each migration is one, behind a
/// lock of the engine. Where not, one process at a time holds a lease that ends by itself, and steps that were done are
/// done again without harm.
class Migrator {
public:
    Migrator(Store& store, const Dialect& dialect, Clock& clock);

    /// How many migrations it applied itself.
    std::int64_t run();

private:
    void make_schema_table();
    bool apply_in_transaction(const Migration& migration);
    bool apply_under_lease(const Migration& migration);

    Store& m_store;
    const Dialect& m_dialect;
    Clock& m_clock;
    std::string m_owner; ///< names this run in the lease
};

} // namespace integration_gallery::storage
