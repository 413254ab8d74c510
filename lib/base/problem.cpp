#include "base/problem.hpp"

#include <array>
#include <string>
#include <utility>

namespace integration_gallery::base {
namespace {

/// By the numbers of Status.
constexpr std::array<HttpStatus, 17> statuses{{
    {200, "OK"},
    {400, "Bad request"},
    {409, "Not possible now"},
    {422, "The document is not valid"},
    {404, "Not found"},
    {412, "The revision has changed"},
    {403, "Forbidden"},
    {409, "Authorize again"},
    {502, "The other service failed"},
    {503, "Storage is not available"},
    {503, "Keys are not available"},
    {503, "It took too long"},
    {503, "Cancelled"},
    {413, "Too large"},
    {501, "Not supported"},
    {503, "Out of memory"},
    {500, "Internal error"},
}};

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

HttpStatus http_status(Status status) noexcept {
    const auto index = static_cast<std::size_t>(status);
    return index < statuses.size() ? statuses[index] : statuses[static_cast<std::size_t>(Status::internal)];
}

boost::json::object problem_document(const ProblemText& text) {
    boost::json::object out;
    out["type"] = "urn:integration-gallery:problem:" + std::string(text.code);
    out["title"] = text.title;
    out["status"] = text.status;
    out["detail"] = text.detail;
    if (!text.instance.empty())
        out["instance"] = text.instance;
    out["code"] = text.code;
    if (text.errors != nullptr) {
        out["errors"] = *text.errors;
        if (text.error_count > text.errors->size())
            out["errorCount"] = text.error_count;
    }
    return out;
}

boost::json::array problem_errors(std::span<const Issue> issues) {
    boost::json::array out;
    for (const Issue& issue : issues) {
        boost::json::object item{
            {"pointer", to_fragment(issue.pointer)}, {"code", issue.code}, {"detail", issue.detail}};
        if (!issue.parameters.empty())
            item["params"] = issue.parameters;
        out.push_back(std::move(item));
    }
    return out;
}

} // namespace integration_gallery::base
