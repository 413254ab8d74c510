#include "http/openapi.hpp"

#include "base/embedded.hpp"
#include "http/conditions.hpp"
#include "http/handlers.hpp"
#include "json/read.hpp"

#include <integration_gallery/version.hpp>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace integration_gallery::base {
extern const EmbeddedFile http_openapi_files[];
} // namespace integration_gallery::base

namespace integration_gallery::http {
namespace {

constexpr std::string_view api_base = "/api/v1";

boost::json::object reference(std::string_view to) {
    return {{"$ref", to}};
}

std::string lower_case(std::string_view method) {
    std::string out(method);
    for (char& c : out)
        c = static_cast<char>(c - 'A' + 'a');
    return out;
}

boost::json::object describe(const Operation& operation, const boost::json::object& descriptions) {
    const auto* found = descriptions.if_contains(operation.id);
    if (found == nullptr)
        throw Error(Status::internal, "openapi-incomplete",
                    "An operation is not described: " + std::string(operation.id));
    boost::json::object out = found->as_object();
    out["operationId"] = operation.id;
    if (!operation.action)
        out["security"] = boost::json::array();
    auto& responses = out["responses"].as_object();
    for (const char* failures : {"4XX", "5XX"})
        responses[failures] = reference("#/components/responses/Problem");
    return out;
}

} // namespace

std::string_view openapi_source() {
    return base::http_openapi_files[0].content;
}

boost::json::object make_openapi() {
    boost::json::object document = json::read(openapi_source()).as_object();
    const boost::json::object descriptions = document["operations"].as_object();
    document.erase("operations");
    document["info"].as_object()["version"] = version();
    boost::json::object paths;
    for (const Route& route : routes()) {
        if (!route.is_api())
            continue;
        boost::json::object item;
        boost::json::array parameters;
        for (const std::string_view name : {"name", "revision"})
            if (route.pattern.find('{' + std::string(name) + '}') != std::string_view::npos)
                parameters.push_back(reference("#/components/parameters/" + std::string(name)));
        if (!parameters.empty())
            item["parameters"] = std::move(parameters);
        for (const Operation& operation : route.operations)
            item[lower_case(operation.method)] = describe(operation, descriptions);
        paths[route.pattern.substr(api_base.size())] = std::move(item);
    }
    document["paths"] = std::move(paths);
    return document;
}

Reply give_openapi(const Context& context, Exchange& exchange) {
    Reply reply;
    reply.cache_control = "private, no-cache";
    reply.etag = make_tag(context, 0, "openapi", {}, {}).text();
    if (is_unmodified(exchange, reply.etag))
        return not_modified(std::move(reply));
    reply.body = context.cache.find("openapi", reply.etag).body;
    if (!reply.body) {
        reply.body = std::make_shared<const std::string>(boost::json::serialize(make_openapi()));
        context.cache.put("openapi", reply.etag, {reply.body, {}});
    }
    return reply;
}

} // namespace integration_gallery::http
