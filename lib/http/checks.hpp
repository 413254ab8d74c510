#pragma once

#include "http/exchange.hpp"

/// The checks that come before a handler, in the order in which Api asks them. Each throws Problem.
namespace integration_gallery::http {

/// Lengths of target and fields (414, 431) and the target's syntax (400). Gives Exchange::target. Nothing is routed
/// yet; a target that does not lie under the mount is 404.
void check_shape(const Context& context, Exchange& exchange);
/// Route (404) and method (405 with Allow). Gives Exchange::match and, but for OPTIONS, Exchange::operation.
void check_route(Exchange& exchange);
/// Is somebody signed in (401), and is there a project where one is needed (400)?
void check_identity(const Context& context, const Exchange& exchange);
/// Could another site's page have sent it (403)?
void check_cross_origin(const Context& context, Exchange& exchange);
/// Accept (406), the media type and coding of the body (415), its size (413).
void check_content(const Context& context, const Exchange& exchange);

} // namespace integration_gallery::http
