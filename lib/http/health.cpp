#include "http/handlers.hpp"
#include "settings/service.hpp"

#include <integration_gallery/catalog.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace integration_gallery::http {
namespace {

Reply document_reply(int status, const boost::json::object& document) {
    Reply reply;
    reply.status = status;
    reply.body = std::make_shared<const std::string>(boost::json::serialize(document));
    return reply;
}

/// Can the store be read? Why not goes to the log.
bool can_read_store(const Context& context, Exchange& exchange) {
    try {
        context.use.service.project_revision("health");
        return true;
    } catch (const Error& error) {
        exchange.log = error.code() + ": " + error.detail();
        return false;
    }
}

} // namespace

Reply is_live(const Context&, Exchange&) {
    return document_reply(200, {{"status", "pass"}});
}

Reply is_ready(const Context& context, Exchange& exchange) {
    const bool store = can_read_store(context, exchange);
    boost::json::object document{{"status", store ? "pass" : "fail"}};
    // Nobody in particular learns the status; what is behind it is for those who may.
    if (!exchange.request.caller.subject.empty() && is_allowed(context, exchange, Action::health_read)) {
        boost::json::array damaged;
        for (const Manifest& manifest : context.use.catalog.manifests())
            if (manifest.damaged())
                damaged.emplace_back(manifest.name());
        document["checks"] = {
            {{"name", "store"}, {"status", store ? "pass" : "fail"}},
            {{"name", "catalog"},
             {"status", damaged.empty() ? "pass" : "warn"},
             {"integrations", context.use.catalog.manifests().size()},
             {"damaged", std::move(damaged)}},
        };
    }
    Reply reply = document_reply(store ? 200 : 503, document);
    if (!store)
        reply.fields.push_back({"Retry-After", "5"});
    return reply;
}

} // namespace integration_gallery::http
