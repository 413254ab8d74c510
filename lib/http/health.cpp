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

/// Are the keys there that the store needs? Why not goes to the log.
bool can_use_keys(const Context& context, Exchange& exchange) {
    return context.keys.are_there(context.use.clock.now(), [&] {
        try {
            context.use.service.check_keys();
            return true;
        } catch (const Error& error) {
            exchange.log = error.code() + ": " + error.detail();
            return false;
        }
    });
}

boost::json::object check_of(std::string_view name, bool passes) {
    return {{"name", name}, {"status", passes ? "pass" : "fail"}};
}

} // namespace

Reply is_live(const Context&, Exchange&) {
    return document_reply(200, {{"status", "pass"}});
}

Reply is_ready(const Context& context, Exchange& exchange) {
    const bool store = can_read_store(context, exchange);
    const bool keys = store && can_use_keys(context, exchange); // without the store nobody knows which
    const bool ready = store && keys;
    boost::json::object document{{"status", ready ? "pass" : "fail"}};
    // Nobody in particular learns the status; what is behind it is for those who may.
    if (!exchange.request.caller.subject.empty() && is_allowed(context, exchange, Action::health_read)) {
        boost::json::array damaged;
        for (const Manifest& manifest : context.use.catalog.manifests())
            if (manifest.damaged())
                damaged.emplace_back(manifest.name());
        document["checks"] = {
            check_of("store", store),
            check_of("keys", keys),
            {{"name", "catalog"},
             {"status", damaged.empty() ? "pass" : "warn"},
             {"integrations", context.use.catalog.manifests().size()},
             {"damaged", std::move(damaged)}},
        };
    }
    Reply reply = document_reply(ready ? 200 : 503, document);
    if (!ready)
        reply.fields.push_back({"Retry-After", "5"});
    return reply;
}

} // namespace integration_gallery::http
