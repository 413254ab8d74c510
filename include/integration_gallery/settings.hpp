#pragma once

#include <integration_gallery/error.hpp>

#include <boost/json/object.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace integration_gallery {

/// Where an integration stands in a project, as a card shows it.
struct State {
    std::string status;       ///< "off", "on" or "needs-attention" (switched on, but something is missing or broken)
    bool configured = false;  ///< something was stored
    bool quarantined = false; ///< its secrets do not open, and have to be set or cleared; the first reason says why
    /// Why it needs attention; also, of one that is off, that its stored secrets do not open.
    std::vector<Issue> reasons;
};

/// One card of the gallery.
struct Card {
    std::string name;
    std::string display_name;
    std::string description;
    std::vector<std::string> categories;
    std::vector<std::string> aliases; ///< other names to find it by
    bool enabled = false;
    State state;
};

/// What is known of one secret without opening it.
struct SecretState {
    bool set = false;
    std::optional<std::chrono::system_clock::time_point> updated_at; ///< when it was set; none if it is not
    std::string updated_by;                                          ///< the subject who set it
    /// 12 characters that are the same for the same secret in this setting of this project, over every rotation of
    /// keys, and tell nothing without the store's keys; see Session::is_secret. "" where it is not known (set before a
    /// manifest's migration renamed the setting, or imported), until these settings are changed next.
    std::string fingerprint{};
};

/// The settings of one integration in one project, in the full form: no secret member at all in the sections; what is
/// known of the secrets stands in `secrets`, by JSON Pointer ("/authentication/apiKey"). Defaults are filled in.
struct Settings {
    std::string name;
    bool enabled = false;
    State state;
    boost::json::object authentication;
    boost::json::object data_mapping;
    boost::json::object sync_settings;
    std::map<std::string, SecretState> secrets;
    std::int64_t revision = 0; ///< 0: never stored; then +1 at each change
    std::optional<std::chrono::system_clock::time_point> updated_at;
    std::string updated_by;
};

/// How a document of settings is written.
enum class Form {
    /// The specification's: a secret is a string member of its section. On read "********" where it is set and "" where
    /// it is
    /// not; on write absent, "" or exactly the mask keep it, null clears it, {"value": "…"} sets it literally, any
    /// other
    /// string sets it, except one with four or more mask characters in a row, which is refused ("masked-value").
    plain,
    /// The page's and the C++ API's: no secret member in the sections, and a member `secrets` by pointer: {"value":
    /// "…"}
    /// sets, {"clear": true} clears, absent or the read form keeps. Read-only members are accepted when they are equal.
    full,
};

/// How an update is done.
struct UpdateOptions {
    Form form = Form::full;
    /// Refuse with "precondition-failed" (Status::conflict) unless the stored revision is this one; 0: never stored.
    std::optional<std::int64_t> expected_revision = {};
    /// Check everything and say what would be stored, without storing it.
    bool dry_run = false;
};

} // namespace integration_gallery
