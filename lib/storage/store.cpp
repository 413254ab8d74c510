#include "storage/store.hpp"

#include "base/clock.hpp"
#include "storage/backoff.hpp"
#include "storage/migrate.hpp"
#include "storage/pool.hpp"
#include "storage/writer_turn.hpp"

#include <algorithm>
#include <optional>

namespace integration_gallery::storage {
namespace {

/// Of what should pass at the next attempt, and otherwise never.
constexpr int few_attempts = 12;

} // namespace

class Store::Implementation {
public:
    explicit Implementation(StoreOptions given)
        : options(std::move(given)), url(DatabaseUrl::parse(options.url)), dialect(dialect_of(url.engine())),
          pool(dialect, url, options) {}

    void run(Access access, const std::function<void(Transaction&)>& body,
             const std::function<bool(Transaction&)>& landed,
             std::chrono::milliseconds limit = std::chrono::milliseconds::max());

    StoreOptions options;
    DatabaseUrl url;
    const Dialect& dialect;
    Pool pool;
    WriterTurn writer;
    base::SystemClock system_clock;
    std::atomic<std::uint64_t> retries = 0;

private:
    enum class Progress { opening, running, committing };

    void attempt(Access access, const std::function<void(Transaction&)>& body, Backoff& backoff, Progress& progress);
    bool may_repeat(const Failure& failure, Progress progress, Backoff& backoff) const;
    bool look(const std::function<bool(Transaction&)>& landed);
    Error commit_unknown() const;
};

void Store::Implementation::attempt(Access access, const std::function<void(Transaction&)>& body, Backoff& backoff,
                                    Progress& progress) {
    std::optional<WriterTurn::Holder> turn;
    if (access == Access::write && dialect.has_one_writer()) {
        if (!writer.take(backoff.deadline()))
            throw Failure(Fault::retry);
        turn.emplace(writer);
    }
    const Pool::Lease lease = pool.take(backoff.deadline());
    progress = Progress::running;
    Transaction transaction(*lease, access, backoff.left());
    body(transaction);
    progress = Progress::committing;
    transaction.commit();
}

bool Store::Implementation::may_repeat(const Failure& failure, Progress progress, Backoff& backoff) const {
    if (failure.fault() == Fault::retry || needs_new_session(failure.fault()))
        return backoff.wait();
    if (progress == Progress::opening)
        return false;
    // Another transaction inserted between our look and our insert; the next look sees it. Among many rivals one may
    // lose often.
    if (failure.fault() == Fault::unique)
        return backoff.wait();
    return failure.fault() == Fault::cannot_open && backoff.attempts() < few_attempts && backoff.wait();
}

Error Store::Implementation::commit_unknown() const {
    return {Status::storage, "commit-unknown",
            "the database " + url.text() +
                ": no answer came while a change was being saved; look whether it is there before you repeat it"};
}

/// Is a change there whose COMMIT went without an answer?
bool Store::Implementation::look(const std::function<bool(Transaction&)>& landed) {
    if (!landed)
        throw commit_unknown();
    bool found = false;
    try {
        run(
            Access::write, [&](Transaction& transaction) { found = landed(transaction); },
            [](Transaction&) { return true; }); // it changes nothing, so its own COMMIT does not matter
    } catch (const Error&) {
        throw commit_unknown();
    }
    return found;
}

void Store::Implementation::run(Access access, const std::function<void(Transaction&)>& body,
                                const std::function<bool(Transaction&)>& landed, std::chrono::milliseconds limit) {
    bool uncertain = false; // a COMMIT went without an answer, and its change was not to be seen yet
    for (Backoff backoff(std::min(options.time_limit, limit));; ++retries) {
        Progress progress = Progress::opening;
        std::optional<Failure> failure;
        try {
            attempt(access, body, backoff, progress);
            return;
        } catch (const Failure& thrown) {
            failure = thrown;
        } catch (...) {
            if (uncertain && look(landed))
                return;
            throw;
        }
        const bool lost = needs_new_session(failure->fault());
        if (lost)
            pool.drop_idle();
        const bool unanswered =
            access == Access::write && progress == Progress::committing && (lost || failure->fault() == Fault::io);
        if (unanswered || (uncertain && failure->fault() == Fault::unique)) {
            if (look(landed))
                return;
            uncertain = true;
        }
        if (!may_repeat(*failure, progress, backoff))
            throw uncertain ? commit_unknown() : to_error(*failure, url);
    }
}

Store::Store(StoreOptions options) {
    // A first session, without repeating: a wrong address or path shows at once.
    std::optional<DatabaseUrl> url;
    try {
        m_implementation = std::make_unique<Implementation>(std::move(options));
        url = m_implementation->url;
        m_implementation->pool.take(std::chrono::steady_clock::now() + m_implementation->options.time_limit);
    } catch (const Failure& failure) {
        throw to_error(failure, url.value());
    }
}

Store::~Store() = default;

void Store::run(Access access, const std::function<void(Transaction&)>& body,
                const std::function<bool(Transaction&)>& landed, std::chrono::milliseconds limit) {
    m_implementation->run(access, body, landed, limit);
}

std::string Store::stamp() {
    auto& inside = *m_implementation;
    if (!inside.dialect.has_stamp())
        return {};
    try {
        const Pool::Lease lease = inside.pool.take(std::chrono::steady_clock::now());
        return (*lease).stamp();
    } catch (const Failure&) { // whoever reads now is told
        return {};
    }
}

std::int64_t Store::migrate() {
    auto& inside = *m_implementation;
    Clock& clock = inside.options.clock != nullptr ? *inside.options.clock : inside.system_clock;
    return Migrator(*this, inside.dialect, clock).run();
}

std::int64_t Store::version() {
    return read([&](Transaction& transaction) { return find_version(transaction, m_implementation->dialect); });
}

const DatabaseUrl& Store::url() const noexcept {
    return m_implementation->url;
}

Store::Statistics Store::statistics() const {
    const auto& inside = *m_implementation;
    return {inside.pool.opened(), inside.pool.discarded(), inside.retries};
}

} // namespace integration_gallery::storage
