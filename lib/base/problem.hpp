#pragma once

#include <integration_gallery/error.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstddef>
#include <span>
#include <string_view>

/// Problem documents (RFC 9457), in one place for Error and for the HTTP API.
namespace integration_gallery::base {

/// What a status is over HTTP: code, and the title of every problem of that status. 500 for a number that is none.
struct HttpStatus {
    int code;
    std::string_view title;
};
HttpStatus http_status(Status status) noexcept;

/// What a problem says.
struct ProblemText {
    std::string_view code;
    std::string_view title;
    int status;
    std::string_view detail;
    std::string_view instance = {};             ///< left out when empty
    const boost::json::array* errors = nullptr; ///< left out when there are none to point to
    std::size_t error_count = 0;                ///< told where it is more than `errors` holds
};
boost::json::object problem_document(const ProblemText& text);

/// The member `errors` of issues: pointers as URI fragments (RFC 6901, section 6).
boost::json::array problem_errors(std::span<const Issue> issues);

} // namespace integration_gallery::base
