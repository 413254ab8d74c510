#include "http/conditions.hpp"
#include "http/handlers.hpp"
#include "http/patch.hpp"
#include "http/settings_query.hpp"
#include "json/read.hpp"
#include "json/scrubbed_memory.hpp"
#include "settings/service.hpp"

#include <integration_gallery/catalog.hpp>

#include <boost/json/object.hpp>

namespace integration_gallery::http {
namespace {

/// How often a patch without a condition is applied again because somebody else was faster.
constexpr int patch_attempts = 5;

boost::json::value read_body(const Context& context, const Exchange& exchange) {
    const Limits& limits = context.configuration.limits;
    return json::read(
        exchange.request.body,
        {.bytes = limits.body, .depth = limits.depth, .elements = limits.elements, .string = limits.string},
        json::scrubbed_memory());
}

/// What the two writing operations have in common, up to the effect.
struct Change {
    View view;
    bool dry_run = false;
    boost::json::value document;

    Form form() const noexcept { return view.full ? Form::full : Form::plain; }
};

Change read_change(const Context& context, const Exchange& exchange) {
    Change change;
    change.view = read_view(exchange.target);
    change.dry_run = read_flag(exchange.target, "dry_run");
    change.document = read_body(context, exchange);
    const auto* object = change.document.if_object();
    if (object != nullptr && context.use.service.touches_secrets(exchange.name(), *object, change.form()))
        authorize(context, exchange, Action::secret_write);
    if (context.use.catalog.find(exchange.name()) == nullptr)
        throw Error(Status::not_found, "not-found", "There is no integration of this name.");
    return change;
}

const boost::json::object& as_object(const Change& change) {
    if (const auto* object = change.document.if_object())
        return *object;
    throw Error(Status::validation, "type", "The body is not an object.",
                {{"", "type", "The document is a JSON object.", {}, {}}});
}

Settings update(const Context& context, const Exchange& exchange, const Change& change,
                const boost::json::object& document, std::optional<std::int64_t> expected) {
    const UpdateOptions options{.form = change.form(), .expected_revision = expected, .dry_run = change.dry_run};
    return context.use.service.update(exchange.project(), exchange.request.caller.subject, exchange.name(), document,
                                      options);
}

bool is_stale(const Error& error) {
    return error.status() == Status::conflict && error.code() == "precondition-failed";
}

Reply written(const Context& context, const Exchange& exchange, const Change& change, const Settings& settings) {
    Reply reply = settings_reply(context, exchange, change.view, settings);
    if (change.dry_run)
        reply.etag.clear(); // nothing has that tag: it was not stored
    if (prefers(exchange.fields, "return", "minimal")) {
        reply.status = 204;
        reply.body = nullptr;
        reply.fields.push_back({"Preference-Applied", "return=minimal"});
    }
    return reply;
}

} // namespace

Reply put_settings(const Context& context, Exchange& exchange) {
    const Change change = read_change(context, exchange);
    const auto expected = expected_revision(context, exchange);
    try {
        return written(context, exchange, change, update(context, exchange, change, as_object(change), expected));
    } catch (const Error& error) {
        if (!is_stale(error))
            throw;
        throw precondition_failed(context, exchange,
                                  context.use.service.get(exchange.project(), exchange.name()).revision);
    }
}

Reply patch_settings(const Context& context, Exchange& exchange) {
    const Change change = read_change(context, exchange);
    for (int attempt = 1;; ++attempt) {
        const auto expected = expected_revision(context, exchange);
        const boost::json::object& patch = as_object(change);
        const Settings current = context.use.service.get(exchange.project(), exchange.name());
        if (expected && *expected != current.revision)
            throw precondition_failed(context, exchange, current.revision);
        try {
            // the patch was applied to this revision and to no other
            return written(context, exchange, change,
                           update(context, exchange, change, patched(current, patch, change.form()), current.revision));
        } catch (const Error& error) {
            if (!is_stale(error))
                throw;
            if (attempt == patch_attempts)
                throw make_problem("conflict", "Others keep changing the settings. Read them again, then repeat the "
                                               "change.");
        }
    }
}

} // namespace integration_gallery::http
