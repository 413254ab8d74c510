#include "http/conditions.hpp"
#include "http/handlers.hpp"
#include "page/assets.hpp"

namespace integration_gallery::http {
namespace {

/// Does an Accept-Encoding field let gzip pass?
bool takes_gzip(const Fields& fields) {
    const auto list = fields.list("Accept-Encoding");
    if (!list)
        return false;
    std::string_view rest = *list;
    while (const auto element = next_element(rest)) {
        const auto semicolon = element->find(';');
        if (!equal_ignoring_case(trim(element->substr(0, semicolon)), "gzip"))
            continue;
        const std::string_view weight =
            semicolon == std::string_view::npos ? std::string_view() : trim(element->substr(semicolon + 1));
        // "q=0" and "q=0.000" say no
        return weight.empty() || weight.find_first_not_of("qQ=0. ") != std::string_view::npos;
    }
    return false;
}

Reply file_reply(const Context& context, Exchange& exchange, const page::Asset& asset) {
    Reply reply;
    reply.media_type = asset.media_type;
    reply.etag = asset.etag;
    std::string_view content = asset.content;
    if (!asset.gzip.empty()) {
        reply.fields.push_back({"Vary", "Accept-Encoding"});
        if (takes_gzip(exchange.fields)) {
            content = asset.gzip;
            reply.fields.push_back({"Content-Encoding", "gzip"});
            // other bytes, another strong tag
            reply.etag.insert(reply.etag.size() - 1, "-gzip");
        }
    }
    if (is_unmodified(exchange, reply.etag))
        return not_modified(std::move(reply));
    const std::string key = "file " + std::string(asset.path);
    const std::string variant = key + reply.etag;
    reply.body = context.cache.find(variant, reply.etag).body;
    if (!reply.body) {
        reply.body = std::make_shared<const std::string>(content);
        context.cache.put(variant, reply.etag, {reply.body, {}});
    }
    return reply;
}

} // namespace

Reply redirect_to_page(const Context&, Exchange&) {
    // Relative, because only the host knows what browsers see in front of the mount.
    Reply reply;
    reply.status = 308;
    reply.fields.push_back({"Location", "integrations/"});
    return reply;
}

Reply show_page(const Context& context, Exchange& exchange) {
    const page::Asset* index = page::find_asset("index.html");
    if (index == nullptr)
        throw make_problem("not-found", "This library was built without its page (INTEGRATION_GALLERY_PAGE).");
    Reply reply = file_reply(context, exchange, *index);
    reply.cache_control = "private, no-cache";
    reply.policy = context.page_policy;
    reply.fields.push_back({"Cross-Origin-Opener-Policy", "same-origin"});
    reply.fields.push_back({"Permissions-Policy", "accelerometer=(), camera=(), display-capture=(), geolocation=(), "
                                                  "gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()"});
    return reply;
}

Reply give_asset(const Context& context, Exchange& exchange) {
    const std::string_view path = exchange.match.path;
    const page::Asset* asset = page::find_asset(path);
    // the shell page has its own address and its own policy
    if (asset == nullptr || asset->path == "index.html")
        throw make_problem("not-found", "There is nothing at this address.");
    Reply reply = file_reply(context, exchange, *asset);
    reply.cache_control = page::is_versioned(path) ? "public, max-age=31536000, immutable" : "public, no-cache";
    return reply;
}

} // namespace integration_gallery::http
