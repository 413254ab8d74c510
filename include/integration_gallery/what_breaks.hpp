#pragma once

#include <integration_gallery/export.hpp>

#include <boost/json/object.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace integration_gallery {

/// One thing that would be wrong with stored settings under another catalog. Holds no value of the settings.
struct Breakage {
    /// `breaks`: somebody has to act. `note`: good to know.
    enum class Severity { note, breaks };
    Severity severity = Severity::breaks;
    std::string project;
    std::string integration;
    bool enabled = false;       ///< is it switched on there
    std::string stored_version; ///< of the manifest that the settings were written under
    std::string version;        ///< of the manifest in the other catalog, "" if it has none
    std::string pointer;        ///< in the settings, "" for all of them
    std::string code;           ///< stable; see Gallery::what_breaks
    std::string detail;         ///< one sentence: what is wrong, and what to do
};

/// What a catalog would do to a store.
struct BreakageReport {
    std::size_t projects = 0;        ///< looked at
    std::size_t records = 0;         ///< settings of one integration in one project, looked at
    std::vector<Breakage> breakages; ///< by project, then by integration

    /// Is there anything that somebody has to act on?
    IG_CXX_API bool breaks() const noexcept;
};

/// {"projects","records","breaks","breakages":[{"severity","project","integration","enabled","storedVersion","version",
/// "pointer","code","detail"}]}
IG_CXX_API boost::json::object to_json(const BreakageReport& report);

} // namespace integration_gallery
