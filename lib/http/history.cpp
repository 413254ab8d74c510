#include "http/conditions.hpp"
#include "http/handlers.hpp"
#include "http/route.hpp"
#include "http/settings_query.hpp"
#include "settings/history_forms.hpp"
#include "settings/service.hpp"

#include <boost/json/serialize.hpp>

#include <charconv>

namespace integration_gallery::http {
namespace {

/// A query parameter that is a number of at least `least`.
std::optional<std::int64_t> read_number(const Target& target, std::string_view name, std::int64_t least,
                                        std::int64_t most, const char* allowed) {
    const auto text = parameter(target, name);
    if (!text)
        return std::nullopt;
    std::int64_t number = 0;
    const auto* end = text->data() + text->size();
    const auto [stopped, fault] = std::from_chars(text->data(), end, number);
    if (fault != std::errc() || stopped != end || number < least || number > most)
        throw invalid_parameter(name, allowed);
    return number;
}

Reply make_reply(const boost::json::value& document) {
    Reply reply;
    reply.body = std::make_shared<const std::string>(boost::json::serialize(document));
    return reply;
}

} // namespace

Reply list_versions(const Context& context, Exchange& exchange) {
    HistoryQuery query;
    query.limit = read_number(exchange.target, "limit", 1, 200, "It is a number from 1 to 200.").value_or(50);
    query.before = read_number(exchange.target, "before", 1, max_revision, "It is a revision: a number from 1.");
    const auto page = context.use.service.history(exchange.project(), exchange.name(), query);
    Reply reply = make_reply(settings::page_form(page));
    if (page.next)
        reply.fields.push_back({"Link", "<?before=" + std::to_string(*page.next) +
                                            "&limit=" + std::to_string(query.limit) + ">; rel=\"next\""});
    return reply;
}

Reply read_version(const Context& context, Exchange& exchange) {
    return make_reply(settings::version_form(
        context.use.service.version(exchange.project(), exchange.name(), exchange.match.revision)));
}

Reply compare_versions(const Context& context, Exchange& exchange) {
    const std::int64_t to = exchange.match.revision;
    auto from = read_number(exchange.target, "from", 0, max_revision, "It is a revision, or 0 for nothing stored.");
    if (!from) { // the one before it, as far as it is kept
        const auto page = context.use.service.history(exchange.project(), exchange.name(), {.limit = 1, .before = to});
        from = page.entries.empty() ? 0 : page.entries.front().revision;
    }
    return make_reply(boost::json::object{{"from", *from},
                                          {"to", to},
                                          {"differences", settings::differences_form(context.use.service.difference(
                                                              exchange.project(), exchange.name(), *from, to))}});
}

Reply restore_version(const Context& context, Exchange& exchange) {
    exchange.view = read_view(exchange.target);
    const bool dry_run = read_flag(exchange.target, "dry_run");
    const auto expected = expected_revision(context, exchange);
    try {
        Reply reply = settings_reply(context, exchange,
                                     context.use.service.restore(exchange.project(), exchange.request.caller.subject,
                                                                 exchange.name(), exchange.match.revision,
                                                                 {.expected_revision = expected, .dry_run = dry_run}));
        if (dry_run)
            reply.etag.clear(); // nothing has that tag: it was not stored
        return reply;
    } catch (const Error& error) {
        if (error.code() != "precondition-failed")
            throw;
        throw precondition_failed(context, exchange,
                                  context.use.service.get(exchange.project(), exchange.name()).revision);
    }
}

} // namespace integration_gallery::http
