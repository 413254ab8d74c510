#include "http/api.hpp"

namespace integration_gallery {

HttpApi::HttpApi(std::shared_ptr<const http::Api> api) noexcept : m_api(std::move(api)) {}
HttpApi::HttpApi(const HttpApi&) = default;
HttpApi& HttpApi::operator=(const HttpApi&) = default;
HttpApi::~HttpApi() = default;

Response HttpApi::handle(const Request& request) const noexcept {
    return m_api->handle(request);
}

RouteClass HttpApi::classify(std::string_view method, std::string_view target, std::string_view mount) const noexcept {
    return m_api->classify(method, target, mount);
}

} // namespace integration_gallery
