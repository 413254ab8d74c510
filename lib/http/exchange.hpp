#pragma once

#include "http/api.hpp"
#include "http/byte_cache.hpp"
#include "http/cors.hpp"
#include "http/fields.hpp"
#include "http/key_watch.hpp"
#include "http/metrics.hpp"
#include "http/problem.hpp"
#include "http/request_ids.hpp"
#include "http/route.hpp"
#include "http/settings_query.hpp"
#include "http/target.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace integration_gallery::http {

/// What all requests share.
struct Context {
    Api::Dependencies use;
    Api::Configuration configuration;
    std::string build;       ///< changes whenever an answer could without a change of settings: the tags' last part
    std::string page_policy; ///< the page's Content-Security-Policy
    Cors cors;
    mutable ByteCache cache; ///< serialised lists and schemas
    mutable Metrics metrics;
    mutable KeyWatch keys;
    mutable RequestIds ids;
};

/// One request on its way. Lives for one call of Api::handle.
struct Exchange {
    explicit Exchange(const Request& of) noexcept : request(of), fields(of.headers) {}

    const Request& request;
    Fields fields;
    std::string id = "unknown"; ///< until one is made
    Target target;
    RouteMatch match;
    const Operation* operation = nullptr;
    View view;        ///< which representation was asked for, once the handler has read it
    std::string code; ///< of the problem that it came to, for the log
    std::string log;  ///< what only the operator is to know

    std::string_view name() const noexcept { return match.name; }
    std::string_view project() const noexcept { return request.caller.project; }
};

/// The Content-Security-Policy of everything that is no page.
inline constexpr std::string_view nothing_allowed = "default-src 'none'; frame-ancestors 'none'";

/// What a handler answers; Api puts the fields around it that every response carries.
struct Reply {
    int status = 200;
    std::string_view media_type = "application/json"; ///< of the body, if there is one
    std::shared_ptr<const std::string> body;
    std::string etag;
    std::string_view cache_control = "no-store";
    std::string_view policy = nothing_allowed;
    std::vector<Response::Field> fields;
};

/// 304 with the fields that the 200 would have had.
Reply not_modified(Reply reply);

/// Does the authorizer allow the caller this? Writes a no to the audit sink.
bool is_allowed(const Context& context, const Exchange& exchange, Action action);
/// The same, and a no is a Problem (403, "forbidden").
void authorize(const Context& context, const Exchange& exchange, Action action);

} // namespace integration_gallery::http
