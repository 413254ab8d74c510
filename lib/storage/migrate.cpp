#include "storage/migrate.hpp"

#include "base/clock.hpp"

#include <random>
#include <thread>

namespace integration_gallery::storage {
namespace {

constexpr std::chrono::seconds lease_length{30};
constexpr std::chrono::seconds longest_wait{120};

constexpr Query find_version_query{"select version from ig_schema where id=1", "i"};
constexpr Query insert_schema_query{"insert into ig_schema(id,version,owner,lease_us) values(1,0,:owner,0)"};
constexpr Query bump_query{"update ig_schema set version=:new where id=1 and version=:old"};
constexpr Query take_lease_query{"update ig_schema set owner=:owner,lease_us=:until where id=1 and version=:version "
                                 "and (lease_us<:now or owner=:same)"};
constexpr Query bump_under_lease_query{
    "update ig_schema set version=:new,lease_us=0 where id=1 and version=:old and owner=:owner"};

std::string make_owner() {
    static constexpr std::string_view hex = "0123456789abcdef";
    std::random_device random;
    std::string out;
    for (int i = 0; i < 4; ++i) {
        auto bits = random();
        for (int digit = 0; digit < 8; ++digit, bits >>= 4)
            out += hex[bits & 15];
    }
    return out;
}

std::optional<std::int64_t> read_version(Transaction& transaction) {
    std::optional<std::int64_t> version;
    transaction.each(find_version_query, {}, [&](Row& row) { version = row.integer(0); });
    return version;
}

} // namespace

bool has_table(Transaction& transaction, const Dialect& dialect, const char* name) {
    bool found = false;
    transaction.each(dialect.count_tables(), {name}, [&](Row& row) { found = row.integer(0) > 0; });
    return found;
}

std::int64_t find_version(Transaction& transaction, const Dialect& dialect) {
    return has_table(transaction, dialect, "ig_schema") ? read_version(transaction).value_or(0) : 0;
}

std::int64_t latest_version() noexcept {
    return migrations().back().version;
}

Migrator::Migrator(Store& store, const Dialect& dialect, Clock& clock)
    : m_store(store), m_dialect(dialect), m_clock(clock), m_owner(make_owner()) {}

void Migrator::make_schema_table() {
    static constexpr std::string_view make = "create table if not exists ig_schema(id bigint not null primary key, "
                                             "version bigint not null, owner {KEY} not null, lease_us bigint not null "
                                             "{END}";
    m_store.write(
        [&](Transaction& transaction) {
            m_dialect.lock_definitions(transaction);
            transaction.execute(make);
            if (!read_version(transaction))
                transaction.run(insert_schema_query, {""});
        },
        [&](Transaction& transaction) {
            return has_table(transaction, m_dialect, "ig_schema") && read_version(transaction).has_value();
        });
}

bool Migrator::apply_in_transaction(const Migration& migration) {
    return m_store.write(
        [&](Transaction& transaction) {
            m_dialect.lock_definitions(transaction);
            if (read_version(transaction).value_or(0) != migration.version - 1)
                return false;
            for (const auto statement : migration.statements)
                transaction.execute(statement);
            return transaction.run(bump_query, {migration.version, migration.version - 1}) == 1;
        },
        [&](Transaction& transaction) { return read_version(transaction).value_or(0) >= migration.version; });
}

bool Migrator::apply_under_lease(const Migration& migration) {
    const auto landed = [&](Transaction& transaction) {
        return read_version(transaction).value_or(0) >= migration.version;
    };
    const std::int64_t now = base::to_microseconds(m_clock.now());
    const std::int64_t until = now + std::chrono::microseconds(lease_length).count();
    const bool mine = m_store.write(
        [&](Transaction& transaction) {
            return transaction.run(take_lease_query, {m_owner, until, migration.version - 1, now, m_owner}) == 1;
        },
        [](Transaction&) { return false; }); // taking our own lease again does no harm
    if (!mine)
        return false;
    // A definition ends the transaction that it stands in, so each has one of its own.
    for (const auto statement : migration.statements)
        m_store.write([&](Transaction& transaction) { transaction.execute(statement); },
                      [](Transaction&) { return false; });
    return m_store.write(
        [&](Transaction& transaction) {
            return transaction.run(bump_under_lease_query, {migration.version, migration.version - 1, m_owner}) == 1;
        },
        landed);
}

std::int64_t Migrator::run() {
    const auto deadline = std::chrono::steady_clock::now() + longest_wait;
    bool made = false;
    for (std::int64_t applied = 0;;) {
        const std::int64_t version = m_store.version();
        if (version > latest_version())
            throw Error(Status::storage, "store-too-new",
                        "the database " + m_store.url().text() + " has version " + std::to_string(version) +
                            ", and this library knows versions up to " + std::to_string(latest_version()) +
                            ": use the library that upgraded it, or a newer one");
        if (version == latest_version())
            return applied;
        if (!made)
            make_schema_table();
        made = true;
        const Migration& next = migrations()[static_cast<std::size_t>(version)];
        const bool done =
            m_dialect.has_transactional_definitions() ? apply_in_transaction(next) : apply_under_lease(next);
        applied += done ? 1 : 0;
        if (!done && std::chrono::steady_clock::now() > deadline)
            throw Error(Status::timeout, "storage-busy",
                        "the database " + m_store.url().text() +
                            ": another process has been migrating it for two minutes; see whether it still runs");
        if (!done && !m_dialect.has_transactional_definitions())
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
}

} // namespace integration_gallery::storage
