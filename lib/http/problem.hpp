#pragma once

#include <integration_gallery/error.hpp>
#include <integration_gallery/http.hpp>

#include <boost/json/array.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace integration_gallery::http {

/// A refusal, as a problem document (RFC 9457) says it. Handlers throw it; it does not leave the module. Holds no
/// submitted value.
struct Problem {
    int status;
    std::string code;  ///< stable
    std::string title; ///< the same for every problem of that code and status
    std::string detail;
    boost::json::array errors;           ///< {pointer | parameter | header, code, detail, params?}
    bool always_errors = false;          ///< `errors` is there even when it is empty
    std::size_t error_count = 0;         ///< how many there are, if `errors` holds only the first of them
    std::vector<Response::Field> fields; ///< such as Allow, Retry-After
    std::string log;                     ///< what only the operator is to know

    Problem with(std::string_view name, std::string_view value) &&;
    /// The document: type, title, status, detail, instance, code, errors.
    std::string document(std::string_view request_id) const;
};

/// A problem of the HTTP layer itself, by its code: status and title stand in a table.
Problem make_problem(std::string_view code, std::string detail);

/// 400 "invalid-parameter", naming the query parameter.
Problem invalid_parameter(std::string_view parameter, std::string detail);

/// What is told of a failure of the services. Failures of storage and keys become 503 with Retry-After and a sentence
/// that says nothing of the inside; what is nobody's business becomes 500 "internal".
Problem problem_of(const Error& error);

/// 403 "forbidden": one answer for every name, whether there is such an integration or not.
Problem forbidden_problem();

/// 500 "internal".
Problem internal_problem(std::string log);

} // namespace integration_gallery::http
