#include "http/problem.hpp"

#include "base/problem.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace integration_gallery::http {
namespace {

struct Row {
    std::string_view code;
    int status;
    std::string_view title;
};

/// Of the HTTP layer alone.
constexpr std::array<Row, 12> rows{{
    {"invalid-target", 400, "The request target is not valid"},
    {"invalid-parameter", 400, "A query parameter is not valid"},
    {"invalid-project", 400, "The project is not valid"},
    {"unauthenticated", 401, "Nobody is signed in"},
    {"cross-origin-request", 403, "The request came from another site"},
    {"method-not-allowed", 405, "The method is not allowed"},
    {"not-acceptable", 406, "No representation is acceptable"},
    {"conflict", 409, "Somebody else changed it at the same time"},
    {"target-too-long", 414, "The request target is too long"},
    {"unsupported-media-type", 415, "The media type is not supported"},
    {"precondition-required", 428, "A precondition is required"},
    {"fields-too-large", 431, "The header fields are too large"},
}};

/// What the services refuse in the same way.
constexpr std::array<std::pair<std::string_view, Status>, 8> shared{{
    {"forbidden", Status::denied},
    {"not-found", Status::not_found},
    {"precondition-failed", Status::conflict},
    {"too-large", Status::limit},
    {"internal", Status::internal},
    {"storage-unavailable", Status::storage},
    {"key-unavailable", Status::key},
    {"out-of-memory", Status::no_memory},
}};

/// The code that all errors have in common, "validation" if there is none.
std::string common_code(const Error& error) {
    const auto& issues = error.issues();
    const bool agreed = !issues.empty() && std::all_of(issues.begin(), issues.end(), [&](const Issue& issue) {
        return issue.code == issues.front().code;
    });
    return agreed ? issues.front().code : "validation";
}

/// What the operator reads: the code and the detail of an Error, neither of which holds a value.
std::string log_text(const Error& error) {
    return error.code() + ": " + error.detail();
}

Problem unavailable(const Error& error, std::string_view code, std::string detail) {
    Problem problem = make_problem(code, std::move(detail)).with("Retry-After", "5");
    problem.log = log_text(error);
    return problem;
}

} // namespace

Problem Problem::with(std::string_view name, std::string_view value) && {
    fields.push_back({std::string(name), std::string(value)});
    return std::move(*this);
}

std::string Problem::document(std::string_view request_id) const {
    const std::string instance = "urn:integration-gallery:request:" + std::string(request_id);
    return boost::json::serialize(
        base::problem_document({.code = code,
                                .title = title,
                                .status = status,
                                .detail = detail,
                                .instance = instance,
                                .errors = always_errors || !errors.empty() ? &errors : nullptr,
                                .error_count = error_count}));
}

Problem make_problem(std::string_view code, std::string detail) {
    for (const Row& row : rows)
        if (row.code == code)
            return {row.status, std::string(code), std::string(row.title), std::move(detail), {}, false, 0, {}, {}};
    for (const auto& [known, status] : shared)
        if (known == code) {
            const auto [number, title] = base::http_status(status);
            return {number, std::string(code), std::string(title), std::move(detail), {}, false, 0, {}, {}};
        }
    return internal_problem("no such problem: " + std::string(code));
}

Problem invalid_parameter(std::string_view parameter, std::string detail) {
    Problem problem = make_problem("invalid-parameter", detail);
    problem.errors.push_back(
        boost::json::object{{"parameter", parameter}, {"code", "invalid-parameter"}, {"detail", std::move(detail)}});
    return problem;
}

Problem forbidden_problem() {
    return make_problem("forbidden",
                        "You are not allowed to do this in this project. Whoever manages its members can allow it.");
}

Problem internal_problem(std::string log) {
    Problem problem =
        make_problem("internal", "Something went wrong inside. The log has more under this request's id.");
    problem.log = std::move(log);
    return problem;
}

Problem problem_of(const Error& error) {
    switch (error.status()) {
    case Status::storage:
        return unavailable(error, "storage-unavailable", "The settings cannot be reached now. Try again later.");
    case Status::key:
        return unavailable(error, "key-unavailable", "The keys cannot be used now. Try again later.");
    case Status::timeout:
    case Status::cancelled:
        return unavailable(error, "storage-unavailable", "It took too long. Try again later.");
    case Status::no_memory:
        return unavailable(error, "out-of-memory", "There is not enough memory now. Try again later.");
    case Status::denied:
        return forbidden_problem();
    case Status::conflict:
        return make_problem(error.code() == "precondition-failed" ? "precondition-failed" : "conflict", error.detail());
    case Status::invalid_argument:
    case Status::invalid_state:
    case Status::validation:
    case Status::not_found:
    case Status::reauthorize:
    case Status::remote:
    case Status::limit:
    case Status::unsupported: {
        const auto [number, title] = base::http_status(error.status());
        Problem problem{number,
                        error.code(),
                        std::string(title),
                        error.detail(),
                        base::problem_errors(error.issues()),
                        false,
                        0,
                        {},
                        {}};
        problem.error_count = error.issue_count();
        if (error.status() == Status::validation) {
            problem.code = common_code(error);
            problem.always_errors = true;
        }
        return problem;
    }
    default:
        return internal_problem(log_text(error));
    }
}

} // namespace integration_gallery::http
