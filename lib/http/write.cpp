#include "http/conditions.hpp"
#include "http/handlers.hpp"
#include "http/patch.hpp"
#include "json/read.hpp"
#include "json/scrubbed_memory.hpp"
#include "settings/change.hpp"
#include "settings/history_forms.hpp"
#include "settings/service.hpp"

#include <integration_gallery/catalog.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <utility>

namespace integration_gallery::http {
namespace {

/// How often a patch without a condition is applied again because somebody else was faster.
constexpr int patch_attempts = 5;

Form form_of(const Exchange& exchange) noexcept {
    return exchange.view.full ? Form::full : Form::plain;
}

/// The body; its memory is wiped, because it may hold secrets.
boost::json::value read_body(const Context& context, const Exchange& exchange) {
    const Limits& limits = context.configuration.limits;
    return json::read(
        exchange.request.body,
        {.bytes = limits.body, .depth = limits.depth, .elements = limits.elements, .string = limits.string},
        json::scrubbed_memory());
}

void require_known(const Context& context, const Exchange& exchange) {
    if (context.use.catalog.find(exchange.name()) == nullptr)
        throw Error(Status::not_found, "not-found", "There is no integration of this name.");
}

/// The body of a change of settings, and what it says.
struct Sent {
    boost::json::value document;
    settings::Change change;
};

/// Everything that comes before the precondition of a change of settings.
Sent read_change(const Context& context, Exchange& exchange) {
    exchange.view = read_view(exchange.target);
    Sent sent{read_body(context, exchange), {}};
    if (const auto* object = sent.document.if_object())
        sent.change = context.use.service.read_change(exchange.name(), *object, form_of(exchange));
    if (sent.change.touches_secrets())
        authorize(context, exchange, Action::secret_write);
    require_known(context, exchange);
    return sent;
}

const boost::json::object& as_object(const boost::json::value& document) {
    if (const auto* object = document.if_object())
        return *object;
    throw Error(Status::validation, "type", "The body is not an object.",
                {{"", "type", "The document is a JSON object.", {}, {}}});
}

bool is_stale(const Error& error) {
    return error.status() == Status::conflict && error.code() == "precondition-failed";
}

/// What a dry run says: the settings as they would be, and in the full view where they differ from what is there.
Reply tell(const Context& context, const Exchange& exchange, const Settings& before, const Settings& after) {
    Reply reply = settings_reply(context, exchange, after);
    reply.etag.clear(); // nothing has that tag: it was not stored
    if (exchange.view.full) {
        auto document = settings::full_form(after, *context.use.catalog.find(after.name), exchange.view.language);
        document["differences"] = settings::differences_form(settings::compare_settings(before, after));
        reply.body = std::make_shared<const std::string>(boost::json::serialize(document));
    }
    return reply;
}

/// Changes the settings, and answers with them.
Reply store(const Context& context, const Exchange& exchange, const settings::Change& change,
            std::optional<std::int64_t> expected) {
    const bool dry_run = read_flag(exchange.target, "dry_run");
    const Settings before = dry_run ? context.use.service.get(exchange.project(), exchange.name()) : Settings();
    Settings settings =
        context.use.service.update(exchange.project(), exchange.request.caller.subject, exchange.name(), change,
                                   {.form = form_of(exchange), .expected_revision = expected, .dry_run = dry_run});
    Reply reply =
        dry_run ? tell(context, exchange, before, settings) : settings_reply(context, exchange, std::move(settings));
    if (prefers(exchange.fields, "return", "minimal")) {
        reply.status = 204;
        reply.body = nullptr;
        reply.fields.push_back({"Preference-Applied", "return=minimal"});
    }
    return reply;
}

/// The same, where somebody else may have been faster than the client.
Reply store_or_refuse(const Context& context, const Exchange& exchange, const settings::Change& change,
                      std::optional<std::int64_t> expected) {
    try {
        return store(context, exchange, change, expected);
    } catch (const Error& error) {
        if (!is_stale(error))
            throw;
        throw precondition_failed(context, exchange,
                                  context.use.service.get(exchange.project(), exchange.name()).revision);
    }
}

} // namespace

Reply put_settings(const Context& context, Exchange& exchange) {
    read_flag(exchange.target, "dry_run");
    const Sent sent = read_change(context, exchange);
    const auto expected = expected_revision(context, exchange);
    as_object(sent.document);
    return store_or_refuse(context, exchange, sent.change, expected);
}

Reply patch_settings(const Context& context, Exchange& exchange) {
    read_flag(exchange.target, "dry_run");
    const Sent sent = read_change(context, exchange);
    const Form form = form_of(exchange);
    for (int attempt = 1;; ++attempt) {
        const auto expected = expected_revision(context, exchange);
        const boost::json::object& members = as_object(sent.document);
        const Settings current = context.use.service.get(exchange.project(), exchange.name());
        if (expected && *expected != current.revision)
            throw precondition_failed(context, exchange, current.revision);
        try {
            // the patch was applied to this revision and to no other
            const auto change = context.use.service.read_change(exchange.name(), patched(current, members, form), form);
            return store(context, exchange, change, current.revision);
        } catch (const Error& error) {
            if (!is_stale(error))
                throw;
            if (attempt == patch_attempts)
                throw make_problem("conflict",
                                   "Others keep changing the settings. Read them again, then repeat the change.");
        }
    }
}

Reply delete_settings(const Context& context, Exchange& exchange) {
    authorize(context, exchange, Action::secret_write); // whether there are secrets or not
    require_known(context, exchange);
    const auto expected = expected_revision(context, exchange);
    try {
        context.use.service.remove(exchange.project(), exchange.request.caller.subject, exchange.name(), expected);
    } catch (const Error& error) {
        if (!is_stale(error))
            throw;
        throw precondition_failed(context, exchange,
                                  context.use.service.get(exchange.project(), exchange.name()).revision);
    }
    Reply reply;
    reply.status = 204;
    return reply;
}

Reply put_credentials(const Context& context, Exchange& exchange) {
    exchange.view.part = "credentials";
    read_flag(exchange.target, "dry_run");
    const boost::json::value body = read_body(context, exchange);
    require_known(context, exchange);
    const auto expected = expected_revision(context, exchange);
    boost::json::object document(body.storage());
    document["secrets"] = as_object(body);
    try {
        return store_or_refuse(context, exchange,
                               context.use.service.read_change(exchange.name(), document, Form::full), expected);
    } catch (const Error& error) {
        // The body is the member `secrets` of the full form, so its places begin there.
        constexpr std::string_view prefix = "/secrets";
        std::vector<Issue> issues = error.issues();
        for (Issue& issue : issues)
            if (issue.pointer.starts_with(prefix))
                issue.pointer.erase(0, prefix.size());
        throw Error(error.status(), error.code(), error.detail(), std::move(issues), error.issue_count());
    }
}

} // namespace integration_gallery::http
