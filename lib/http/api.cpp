#include "http/api.hpp"

#include "base/short_hash.hpp"
#include "catalog/object_model.hpp"
#include "http/checks.hpp"
#include "http/exchange.hpp"
#include "json/canonical.hpp"
#include "page/assets.hpp"

#include <integration_gallery/catalog.hpp>
#include <integration_gallery/version.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <new>
#include <span>
#include <typeinfo>

namespace integration_gallery::http {
namespace {

/// A request's id comes back in a field and stands in logs, so the host's is taken only if it is harmless there.
std::string make_request_id(const Context& context, std::string_view given) {
    const auto is_harmless = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
               c == '.' || c == ':';
    };
    if (!given.empty() && given.size() <= 128 && std::all_of(given.begin(), given.end(), is_harmless))
        return std::string(given);
    return context.ids.next();
}

void write_log(const Context& context, const Exchange& exchange, int status, std::chrono::nanoseconds duration) {
    if (context.use.logger == nullptr)
        return;
    const std::string status_text = std::to_string(status);
    const std::string duration_text = std::to_string(duration.count() / 1000);
    const auto* operation = exchange.operation;
    // No memory is asked for: what was done is answered as done, and told, also when there is none left.
    std::array<Logger::Field, 7> fields{{
        {"request_id", exchange.id},
        {"method", operation != nullptr ? std::string_view(operation->method) : "-"},
        {"route", exchange.match.route != nullptr ? exchange.match.route->pattern : "-"},
        {"status", status_text},
        {"duration_us", duration_text},
    }};
    std::size_t count = 5;
    if (!exchange.code.empty())
        fields[count++] = {"code", exchange.code};
    if (!exchange.log.empty())
        fields[count++] = {"reason", exchange.log};
    const LogLevel level = status >= 500           ? LogLevel::error
                           : !exchange.log.empty() ? LogLevel::warning
                                                   : LogLevel::information;
    context.use.logger->write(level, "http request", std::span(fields).first(count));
}

} // namespace

Api::Api(const Dependencies& dependencies, Configuration configuration) {
    const std::string build = base::short_hash(dependencies.catalog.fingerprint() + std::string(version()),
                                               json::canonical_text(dependencies.host_model.document()));
    const std::size_t cache = configuration.limits.cache;
    std::string policy = std::string(page::content_security_policy_without_frames) + configuration.frame_ancestors;
    Cors cors(configuration.cors_origins, configuration.cors_credentials);
    m_context.reset(new Context{dependencies,
                                std::move(configuration),
                                build,
                                std::move(policy),
                                std::move(cors),
                                ByteCache(cache),
                                {},
                                {},
                                dependencies.random});
}

Api::~Api() = default;

Response Api::handle(const Request& request) const noexcept {
    const auto start = std::chrono::steady_clock::now();
    try {
        Exchange exchange(request);
        Response response = answer_anything(exchange);
        const auto duration = std::chrono::steady_clock::now() - start;
        m_context->metrics.count(exchange.match.route, response.status(), duration);
        write_log(*m_context, exchange, response.status(), duration);
        return response;
    } catch (...) { // nothing but a lack of memory gets here
        return Response(503);
    }
}

Response Api::answer_anything(Exchange& exchange) const {
    try {
        exchange.id = make_request_id(*m_context, exchange.request.request_id);
        return respond(exchange, answer(exchange));
    } catch (const Problem& problem) {
        return refuse(exchange, problem);
    } catch (const Error& error) {
        return refuse(exchange, problem_of(error));
    } catch (const std::bad_alloc&) {
        return refuse(
            exchange,
            make_problem("out-of-memory", "There is not enough memory now. Try again later.").with("Retry-After", "5"));
    } catch (const std::exception& failure) {
        // its text may hold anything, so the log gets its type only
        return refuse(exchange, internal_problem(std::string("an exception of type ") + typeid(failure).name()));
    } catch (...) {
        return refuse(exchange, internal_problem("an exception of an unknown type"));
    }
}

Reply Api::answer(Exchange& exchange) const {
    const Context& context = *m_context;
    check_shape(context, exchange);
    check_route(exchange);
    if (exchange.operation == nullptr) { // OPTIONS
        Reply reply;
        reply.status = 204;
        reply.fields.push_back({"Allow", exchange.match.route->allow()});
        if (exchange.match.route->takes_patches())
            reply.fields.push_back({"Accept-Patch", "application/merge-patch+json"});
        return reply;
    }
    check_identity(context, exchange);
    check_cross_origin(context, exchange);
    if (exchange.operation->action)
        authorize(context, exchange, *exchange.operation->action);
    check_content(context, exchange);
    Reply reply = exchange.operation->handler(context, exchange);
    if (reply.body && reply.body->size() > context.configuration.limits.response)
        throw internal_problem("the answer is larger than a response may be");
    return reply;
}

Response Api::respond(const Exchange& exchange, Reply reply) const {
    std::vector<Response::Field> fields = std::move(reply.fields);
    fields.reserve(fields.size() + 9);
    if (reply.body)
        fields.push_back({"Content-Type", std::string(reply.media_type)});
    if (!reply.etag.empty())
        fields.push_back({"ETag", std::move(reply.etag)});
    fields.push_back({"Cache-Control", std::string(reply.cache_control)});
    fields.push_back({"Content-Security-Policy", std::string(reply.policy)});
    fields.push_back({"X-Content-Type-Options", "nosniff"});
    fields.push_back({"Cross-Origin-Resource-Policy", "same-origin"});
    fields.push_back({"Referrer-Policy", "no-referrer"});
    fields.push_back({"X-Request-Id", exchange.id});
    if (exchange.match.route != nullptr && exchange.match.route->is_api())
        m_context->cors.add_fields(exchange.request, *exchange.match.route, m_context->configuration.trusted_origins,
                                   fields);
    return Response(reply.status, std::move(fields), std::move(reply.body), exchange.request.method == "HEAD");
}

Response Api::refuse(Exchange& exchange, Problem problem) const {
    Reply reply;
    reply.status = problem.status;
    reply.media_type = "application/problem+json";
    reply.body = std::make_shared<const std::string>(problem.document(exchange.id));
    reply.fields = std::move(problem.fields);
    exchange.code = std::move(problem.code);
    if (!problem.log.empty())
        exchange.log = std::move(problem.log);
    return respond(exchange, std::move(reply));
}

RouteClass Api::classify(std::string_view method, std::string_view target, std::string_view mount) const noexcept {
    try {
        if (target.size() > m_context->configuration.limits.target)
            return RouteClass::pure;
        const auto parsed = parse_target(target, mount);
        const auto match = parsed.target ? match_route(*parsed.target) : RouteMatch();
        return match.route != nullptr && match.route->find(method) != nullptr ? match.route->route_class
                                                                              : RouteClass::pure;
    } catch (...) { // no memory: the careful answer
        return RouteClass::store;
    }
}

} // namespace integration_gallery::http
