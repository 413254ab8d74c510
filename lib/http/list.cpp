#include "http/conditions.hpp"
#include "http/handlers.hpp"
#include "http/settings_query.hpp"
#include "settings/service.hpp"

#include <integration_gallery/catalog.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace integration_gallery::http {
namespace {

/// How often a list is made again because the project changed while it was made.
constexpr int attempts = 3;

std::string make_list(const Context& context, std::string_view project, const View& view) {
    boost::json::array out;
    if (view.full) {
        for (const Card& card : context.use.service.cards(project, view.language))
            out.push_back(settings::card_form(card, *context.use.catalog.find(card.name)));
    } else {
        for (const auto& [manifest, enabled] : context.use.service.list(project))
            out.push_back({{"name", manifest->name()}, {"description", manifest->description()}, {"enabled", enabled}});
    }
    return boost::json::serialize(out);
}

} // namespace

Reply list_integrations(const Context& context, Exchange& exchange) {
    const View view = read_view(exchange.target);
    const std::string_view project = exchange.project();
    std::string key = "list ";
    key.append(view.text()).append(" ").append(project);

    Reply reply;
    reply.cache_control = "private, no-cache";
    auto revision = context.use.service.project_revision(project);
    for (int attempt = 1;; ++attempt) {
        reply.etag = make_tag(context, revision, view.text(), project, {}).text();
        if (is_unmodified(exchange, reply.etag))
            return not_modified(std::move(reply));
        reply.body = context.cache.find(key, reply.etag);
        if (reply.body)
            return reply;
        reply.body = std::make_shared<const std::string>(make_list(context, project, view));
        // The list may hold a change that came after the revision was read: then the tag would not be its own.
        const auto now = context.use.service.project_revision(project);
        if (now == revision) {
            context.cache.put(key, reply.etag, reply.body);
            return reply;
        }
        if (attempt == attempts) {
            reply.etag.clear();
            return reply;
        }
        revision = now;
    }
}

} // namespace integration_gallery::http
