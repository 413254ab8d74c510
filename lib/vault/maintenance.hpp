#pragma once

#include "vault/key_store.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace integration_gallery::vault {

/// How far a job is.
struct Progress {
    std::int64_t done = 0;
    std::int64_t left = 0;   ///< still to do, the faults among them
    std::int64_t faults = 0; ///< what could not be done
    double per_second = 0;
};

/// A value or key that a job left as it was.
struct JobFault {
    std::string project;
    std::string integration; ///< "" for a key
    std::string subject;     ///< the slot, or the id of the key
    std::string code;        ///< of the Error
};

/// How a job runs.
struct JobOptions {
    bool dry_run = false; ///< counts, changes nothing
    std::int64_t batch = 100;
    std::string subject{}; ///< who wants it: for the audit
    /// Told after each batch; false stops the job, which may be started again at any time and place.
    std::function<bool(const Progress&)> progress{};
};

struct JobResult {
    Progress progress;
    std::vector<JobFault> faults; ///< the first hundred
    bool finished = false;        ///< nothing is left but faults
    std::string target;           ///< the id of the key that everything stands under afterwards
};

/// Rotates and destroys keys. Every job works beside readers, writers and other jobs, in any number of processes, and
/// can be killed at any point: what is left to do is always asked of the database. Any thread; outside of transactions.
class Maintenance {
public:
    explicit Maintenance(KeyStore& keys) : m_keys(keys) {}

    /// Gives a project a new active data key: new values are sealed under it, old ones still open. With `compromised`
    /// the old key is marked: nothing more is sealed under it. Gives the id of the active key. Of several rotations at
    /// once one wins, and all give its key.
    std::string rotate_data_key(std::string_view project, std::string_view subject, bool compromised = false);

    /// Seals everything of a project again under its active key.
    JobResult reencrypt(std::string_view project, const JobOptions& options = {});

    /// Wraps every data key again under the provider's active key-encryption key, registers that one if it is new, and
    /// retires the others when nothing stands under them. Every process that uses the store must be able to get the new
    /// key before this is called.
    JobResult rewrap(const JobOptions& options = {});

    /// Destroys the project's replaced keys that nothing is sealed under and that were replaced `grace` ago;
    /// compromised ones at once. Gives how many.
    std::int64_t destroy_unused_keys(std::string_view project, std::string_view subject,
                                     std::chrono::seconds grace = std::chrono::hours(24 * 30));

    /// Destroys all keys of a project and empties its sealed values: its secrets are gone, but for copies of the
    /// database that are older, whose wrapped keys open as long as the key-encryption key exists. A key made later
    /// serves new secrets.
    void shred(std::string_view project, std::string_view subject);

    /// Removes keys that a killed process made an hour ago or more and that never came into use. Gives how many.
    std::int64_t sweep();

private:
    KeyStore& m_keys;
};

} // namespace integration_gallery::vault
