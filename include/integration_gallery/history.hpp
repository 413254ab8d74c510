#pragma once

#include <integration_gallery/export.hpp>
#include <integration_gallery/progress.hpp>
#include <integration_gallery/settings.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// The versions of settings. Each change is a version: who, when, which secrets were set, kept and cleared (by
/// pointer), and the settings without secrets. Versions are added and never changed, and are chained by a hash for each
/// project.
namespace integration_gallery {

/// One change of one integration.
struct HistoryEntry {
    std::int64_t revision = 0; ///< of the settings after it
    std::int64_t sequence = 0; ///< its place among all changes of the project, without gaps
    std::string kind;          ///< "update", "enable", "disable", "delete", "restore" or "import"
    std::chrono::system_clock::time_point at;
    std::string by; ///< the subject
    bool enabled = false;
    std::string manifest_version;
    std::int64_t restored_from = 0; ///< the revision that a restore brought back; 0 for any other change
    std::vector<std::string> set;   ///< JSON Pointers of secrets
    std::vector<std::string> kept;
    std::vector<std::string> cleared;
    std::string hash; ///< covers this version and the hash of the one before
};

/// A change with the settings after it. No secret, sealed or not; defaults are not filled in.
struct HistoryVersion {
    HistoryEntry entry;
    boost::json::object authentication;
    boost::json::object data_mapping;
    boost::json::object sync_settings;
};

/// Some of the changes of an integration, newest first.
struct HistoryPage {
    std::vector<HistoryEntry> entries;
    /// Give it as HistoryQuery::before for the page after this one; nothing if this is the last.
    std::optional<std::int64_t> next;
};

/// Which changes to list.
struct HistoryQuery {
    std::int64_t limit = 50; ///< 1 to 200
    /// Only those with a lower revision.
    std::optional<std::int64_t> before = {};
};

/// One place where two versions differ.
struct Difference {
    std::string pointer;                      ///< JSON Pointer, such as "/syncSettings/interval" or "/enabled"
    std::optional<boost::json::value> before; ///< nothing: it was not there
    std::optional<boost::json::value> after;  ///< nothing: it is not there any more
};

/// What an update would do. `settings` are as they would be stored; their revision is the next one if anything changes.
struct Preview {
    Settings settings;
    std::vector<Difference> differences; ///< from what is stored, in the order of the pointers; none: nothing changes
};

/// One change in a project.
struct ProjectChange {
    std::string integration;
    HistoryEntry entry;
};

/// The changes of a project after a place in its history, oldest first.
struct Changes {
    std::vector<ProjectChange> changes;
    std::int64_t next = 0; ///< give it as ChangesQuery::after the next time
    bool more = false;     ///< ask again at once
    /// Changes after that place are no longer kept, or the place is not of this store (it was brought back from a
    /// backup): read all settings again, then go on from `next`.
    bool incomplete = false;
};

/// Which changes to tell.
struct ChangesQuery {
    std::int64_t after = 0;  ///< Changes::next of the time before; 0: from the first
    std::int64_t limit = 50; ///< 1 to 200
};

/// How a version is brought back.
struct RestoreOptions {
    /// Refuse with "precondition-failed" (Status::conflict) unless the stored revision is this one.
    std::optional<std::int64_t> expected_revision = {};
    /// Check everything and say what would be stored, without storing it.
    bool dry_run = false;
};

/// A place in the chain of a project, to be kept outside of the database: who has it can tell whether anything up to
/// there was rewritten since.
struct HistoryHead {
    std::int64_t sequence = 0; ///< 0: no version yet
    std::string hash;
};

/// Something that is wrong with the history of a project.
struct HistoryFinding {
    /// "history-altered" (a version does not fit its hash), "history-gap" (versions are missing in between or at the
    /// start), "history-truncated" (the newest are missing), "history-rewritten" (not the chain that was signed, or
    /// whose head was given), "anchor-unreadable" (the signed anchor was altered, or its key is gone),
    /// "settings-altered" (the settings are not those of their newest version).
    std::string code;
    std::int64_t sequence = 0; ///< where; 0 where it concerns no single version
    std::string integration;   ///< "" where it concerns none
    std::string detail;        ///< one sentence for the person who has to act
};

/// What a verification found.
struct HistoryReport {
    std::int64_t checked = 0; ///< versions
    std::int64_t first = 0;   ///< place of the first version that is kept; 0: none
    HistoryHead head;
    std::optional<HistoryHead> signed_head; ///< the place that the signed anchor vouches for, if there is one
    std::vector<HistoryFinding> findings;   ///< the first hundred
    std::size_t finding_count = 0;
    bool intact() const noexcept { return finding_count == 0; }
};

/// What retention keeps: a version goes if it is older than `before` and is not among the newest `keep` of its project.
struct Retention {
    std::chrono::system_clock::time_point before;
    std::int64_t keep = 0;
    /// Where the chain is damaged, remove it up to the last version that does not fit, and sign what comes after.
    /// Without it: Error(Status::conflict, "history-damaged").
    bool accept_damage = false;
    bool dry_run = false;
    /// How far the reading of the chain is, which comes first. False: Error(Status::cancelled, "cancelled"), and
    /// nothing is changed.
    JobWatch progress{};
};

/// What retention did, or with dry_run would do.
struct RetentionResult {
    std::int64_t removed = 0;
    HistoryHead head; ///< what the signed anchor vouches for from now on
};

} // namespace integration_gallery
