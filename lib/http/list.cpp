#include "http/conditions.hpp"
#include "http/handlers.hpp"
#include "http/list_query.hpp"
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

/// One page, as text.
struct List {
    std::string text;
    std::string last; ///< the name of the last entry, where more follow
};

/// Takes what lies on a page out of everything, in its order.
class PageWriter {
public:
    explicit PageWriter(const Page& page) : m_page(page), m_inside(page.after.empty()) {}

    /// `wanted` and `make` are asked for what may lie on the page only.
    template <class Wanted, class Make>
    void take(std::string_view name, Wanted wanted, Make make) {
        if (!m_inside) {
            m_inside = name == m_page.after;
        } else if (!m_more && wanted()) {
            m_more = m_entries.size() == m_page.limit;
            if (m_more)
                return;
            m_entries.emplace_back(make());
            m_last = name;
        }
    }

    List finish() const {
        if (!m_inside) // another catalog gave the cursor
            throw invalid_parameter("cursor", "The list has changed since. Begin again, without a cursor.");
        return {boost::json::serialize(m_entries), m_more ? m_last : std::string()};
    }

private:
    const Page& m_page;
    bool m_inside;
    bool m_more = false;
    boost::json::array m_entries;
    std::string m_last;
};

boost::json::object list_entry(std::string_view name, std::string_view description, bool enabled) {
    return {{"name", name}, {"description", description}, {"enabled", enabled}};
}

List make_list(const Context& context, std::string_view project, const ListQuery& query) {
    PageWriter page(query.page);
    if (!query.view.full && query.filter.empty()) {
        for (const auto& [manifest, enabled] : context.use.service.list(project))
            page.take(
                manifest->name(), [] { return true; },
                [&, &entry = *manifest, &on = enabled] { return list_entry(entry.name(), entry.description(), on); });
        return page.finish();
    }
    auto cards = context.use.service.cards(project, query.view.language);
    if (!query.view.full)
        std::sort(cards.begin(), cards.end(), [](const Card& a, const Card& b) { return a.name < b.name; });
    for (const Card& card : cards)
        page.take(
            card.name, [&] { return query.filter.matches(card); },
            [&] {
                return query.view.full ? settings::card_form(card, *context.use.catalog.find(card.name))
                                       : list_entry(card.name, card.description, card.enabled);
            });
    return page.finish();
}

} // namespace

Reply list_integrations(const Context& context, Exchange& exchange) {
    const std::string_view project = exchange.project();
    const ListQuery query = read_list_query(exchange.target, project);
    std::string key = "list ";
    key.append(query.view.text()).append(" ").append(project);

    Reply reply;
    reply.cache_control = "private, no-cache";
    // Where the cards' states are seen, a quarantine counts as well; the specification's list shows none.
    const bool states = query.view.full || !query.plain();
    const std::string stamp = query.plain() ? context.use.service.stamp() : std::string();
    if (auto kept = context.cache.find_at(key, stamp); kept.body != nullptr)
        return give_kept(exchange, std::move(kept), std::move(reply));
    auto revision = context.use.service.project_revision(project, states);
    for (int attempt = 1;; ++attempt) {
        reply.etag = make_tag(context, revision, query.tag_view(), project, {}).text();
        if (is_unmodified(exchange, reply.etag))
            return not_modified(std::move(reply));
        if (query.plain())
            reply.body = context.cache.find(key, reply.etag, stamp).body;
        if (reply.body)
            return reply;
        List list = make_list(context, project, query);
        reply.body = std::make_shared<const std::string>(std::move(list.text));
        if (!list.last.empty())
            reply.fields = {{"Link", query.link_after(list.last)}};
        // The list may hold a change that came after the revision was read: then the tag would not be its own.
        const auto now = context.use.service.project_revision(project, states);
        if (now == revision) {
            if (query.plain() && list.last.empty()) // what people type is not worth keeping
                context.cache.put(key, reply.etag, {reply.body, reply.etag}, stamp);
            return reply;
        }
        if (attempt == attempts) {
            reply.etag.clear();
            return reply;
        }
        reply.body = nullptr;
        reply.fields.clear();
        revision = now;
    }
}

} // namespace integration_gallery::http
