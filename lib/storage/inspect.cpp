#include "storage/backoff.hpp"
#include "storage/migrate.hpp"
#include "storage/repository/secrets.hpp"
#include "storage/session.hpp"

namespace integration_gallery::storage {
namespace {

void inspect_tables(Inspection& out, Transaction& transaction, const Dialect& dialect) {
    out.version = find_version(transaction, dialect);
    out.empty = out.version == 0;
    // A newer store is refused by its version; its tables may be different.
    if (out.empty || out.version > latest_version())
        return;
    out.store = find_store(transaction);
    out.keks = list_keks(transaction);
    out.has_sealed = has_sealed(transaction);
}

} // namespace

Inspection Store::inspect(const StoreOptions& options) {
    const auto url = DatabaseUrl::parse(options.url);
    const Dialect& dialect = dialect_of(url.engine());
    Inspection out;
    for (Backoff backoff(options.time_limit);;) {
        try {
            dialect.inspect(url, options, [&](std::unique_ptr<soci::session> connection) {
                out = {};
                out.exists = true;
                Session session(dialect, std::move(connection));
                Transaction transaction(session, Access::read, options.time_limit);
                inspect_tables(out, transaction, dialect);
            });
            return out;
        } catch (const Failure& failure) {
            // Another process makes the tables at this moment.
            if (failure.fault() != Fault::retry || !backoff.wait())
                throw to_error(failure, url);
        } catch (const soci::soci_error& error) {
            throw to_error(dialect.classify_opening(error), url);
        }
    }
}

} // namespace integration_gallery::storage
