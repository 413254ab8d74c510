#pragma once

#include "schema/schema.hpp"
#include "settings/change.hpp"
#include "settings/record.hpp"

#include <boost/json/value.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The laws of an update, without a database and without a key: what was stored and what was sent give what is to be
/// stored.
namespace integration_gallery::settings {

/// The effective values of the destinations: pointer and canonical text, in the order of the pointers.
using Destinations = std::vector<std::pair<std::string, std::string>>;

/// What an update comes to.
struct Plan {
    Record next;                            ///< what is to be stored; meaningless if there are issues
    bool changed = false;                   ///< false: nothing is to be written (law 8)
    std::map<std::string, Secret> set;      ///< by identity
    std::vector<std::string> set_pointers;  ///< of these
    std::vector<std::string> kept;          ///< identities whose sealed values stay
    std::vector<std::string> kept_pointers; ///< where they stand in the new document, or their identities
    std::vector<std::string> cleared;       ///< identities that were set before, by the caller's wish or by law 5
    Destinations before;                    ///< the destinations of what was stored
    Destinations destinations;              ///< of `next`
    std::vector<Issue> issues;
    std::size_t issue_count = 0;
    /// Of marked_documents(next) those that merging made: of the sections that the change does not touch, or whose
    /// schema knows no secrets. Others, and those of a plan that changes nothing, are null.
    std::array<boost::json::value, section_count> documents;
    std::array<std::vector<schema::SecretPlace>, section_count> places; ///< of secrets in `documents`

    /// Has the sealed slot to be written?
    bool seals() const { return !set.empty() || !cleared.empty(); }
};

/// Rules beyond the schemas, such as those of the data mapping: told the documents of the sections, defaults applied.
using Rules = std::function<std::vector<Issue>(const std::array<boost::json::value, section_count>& documents)>;

struct MergeContext {
    const Schemas& schemas;
    const Rules& rules; ///< may be empty
    std::int64_t now_us;
    std::string_view subject;
    std::string_view manifest_version;
};

/// Applies `change` to `current` by laws 2 to 6 and 8. Does not look at Change::read_only.
Plan merge(const MergeContext& context, const Record& current, const Change& change);

/// The document of one section with a mark for each secret that is set, and defaults applied.
boost::json::value marked_document(const Schemas& schemas, const Record& record, std::size_t section);

/// The documents of a record with a mark for each secret that is set, and defaults applied: what reads and checks start
/// from.
std::array<boost::json::value, section_count> marked_documents(const Schemas& schemas, const Record& record);

/// The destinations of such documents.
Destinations find_destinations(const Schemas& schemas, const std::array<boost::json::value, section_count>& documents);

/// Everything that keeps documents from being complete.
struct Completeness {
    std::vector<Issue> issues;
    std::size_t count = 0;
};
Completeness check_complete(const Schemas& schemas, const Rules& rules,
                            const std::array<boost::json::value, section_count>& documents);

} // namespace integration_gallery::settings
