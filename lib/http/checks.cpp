#include "http/checks.hpp"

#include "base/identifier.hpp"
#include "http/cross_origin.hpp"
#include "http/media_type.hpp"

#include <algorithm>
#include <array>

namespace integration_gallery::http {
namespace {

bool is_safe(std::string_view method) noexcept {
    return method == "GET" || method == "HEAD" || method == "OPTIONS";
}

void check_fields(const Limits& limits, std::span<const HeaderField> fields) {
    std::size_t total = 0;
    bool too_large = fields.size() > limits.fields;
    for (const HeaderField& field : fields) {
        const std::size_t size = field.name.size() + field.value.size();
        total += size;
        too_large = too_large || size > limits.field || total > limits.fields_total;
    }
    if (too_large)
        throw make_problem("fields-too-large", "There are at most " + std::to_string(limits.fields) +
                                                   " header fields, of at most " + std::to_string(limits.field) +
                                                   " bytes each and " + std::to_string(limits.fields_total) +
                                                   " bytes in all.");
}

/// Text from outside, for one line of a log.
std::string printable(std::string_view text) {
    constexpr std::size_t longest = 200;
    std::string out(text.substr(0, longest));
    std::replace_if(
        out.begin(), out.end(), [](char c) { return c < 0x20 || c > 0x7E; }, '?');
    return out;
}

std::span<const std::string_view> offered(Produces produces) noexcept {
    static constexpr std::array<std::string_view, 2> json{"application/json", "application/problem+json"};
    static constexpr std::array<std::string_view, 2> metrics{"application/openmetrics-text", "text/plain"};
    switch (produces) {
    case Produces::json:
        return json;
    case Produces::open_metrics:
        return metrics;
    case Produces::anything:
        break;
    }
    return {};
}

std::string_view media_type_of(BodyKind body) noexcept {
    return body == BodyKind::merge_patch ? "application/merge-patch+json" : "application/json";
}

Problem unsupported_media_type(const Route& route, std::string detail) {
    Problem problem = make_problem("unsupported-media-type", std::move(detail));
    if (route.takes_patches())
        problem.fields.push_back({"Accept-Patch", std::string(media_type_of(BodyKind::merge_patch))});
    return problem;
}

} // namespace

void check_shape(const Context& context, Exchange& exchange) {
    const Limits& limits = context.configuration.limits;
    const Request& request = exchange.request;
    if (request.target.size() > limits.target)
        throw make_problem("target-too-long",
                           "The request target has at most " + std::to_string(limits.target) + " bytes.");
    check_fields(limits, request.headers);
    auto parsed = parse_target(request.target, request.mount);
    if (!parsed.target && parsed.error == TargetError::syntax)
        throw make_problem("invalid-target",
                           "The request target holds a character or an escape that is not allowed. Names are "
                           "written in UTF-8, in percent-encoding, and hold no slash, backslash or control character.");
    if (!parsed.target) {
        exchange.log = "the target does not lie under the mount '" + printable(request.mount) +
                       "': the host must pass on the whole target, and as mount the prefix that it has";
        throw make_problem("not-found", "There is nothing at this address.");
    }
    exchange.target = std::move(*parsed.target);
}

void check_route(Exchange& exchange) {
    exchange.match = match_route(exchange.target);
    if (exchange.match.route == nullptr)
        throw make_problem("not-found", "There is nothing at this address.");
    const Route& route = *exchange.match.route;
    exchange.operation = route.find(exchange.request.method);
    if (exchange.operation == nullptr && exchange.request.method != "OPTIONS") {
        Problem problem = make_problem("method-not-allowed", "This address answers " + route.allow() + ".")
                              .with("Allow", route.allow());
        if (route.takes_patches())
            problem.fields.push_back({"Accept-Patch", std::string(media_type_of(BodyKind::merge_patch))});
        throw problem;
    }
}

void check_identity(const Context& context, const Exchange& exchange) {
    if (!exchange.operation->action)
        return;
    const Caller& caller = exchange.request.caller;
    if (caller.subject.empty()) {
        Problem problem = make_problem("unauthenticated", "Sign in first.");
        if (context.configuration.challenge)
            problem.fields.push_back({"WWW-Authenticate", *context.configuration.challenge});
        throw problem;
    }
    const bool may_be_empty = !exchange.match.route->in_project;
    if (!(caller.project.empty() && may_be_empty) && !base::is_project_name(caller.project))
        throw make_problem("invalid-project",
                           "The host has to say which project this is about: 1 to 191 bytes of UTF-8 "
                           "without control characters and without spaces at the ends.");
}

void check_cross_origin(const Context& context, Exchange& exchange) {
    const Request& request = exchange.request;
    if (!request.ambient_auth || is_safe(request.method))
        return;
    const bool takes_body = exchange.operation->body != BodyKind::none;
    switch (check_origin(request, context.configuration.trusted_origins, takes_body)) {
    case OriginVerdict::allowed:
        return;
    case OriginVerdict::other_site:
        exchange.log = "origin '" + printable(exchange.fields.first("Origin").value_or("")) + "', Sec-Fetch-Site '" +
                       printable(exchange.fields.first("Sec-Fetch-Site").value_or("")) + "', the host's authority '" +
                       printable(request.authority) + "'";
        throw make_problem("cross-origin-request", "Changes are made from the application's own pages only.");
    case OriginVerdict::simple:
        throw make_problem("cross-origin-request",
                           "A change without a JSON body needs the header field X-Integration-Gallery: 1.");
    }
}

void check_content(const Context& context, const Exchange& exchange) {
    const Operation& operation = *exchange.operation;
    const auto types = offered(operation.produces);
    const auto accept = exchange.fields.list("Accept");
    if (!types.empty() && accept && !accepts(*accept, types))
        throw make_problem("not-acceptable", "This address answers " + std::string(types.front()) + ".");

    const Request& request = exchange.request;
    const Limits& limits = context.configuration.limits;
    if (operation.body != BodyKind::none) {
        const std::string_view expected = media_type_of(operation.body);
        const auto type = exchange.fields.first("Content-Type");
        if (!type || exchange.fields.count("Content-Type") > 1 || !is_media_type(*type, expected))
            throw unsupported_media_type(*exchange.match.route,
                                         "The body's Content-Type is " + std::string(expected) + ", in UTF-8.");
        const auto coding = exchange.fields.list("Content-Encoding");
        if (coding && !equal_ignoring_case(*coding, "identity"))
            throw unsupported_media_type(*exchange.match.route, "The body is sent without a Content-Encoding.")
                .with("Accept-Encoding", "identity");
    }
    const std::size_t longest = operation.body != BodyKind::none ? limits.body : limits.small_body;
    if (request.body.size() > longest)
        throw make_problem("too-large", "The body has at most " + std::to_string(longest) + " bytes.");
}

} // namespace integration_gallery::http
