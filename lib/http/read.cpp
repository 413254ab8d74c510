#include "base/bytes.hpp"
#include "catalog/manifest_entry.hpp"
#include "http/conditions.hpp"
#include "http/handlers.hpp"
#include "http/settings_query.hpp"
#include "settings/service.hpp"

#include <integration_gallery/catalog.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <utility>

namespace integration_gallery::http {
namespace {

const Manifest& find_manifest(const Context& context, std::string_view name) {
    const Manifest* manifest = context.use.catalog.find(name);
    if (manifest == nullptr)
        throw Error(Status::not_found, "not-found", "There is no integration of this name.");
    return *manifest;
}

/// The settings as the exchange's view shows them.
boost::json::object make_document(const Context& context, const Exchange& exchange, Settings settings) {
    const View& view = exchange.view;
    if (view.part.empty() && !view.full)
        return settings::plain_form(std::move(settings));
    boost::json::object full = settings::full_form(settings, find_manifest(context, exchange.name()), view.language);
    if (view.part.empty())
        return full;
    if (view.part == "credentials")
        return std::move(full["secrets"].as_object());
    boost::json::object status;
    for (const char* member : {"name", "enabled", "state", "secrets", "revision", "updatedAt", "updatedBy"})
        status[member] = std::move(full[member]);
    return status;
}

/// Answers a read in the exchange's view: with what was made before, as long as the store says the same.
Reply read_stored(const Context& context, const Exchange& exchange) {
    std::string key = "settings ";
    key.append(exchange.view.text()).append(" ").append(exchange.name()).append(" ").append(exchange.project());
    const std::string stamp = context.use.service.stamp();
    auto kept = context.cache.find_at(key, stamp);
    if (kept.body != nullptr)
        return give_kept(exchange, std::move(kept));
    std::string now;
    auto settings = context.use.service.get_unless(exchange.project(), exchange.name(), [&](std::string_view stored) {
        now = stored;
        kept = context.cache.find(key, stored, stamp);
        return kept.body != nullptr;
    });
    if (!settings)
        return give_kept(exchange, std::move(kept));
    Reply reply = settings_reply(context, exchange, *std::move(settings));
    if (reply.body)
        context.cache.put(key, now, {reply.body, reply.etag}, stamp);
    return reply;
}

} // namespace

Reply read_settings(const Context& context, Exchange& exchange) {
    exchange.view = read_view(exchange.target);
    Reply reply = read_stored(context, exchange);
    // The page asks for this view, and shows a caller who may only look a form to look at. Asked, not refused: no
    // denial.
    if (exchange.view.full && !context.use.authorizer.allows(exchange.request.caller, Action::config_write,
                                                             exchange.project(), exchange.name()))
        reply.fields.push_back({"Allow", "GET, HEAD"});
    return reply;
}

Reply read_status(const Context& context, Exchange& exchange) {
    exchange.view.part = "status";
    return read_stored(context, exchange);
}

Reply read_credentials(const Context& context, Exchange& exchange) {
    exchange.view.part = "credentials";
    return read_stored(context, exchange);
}

Reply settings_reply(const Context& context, const Exchange& exchange, Settings settings) {
    Reply reply;
    // A quarantine changes what is seen without a change of the revision: nobody's edit is in conflict with it.
    const std::string view = exchange.view.text() + (settings.state.quarantined ? "-quarantined" : "");
    reply.etag = make_tag(context, settings.revision, view, exchange.project(), exchange.name()).text();
    if (exchange.operation->method == "GET" && is_unmodified(exchange, reply.etag))
        return not_modified(std::move(reply));
    reply.body = std::make_shared<const std::string>(
        boost::json::serialize(make_document(context, exchange, std::move(settings))));
    return reply;
}

Reply read_schema(const Context& context, Exchange& exchange) {
    const std::string language = read_language(exchange.target);
    const Manifest& manifest = find_manifest(context, exchange.name());
    Reply reply;
    reply.cache_control = "private, max-age=300";
    reply.etag = make_tag(context, 0, "schema-" + language, {}, manifest.name()).text();
    if (is_unmodified(exchange, reply.etag))
        return not_modified(std::move(reply));
    const std::string key = "schema " + language + ' ' + manifest.name();
    reply.body = context.cache.find(key, reply.etag).body;
    if (!reply.body) {
        reply.body = std::make_shared<const std::string>(
            boost::json::serialize(context.use.service.schema(manifest.name(), language)));
        context.cache.put(key, reply.etag, {reply.body, {}});
    }
    return reply;
}

Reply read_logo(const Context& context, Exchange& exchange) {
    const Manifest& manifest = find_manifest(context, exchange.name());
    const Logo logo = manifest.logo();
    const std::string_view content = base::as_text(logo.content);
    const std::string& hash = catalog::ManifestEntry::of(manifest).logo_hash;
    Reply reply;
    reply.media_type = logo.media_type;
    reply.etag = '"' + hash + '"';
    // The address on a card names the content, so that what it gives never changes.
    reply.cache_control =
        parameter(exchange.target, "h") == hash ? "private, max-age=31536000, immutable" : "private, max-age=86400";
    // Harmless inside <img>; these keep it harmless where somebody opens the address itself.
    reply.policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
    const std::string_view ending = logo.media_type == "image/svg+xml" ? "svg"
                                    : logo.media_type == "image/webp"  ? "webp"
                                                                       : "png";
    reply.fields.push_back({"Content-Disposition", "attachment; filename=\"logo." + std::string(ending) + '"'});
    if (is_unmodified(exchange, reply.etag))
        return not_modified(std::move(reply));
    const std::string key = "logo " + std::string(exchange.name());
    reply.body = context.cache.find(key, reply.etag).body;
    if (!reply.body) {
        reply.body = std::make_shared<const std::string>(content);
        context.cache.put(key, reply.etag, {reply.body, {}});
    }
    return reply;
}

} // namespace integration_gallery::http
