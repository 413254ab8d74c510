#include "http/fields.hpp"

#include <integration_gallery/http.hpp>

namespace integration_gallery {
namespace {

/// RFC 9110, section 8.6: these have no body by definition, and no Content-Length of ours. A 304 is answered before
/// the length is known.
bool has_length(int status) noexcept {
    return status >= 200 && status != 204 && status != 304;
}

} // namespace

Response::Response(int status, std::vector<Field> headers, std::shared_ptr<const std::string> body, bool head_only)
    : m_status(status), m_headers(std::move(headers)), m_body(std::move(body)) {
    if (has_length(status))
        m_headers.push_back({"Content-Length", std::to_string(m_body ? m_body->size() : 0)});
    if (head_only || !has_length(status))
        m_body.reset();
}

std::string_view Response::header(std::string_view name) const noexcept {
    for (const Field& field : m_headers)
        if (http::equal_ignoring_case(field.name, name))
            return field.value;
    return {};
}

std::string_view Response::body() const noexcept {
    return m_body ? std::string_view(*m_body) : std::string_view();
}

std::shared_ptr<const std::string> Response::shared_body() const noexcept {
    return m_body;
}

} // namespace integration_gallery
