#include "base/bytes.hpp"
#include "base/short_hash.hpp"
#include "http/conditions.hpp"
#include "http/handlers.hpp"
#include "http/settings_query.hpp"
#include "settings/service.hpp"

#include <integration_gallery/catalog.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace integration_gallery::http {
namespace {

const Manifest& find_manifest(const Context& context, std::string_view name) {
    const Manifest* manifest = context.use.catalog.find(name);
    if (manifest == nullptr)
        throw Error(Status::not_found, "not-found", "There is no integration of this name.");
    return *manifest;
}

} // namespace

Reply read_settings(const Context& context, Exchange& exchange) {
    const View view = read_view(exchange.target);
    const Settings settings = context.use.service.get(exchange.project(), exchange.name());
    return settings_reply(context, exchange, view, settings);
}

Reply settings_reply(const Context& context, const Exchange& exchange, const View& view, const Settings& settings) {
    Reply reply;
    reply.etag = make_tag(context, settings.revision, view.text(), exchange.project(), exchange.name()).text();
    if (exchange.operation->method == "GET" && is_unmodified(exchange, reply.etag))
        return not_modified(std::move(reply));
    const auto document = view.full
                              ? settings::full_form(settings, find_manifest(context, exchange.name()), view.language)
                              : settings::plain_form(settings);
    reply.body = std::make_shared<const std::string>(boost::json::serialize(document));
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
    reply.body = context.cache.find(key, reply.etag);
    if (!reply.body) {
        reply.body = std::make_shared<const std::string>(
            boost::json::serialize(context.use.service.schema(manifest.name(), language)));
        context.cache.put(key, reply.etag, reply.body);
    }
    return reply;
}

Reply read_logo(const Context& context, Exchange& exchange) {
    const Logo logo = find_manifest(context, exchange.name()).logo();
    const std::string_view content = base::as_text(logo.content);
    const std::string hash = base::short_hash(content);
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
    reply.body = context.cache.find(key, reply.etag);
    if (!reply.body) {
        reply.body = std::make_shared<const std::string>(content);
        context.cache.put(key, reply.etag, reply.body);
    }
    return reply;
}

} // namespace integration_gallery::http
