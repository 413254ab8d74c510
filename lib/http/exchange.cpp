#include "http/exchange.hpp"

#include <exception>

namespace integration_gallery::http {
namespace {

/// Tells the audit sink of a no. The answer is no already, so a sink that fails changes nothing but the log.
void record_denial(const Context& context, const Exchange& exchange, Action action) noexcept {
    if (context.use.audit == nullptr)
        return;
    try {
        AuditEvent event{};
        event.at = context.use.clock.now();
        event.kind = "access.denied";
        event.project = exchange.project();
        event.integration = exchange.name();
        event.subject = exchange.request.caller.subject;
        event.purpose = action_name(action);
        event.outcome = "forbidden";
        context.use.audit->record(event);
    } catch (...) {
        if (context.use.logger != nullptr) {
            const Logger::Field field{"request_id", exchange.id};
            context.use.logger->write(LogLevel::error, "the audit sink failed", {&field, 1});
        }
    }
}

} // namespace

Reply not_modified(Reply reply) {
    reply.status = 304;
    reply.body = nullptr;
    return reply;
}

bool is_allowed(const Context& context, const Exchange& exchange, Action action) {
    if (context.use.authorizer.allows(exchange.request.caller, action, exchange.project(), exchange.name()))
        return true;
    record_denial(context, exchange, action);
    return false;
}

void authorize(const Context& context, const Exchange& exchange, Action action) {
    // One answer for every name, whether there is such an integration or not.
    if (!is_allowed(context, exchange, action))
        throw forbidden_problem();
}

} // namespace integration_gallery::http
