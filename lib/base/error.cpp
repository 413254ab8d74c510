#include <integration_gallery/error.hpp>

#include <boost/json/array.hpp>

#include <array>
#include <utility>

namespace integration_gallery {
namespace {

struct StatusRow {
    std::string_view name;
    int http;
    std::string_view title;
};

constexpr std::array<StatusRow, 17> rows{{
    {"ok", 200, "OK"},
    {"invalid_argument", 400, "Bad request"},
    {"invalid_state", 409, "Not possible now"},
    {"validation", 422, "The document is not valid"},
    {"not_found", 404, "Not found"},
    {"conflict", 412, "The revision has changed"},
    {"denied", 403, "Forbidden"},
    {"reauthorize", 409, "Authorize again"},
    {"remote", 502, "The other service failed"},
    {"storage", 503, "Storage is not available"},
    {"key", 503, "Keys are not available"},
    {"timeout", 503, "It took too long"},
    {"cancelled", 503, "Cancelled"},
    {"limit", 413, "Too large"},
    {"unsupported", 501, "Not supported"},
    {"no_memory", 503, "Out of memory"},
    {"internal", 500, "Internal error"},
}};

const StatusRow* find_row(Status status) noexcept {
    const auto index = static_cast<std::size_t>(status);
    return index < rows.size() ? &rows[index] : nullptr;
}

/// The URI fragment form of a JSON Pointer (RFC 6901, section 6).
std::string to_fragment(std::string_view pointer) {
    static constexpr std::string_view hex = "0123456789ABCDEF";
    static constexpr std::string_view plain = "-._~!$&'()*+,;=:@/?";
    std::string out = "#";
    for (const char c : pointer) {
        const auto byte = static_cast<unsigned char>(c);
        const bool letter =
            (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
        if (letter || plain.find(c) != std::string_view::npos) {
            out += c;
        } else {
            out += '%';
            out += hex[byte >> 4];
            out += hex[byte & 15];
        }
    }
    return out;
}

} // namespace

std::string_view status_name(Status status) noexcept {
    const auto* row = find_row(status);
    return row != nullptr ? row->name : "unknown";
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
    const auto* row = find_row(m_status);
    return row != nullptr ? row->http : 500;
}

boost::json::object Error::problem() const {
    const auto* row = find_row(m_status);
    boost::json::object out;
    out["type"] = "urn:integration-gallery:problem:" + m_code;
    out["title"] = row != nullptr ? row->title : "Internal error";
    out["status"] = http_status();
    out["detail"] = m_detail;
    out["code"] = m_code;
    if (m_status == Status::validation || !m_issues.empty()) {
        boost::json::array errors;
        for (const auto& issue : m_issues) {
            boost::json::object item;
            item["pointer"] = to_fragment(issue.pointer);
            item["code"] = issue.code;
            item["detail"] = issue.detail;
            if (!issue.parameters.empty())
                item["params"] = issue.parameters;
            errors.push_back(std::move(item));
        }
        out["errors"] = std::move(errors);
        if (m_issue_count > m_issues.size())
            out["errorCount"] = m_issue_count;
    }
    return out;
}

} // namespace integration_gallery
