#pragma once

#include "vault/key_store.hpp"

#include <integration_gallery/key_maintenance.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace integration_gallery::vault {

using Progress = JobProgress;
using integration_gallery::JobFault;
using integration_gallery::JobResult;

/// How a job runs here: as integration_gallery::JobOptions says.
struct JobOptions {
    bool dry_run = false;
    std::int64_t batch = 100;
    std::string subject{}; ///< who wants it: for the audit
    JobWatch progress{};
    /// Told of each fault, beside the first hundred that stand in the result.
    std::function<void(const JobFault&)> fault{};
};

/// Which data keys are replaced, as RotationOptions says.
struct Rotation {
    bool compromised = false;
    std::optional<std::int64_t> made_before_us{};
    std::chrono::seconds grace{std::chrono::hours(24 * 30)};
};

class JobCounter;

/// Rotates and destroys keys. Every job works beside readers, writers and other jobs, in any number of processes, and
/// can be killed at any point: what is left to do is always asked of the database. Any thread; outside of transactions.
class Maintenance {
public:
    explicit Maintenance(KeyStore& keys) : m_keys(keys) {}

    /// Gives a project a new active data key: new values are sealed under it, old ones still open. With `compromised`
    /// the old key is marked: nothing more is sealed under it. Gives the id of the active key. Of several rotations at
    /// once one wins, and all give its key.
    std::string rotate_data_key(std::string_view project, std::string_view subject, bool compromised = false);

    /// The whole rotation of one project ("": of all): replaces keys, seals again, destroys what is not needed any
    /// more.
    JobResult rotate(std::string_view project, const Rotation& rotation, const JobOptions& options = {});

    /// Seals everything of a project again under its active key; follows a rotation that passes meanwhile.
    JobResult reencrypt(std::string_view project, const JobOptions& options = {});

    /// Wraps every data key again under the provider's active key-encryption key, registers that one if it is new, and
    /// retires the others when nothing stands under them. Before anything is changed it waits, for so long, until every
    /// process that uses the store holds the new key, and otherwise throws Error of Status::conflict "host-lacks-key",
    /// with their names; `ignore_hosts` goes ahead.
    JobResult rewrap(const JobOptions& options = {}, std::chrono::milliseconds wait = {}, bool ignore_hosts = false);

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
    std::vector<std::string> projects(std::string_view project) const;
    bool seal_again(const std::string& project, JobCounter& counter, const JobOptions& options);

    KeyStore& m_keys;
};

} // namespace integration_gallery::vault
