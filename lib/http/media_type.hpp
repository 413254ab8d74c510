#pragma once

#include <span>
#include <string_view>

namespace integration_gallery::http {

/// Is the value of a Content-Type field `expected` ("application/json"), with no parameter but perhaps charset=utf-8?
bool is_media_type(std::string_view content_type, std::string_view expected) noexcept;

/// Does an Accept field (RFC 9110, 12.5.1) let one of `offered` pass? The most specific range that matches a type
/// decides; one with q=0 refuses it. Parameters other than q are not looked at. An empty field accepts everything.
bool accepts(std::string_view accept, std::span<const std::string_view> offered) noexcept;

} // namespace integration_gallery::http
