#pragma once

#include <boost/json/object.hpp>

#include <string_view>

namespace integration_gallery::http {

/// The OpenAPI 3.1 document of the API's routes: the paths from the table of routes, the rest from
/// openapi/openapi.json. An operation without a description throws Error (internal).
boost::json::object make_openapi();

/// openapi/openapi.json itself.
std::string_view openapi_source();

} // namespace integration_gallery::http
