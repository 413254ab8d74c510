#include "base/problem.hpp"

#include <array>
#include <utility>

namespace integration_gallery {
namespace {

constexpr std::array<std::string_view, 17> names{
    "ok",          "invalid_argument", "invalid_state", "validation", "not_found", "conflict",  "denied",
    "reauthorize", "remote",           "storage",       "key",        "timeout",   "cancelled", "limit",
    "unsupported", "no_memory",        "internal"};

} // namespace

std::string_view status_name(Status status) noexcept {
    const auto index = static_cast<std::size_t>(status);
    return index < names.size() ? names[index] : "unknown";
}

Error::Error(Status status, std::string code, std::string detail, std::vector<Issue> issues, std::size_t issue_count)
    : m_status(status), m_code(std::move(code)), m_detail(std::move(detail)), m_issues(std::move(issues)),
      m_issue_count(issue_count < m_issues.size() ? m_issues.size() : issue_count) {}

Error::Error(Status status, std::string code, std::string detail, std::vector<Issue> issues)
    : Error(status, std::move(code), std::move(detail), std::move(issues), 0) {}

Error& Error::add_context(std::string_view context) {
    m_detail.insert(0, std::string(context) + ": ");
    return *this;
}

int Error::http_status() const noexcept {
    return base::http_status(m_status).code;
}

boost::json::object Error::problem() const {
    const auto [code, title] = base::http_status(m_status);
    const boost::json::array errors = base::problem_errors(m_issues);
    const bool told = m_status == Status::validation || !errors.empty();
    return base::problem_document({.code = m_code,
                                   .title = title,
                                   .status = code,
                                   .detail = m_detail,
                                   .errors = told ? &errors : nullptr,
                                   .error_count = m_issue_count});
}

} // namespace integration_gallery
