#pragma once

#include <integration_gallery/export.hpp>
#include <integration_gallery/progress.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The operator's work on keys and sealed secrets: rotation of both layers, sealing again after a change of manifests,
/// destruction, examination.
namespace integration_gallery {

class GalleryData;

/// A key or a sealed value that a job left as it was.
struct JobFault {
    std::string project;
    std::string integration; ///< "" for a key
    std::string subject;     ///< the slot, or the id of the key
    std::string code;        ///< of the Error
};

/// How a job runs.
struct JobOptions {
    bool dry_run = false;     ///< counts what there is to do, and changes nothing
    std::int64_t batch = 100; ///< how many are changed in one transaction, 1 to 1000
    /// Told after each batch; false stops the job, which may be started again at any time, in any process.
    JobWatch progress{};
};

/// How the data keys are rotated.
struct RotationOptions {
    JobOptions job{};
    /// Whose: one project, or "" for all.
    std::string project{};
    /// The keys that are replaced may be known to others: nothing more is sealed under them, and they are destroyed as
    /// soon as nothing stands under them.
    bool compromised = false;
    /// Keys made since then stay: to go on with a rotation that was stopped, give the time at which it began. The
    /// beginning of time replaces no key and only seals again what stands under old ones. None: every key is replaced.
    std::optional<std::chrono::system_clock::time_point> made_before{};
    /// Replaced keys that nothing stands under are destroyed after this time.
    std::chrono::seconds grace{std::chrono::hours(24 * 30)};
};

/// How the key-encryption key is rotated.
struct RewrapOptions {
    JobOptions job{};
    /// How long to wait for processes that use the store and do not hold the new key yet, before anything is changed.
    std::chrono::seconds wait{0};
    /// Goes ahead even so: those processes open no secret until they hold it.
    bool ignore_hosts = false;
};

/// What became of a job.
struct JobResult {
    JobProgress progress;
    std::vector<JobFault> faults;    ///< the first hundred
    bool finished = false;           ///< nothing is left but faults
    std::string target;              ///< rewrap: the id of the key that everything stands under afterwards
    std::int64_t keys_replaced = 0;  ///< rotate: data keys that got a successor
    std::int64_t keys_destroyed = 0; ///< rotate: replaced ones that are gone for good
    /// rewrap: the processes, as "host/process id", that use the store and did not hold the new key
    std::vector<std::string> hosts_lacking_key{};
};

/// Something that is wrong with the keys or secrets of a store.
struct KeyFinding {
    std::string code; ///< stable; see KeyMaintenance::doctor
    std::string project;
    std::string integration; ///< "" where it concerns a key
    std::string subject;     ///< the slot, or the id of the key
    std::string advice;      ///< what to do
};

/// Works on the keys of a gallery's store. Every job runs beside readers, writers and other jobs, in any number of
/// processes, and may be killed at any point: what is left to do is always asked of the database. It asks no
/// authorizer, for it is the host's own and concerns all projects; each change reaches the audit sink. Any thread.
class IG_CXX_API KeyMaintenance {
public:
    KeyMaintenance(std::shared_ptr<const GalleryData> data, std::string subject);

    /// Gives projects new data keys, seals their secrets again under them, and destroys replaced keys whose time has
    /// come. A secret that does not open stays as it is, is reported as a fault and quarantined, and keeps its key.
    JobResult rotate(const RotationOptions& options) const;

    /// Wraps every data key again under the key provider's active key-encryption key. Every process that uses the store
    /// must hold that key first: each says which keys it holds when it opens the store and once a minute while it uses
    /// secrets, and counts until it closes the store, or for an hour after it was killed. Error of Status::conflict
    /// "host-lacks-key", having changed nothing, where one does not hold it after RewrapOptions::wait, with the names;
    /// "key-switched-elsewhere" where another process makes another key the active one meanwhile.
    JobResult rewrap(const RewrapOptions& options = {}) const;

    /// Seals secrets again whose manifest has changed the list of destinations, where every value that they were bound
    /// to is still what it was (renamed, added and dropped pointers). Where a value differs the secret has to be
    /// entered again, which is a fault "secret-reentry-required". Audited as an opening with the purpose
    /// "settings.reseal". `project` "": all.
    JobResult reseal(std::string_view project, const JobOptions& options = {}) const;

    /// Reads the whole store, or one project, and reports everything that does not open or does not fit together, with
    /// what to do about it. Changes nothing. `progress`, if given, is told of projects and findings; false stops.
    ///
    /// Codes, beside those of Session::credentials: "key-not-held" (the provider lacks a key-encryption key in use),
    /// "key-check-failed" (its check value does not match), "key-not-switched" (the provider's first key is not the
    /// store's), "data-key-damaged", "data-key-orphaned" (made and never used), "data-key-compromised" (still there),
    /// "data-key-doubled" (two active ones), "secret-under-old-key" (to be sealed again), "secret-reseal-required" (see
    /// reseal), "secret-reentry-required", "secret-missing" (marked as set, and nothing is sealed), "manifest-missing"
    /// (no manifest for what is stored), "record-damaged".
    std::vector<KeyFinding> doctor(std::string_view project = {}, const JobWatch& progress = {}) const;

    /// Destroys all keys of a project and empties its sealed values: its secrets are gone. Copies of the database from
    /// before open as long as the key-encryption key exists. A key made later serves new secrets.
    void shred(std::string_view project) const;

private:
    std::shared_ptr<const GalleryData> m_data;
    std::string m_subject;
};

} // namespace integration_gallery
