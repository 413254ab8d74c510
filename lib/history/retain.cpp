#include "history/retain.hpp"

#include "base/clock.hpp"
#include "history/anchor.hpp"
#include "history/verify.hpp"
#include "storage/repository/history.hpp"
#include "storage/repository/settings.hpp"
#include "storage/store.hpp"
#include "vault/vault.hpp"

#include <integration_gallery/error.hpp>

#include <algorithm>

namespace integration_gallery::history {
namespace {

constexpr int attempts = 20;

/// Somebody else has signed in the meantime.
struct LostRace {};

struct Look {
    std::optional<storage::SecretRow> row;
    Anchor anchor;
    bool any = false; ///< is there a history?
};

/// What is to be signed. A version that is missing has no hash that could be signed, so the chain is cut at one that is
/// there.
Look look_at(storage::Store& store, std::string_view project, const Retention& retention, std::int64_t last_unsound) {
    return store.read([&](storage::Transaction& transaction) {
        Look out;
        out.row = find_anchor_row(transaction, project);
        const std::int64_t newest = storage::project_revision(transaction, project);
        const auto first = storage::list_chain(transaction, project, 0, 1);
        const auto head = storage::find_history_at(transaction, project, newest);
        if (first.empty() || !head)
            return out;
        out.any = true;
        out.anchor.head = {newest, head->hash};
        const std::int64_t old = storage::last_before(transaction, project, base::to_microseconds(retention.before));
        // The newest always stays: the next version is chained to its hash.
        const std::int64_t kept = std::clamp<std::int64_t>(retention.keep, 1, newest);
        out.anchor.first = std::max({first.front().sequence, std::min(old, newest - kept) + 1, last_unsound + 1});
        return out;
    });
}

void fill_previous(storage::Store& store, vault::Vault& vault, std::string_view project, Look& look) {
    store.read([&](storage::Transaction& transaction) {
        const std::int64_t before = look.anchor.first - 1;
        const auto row = storage::find_history_at(transaction, project, before);
        look.anchor.previous = "";
        if (row) {
            look.anchor.previous = row->hash;
            return;
        }
        // it is gone already: then the anchor that is there knows it
        const auto there = open_anchor(transaction, vault, project, look.row);
        if (there && there->first == look.anchor.first)
            look.anchor.previous = there->previous;
    });
}

std::int64_t write(storage::Store& store, vault::Vault& vault, std::string_view project, const Look& look,
                   const SealedAnchor& sealed) {
    return store.write(
        [&](storage::Transaction& transaction) {
            vault.guard(transaction, *sealed.key);
            if (!(look.row ? storage::update_secret(transaction, sealed.row, look.row->seal_revision)
                           : storage::insert_secret(transaction, sealed.row)))
                throw LostRace{};
            return storage::delete_history_before(transaction, project, look.anchor.first);
        },
        [&](storage::Transaction& transaction) {
            const auto row = find_anchor_row(transaction, project);
            return row && row->sealed == sealed.row.sealed;
        });
}

} // namespace

RetentionResult retain(storage::Store& store, vault::Vault& vault, Clock& clock, std::string_view project,
                       const Retention& retention) {
    for (int attempt = 0; attempt < attempts; ++attempt) {
        const auto found = examine(store, vault, project, {}, retention.progress);
        if (!retention.accept_damage && !found.report.intact())
            throw Error(
                Status::conflict, "history-damaged",
                "The history of this project does not fit together, so it is not signed and nothing is "
                "removed. Verify it to see what is wrong; accept the damage to go on with what comes after it.");
        Look look = look_at(store, project, retention, found.last_unsound);
        if (!look.any)
            return {};
        fill_previous(store, vault, project, look);
        RetentionResult result{0, look.anchor.head};
        if (retention.dry_run) {
            result.removed = store.read([&](storage::Transaction& transaction) {
                const auto first = storage::list_chain(transaction, project, 0, 1);
                return first.empty() ? 0 : look.anchor.first - first.front().sequence;
            });
            return result;
        }
        try {
            const auto sealed = seal_anchor(vault, project, look.row, look.anchor, base::to_microseconds(clock.now()));
            result.removed = write(store, vault, project, look, sealed);
            return result;
        } catch (const LostRace&) {
            continue;
        } catch (const Error& error) {
            if (error.code() != "data-key-retired")
                throw;
        }
    }
    throw Error(Status::timeout, "storage-busy",
                "Others keep signing this history at the same time. Nothing was changed; try again.");
}

} // namespace integration_gallery::history
