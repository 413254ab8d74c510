#include "base/short_hash.hpp"
#include "http/conditions.hpp"
#include "http/handlers.hpp"
#include "http/settings_query.hpp"
#include "settings/service.hpp"

#include <integration_gallery/catalog.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace integration_gallery::http {
namespace {

/// How often a list is made again because the project changed while it was made.
constexpr int attempts = 3;

/// Which integrations are wanted; an empty text wants all.
struct Filter {
    std::string_view text;     ///< stands somewhere in name, display name or description
    std::string_view category; ///< is one of the categories
    std::string_view status;   ///< is the state's

    bool empty() const noexcept { return text.empty() && category.empty() && status.empty(); }
    /// For a tag: filters that differ give texts that differ.
    std::string hash() const { return base::short_hash(base::short_hash(text, category), status); }
    bool matches(const Card& card) const {
        const auto contains = [this](std::string_view in) {
            return std::search(in.begin(), in.end(), text.begin(), text.end(), [](char a, char b) {
                       return equal_ignoring_case({&a, 1}, {&b, 1});
                   }) != in.end();
        };
        return (text.empty() || contains(card.name) || contains(card.display_name) || contains(card.description)) &&
               (category.empty() ||
                std::find(card.categories.begin(), card.categories.end(), category) != card.categories.end()) &&
               (status.empty() || card.state.status == status);
    }
};

Filter read_filter(const Target& target) {
    Filter filter{parameter(target, "q").value_or(""), parameter(target, "category").value_or(""),
                  parameter(target, "state").value_or("")};
    if (!filter.status.empty() && filter.status != "on" && filter.status != "off" && filter.status != "needs-attention")
        throw invalid_parameter("state", "It is on, off or needs-attention.");
    return filter;
}

boost::json::object list_entry(std::string_view name, std::string_view description, bool enabled) {
    return {{"name", name}, {"description", description}, {"enabled", enabled}};
}

std::string make_list(const Context& context, std::string_view project, const View& view, const Filter& filter) {
    boost::json::array out;
    if (!view.full && filter.empty()) {
        for (const auto& [manifest, enabled] : context.use.service.list(project))
            out.push_back(list_entry(manifest->name(), manifest->description(), enabled));
        return boost::json::serialize(out);
    }
    auto cards = context.use.service.cards(project, view.language);
    std::erase_if(cards, [&filter](const Card& card) { return !filter.matches(card); });
    if (!view.full)
        std::sort(cards.begin(), cards.end(), [](const Card& a, const Card& b) { return a.name < b.name; });
    for (const Card& card : cards)
        out.push_back(view.full ? settings::card_form(card, *context.use.catalog.find(card.name))
                                : list_entry(card.name, card.description, card.enabled));
    return boost::json::serialize(out);
}

} // namespace

Reply list_integrations(const Context& context, Exchange& exchange) {
    const View view = read_view(exchange.target);
    const Filter filter = read_filter(exchange.target);
    const std::string tag_view = filter.empty() ? view.text() : view.text() + '-' + filter.hash();
    const std::string_view project = exchange.project();
    std::string key = "list ";
    key.append(view.text()).append(" ").append(project);

    Reply reply;
    reply.cache_control = "private, no-cache";
    auto revision = context.use.service.project_revision(project);
    for (int attempt = 1;; ++attempt) {
        reply.etag = make_tag(context, revision, tag_view, project, {}).text();
        if (is_unmodified(exchange, reply.etag))
            return not_modified(std::move(reply));
        if (filter.empty())
            reply.body = context.cache.find(key, reply.etag);
        if (reply.body)
            return reply;
        reply.body = std::make_shared<const std::string>(make_list(context, project, view, filter));
        // The list may hold a change that came after the revision was read: then the tag would not be its own.
        const auto now = context.use.service.project_revision(project);
        if (now == revision) {
            if (filter.empty()) // what people type is not worth keeping
                context.cache.put(key, reply.etag, reply.body);
            return reply;
        }
        if (attempt == attempts) {
            reply.etag.clear();
            return reply;
        }
        reply.body = nullptr;
        revision = now;
    }
}

} // namespace integration_gallery::http
