#include "http/conditions.hpp"

#include "base/short_hash.hpp"
#include "settings/service.hpp"

namespace integration_gallery::http {

EntityTag make_tag(const Context& context, std::int64_t revision, std::string view, std::string_view project,
                   std::string_view name) {
    return {revision, std::move(view), base::short_hash(project, name), context.build};
}

bool is_unmodified(const Exchange& exchange, const std::string& tag) {
    const TagCondition match(exchange.fields, "If-Match");
    if (match.present() && !match.any() && !match.names(tag))
        throw make_problem("precondition-failed",
                           "It has changed since the tag in If-Match was given. Read it without If-Match.")
            .with("ETag", tag);
    const TagCondition none_match(exchange.fields, "If-None-Match");
    return none_match.any() || none_match.names(tag);
}

Reply give_kept(const Exchange& exchange, ByteCache::Answer kept, Reply reply) {
    reply.etag = std::move(kept.etag);
    if (is_unmodified(exchange, reply.etag))
        return not_modified(std::move(reply));
    reply.body = std::move(kept.body);
    return reply;
}

Problem precondition_failed(const Context& context, const Exchange& exchange, std::int64_t revision) {
    const auto tag = make_tag(context, revision, exchange.view.text(), exchange.project(), exchange.name());
    return make_problem("precondition-failed",
                        "The settings have changed since you read them. Read them again, then repeat the change.")
        .with("ETag", tag.text());
}

std::optional<std::int64_t> expected_revision(const Context& context, const Exchange& exchange) {
    const TagCondition match(exchange.fields, "If-Match");
    const TagCondition none_match(exchange.fields, "If-None-Match");
    if (!match.present() && !none_match.present()) {
        if (context.configuration.require_preconditions)
            throw make_problem("precondition-required",
                               "Send the ETag of what you read as If-Match, so that no other change is lost.");
        return std::nullopt;
    }
    const Settings settings = context.use.service.get(exchange.project(), exchange.name());
    const auto revision = settings.revision;
    const auto tag = make_tag(context, revision, {}, exchange.project(), exchange.name());
    const bool stored = settings.state.configured;
    if (match.present() && !(match.any() ? stored : match.names_revision(tag)))
        throw precondition_failed(context, exchange, revision);
    if (none_match.present() && (none_match.any() ? stored : none_match.names_revision(tag)))
        throw precondition_failed(context, exchange, revision);
    // "*" asks for no particular revision
    if (match.any() && !none_match.present())
        return std::nullopt;
    return revision;
}

} // namespace integration_gallery::http
