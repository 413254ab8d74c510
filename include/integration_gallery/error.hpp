#pragma once

#include <integration_gallery/export.hpp>

#include <boost/json/object.hpp>

#include <cstddef>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

namespace integration_gallery {

/// The kind of a failure: what a program decides on. The numbers are those of the C ABI and never change.
enum class Status : int {
    ok = 0,
    invalid_argument = 1, ///< A bug in the caller.
    invalid_state = 2,    ///< The right call at the wrong moment, or something it needs was not configured.
    validation = 3,       ///< A document breaks its schema or a rule: see Error::issues.
    not_found = 4,
    conflict = 5,    ///< The revision moved.
    denied = 6,      ///< The authorizer did not say yes.
    reauthorize = 7, ///< Stored credentials no longer work.
    remote = 8,      ///< A third party failed.
    storage = 9,     ///< The database failed, or is not what it should be.
    key = 10,        ///< A key is missing or wrong, or a sealed value did not verify.
    timeout = 11,
    cancelled = 12,
    limit = 13,       ///< A size, depth or count is above its limit.
    unsupported = 14, ///< Not in this build.
    no_memory = 15,
    internal = 16,
};

/// The lower-case name of a status, such as "not_found"; "unknown" for a number that is none.
IG_CXX_API std::string_view status_name(Status status) noexcept;

/// One thing that is wrong in a document. Holds no submitted value.
struct Issue {
    std::string pointer;            ///< Where, as a JSON Pointer (RFC 6901); "" is the whole document.
    std::string code;               ///< Stable, such as "required", "type", "masked-value".
    std::string detail;             ///< One sentence that says what is allowed or what to do.
    boost::json::object parameters; ///< Values for a translated sentence, such as {"maximum": 64}.
    std::string schema_pointer;     ///< The keyword in the schema that refused, "" when a rule did.
};

/// Every public failure. Holds no secret and no submitted value, so it may be logged.
///
/// `code` is stable and finer than the status ("precondition-failed", "key-mismatch"); `detail` is for the person who
/// has to act. Objects may be copied and read from any thread.
class IG_CXX_API Error : public std::exception {
public:
    Error(Status status, std::string code, std::string detail, std::vector<Issue> issues = {});
    /// `issue_count` is the number of issues found when only the first of them are given.
    Error(Status status, std::string code, std::string detail, std::vector<Issue> issues, std::size_t issue_count);

    Status status() const noexcept { return m_status; }
    const std::string& code() const noexcept { return m_code; }
    /// The sentence, with the context that callers added in front of it.
    const std::string& detail() const noexcept { return m_detail; }
    const std::vector<Issue>& issues() const noexcept { return m_issues; }
    /// How many issues there are; at least issues().size().
    std::size_t issue_count() const noexcept { return m_issue_count; }
    const char* what() const noexcept override { return m_detail.c_str(); }

    /// Puts "context: " in front of the detail, on the way up.
    Error& add_context(std::string_view context);

    /// The RFC 9457 problem document that the HTTP API sends for this error.
    boost::json::object problem() const;
    /// The HTTP status code of that document.
    int http_status() const noexcept;

private:
    Status m_status;
    std::string m_code;
    std::string m_detail;
    std::vector<Issue> m_issues;
    std::size_t m_issue_count;
};

} // namespace integration_gallery
