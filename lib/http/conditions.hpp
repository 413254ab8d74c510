#pragma once

#include "http/entity_tag.hpp"
#include "http/exchange.hpp"

#include <cstdint>
#include <optional>

namespace integration_gallery::http {

/// The tag of what `revision` of something says in one view. `scope` and `name` say whose it is.
EntityTag make_tag(const Context& context, std::int64_t revision, std::string view, std::string_view project,
                   std::string_view name);

/// For GET and HEAD: is the answer 304? If-Match that does not hold is a Problem (412).
bool is_unmodified(const Exchange& exchange, const std::string& tag);

/// What the cache kept, in a reply that has its other fields: 200, or 304.
Reply give_kept(const Exchange& exchange, ByteCache::Answer kept, Reply reply = {});

/// For a change: the revision that must be stored for it to be done, as If-Match and If-None-Match say; nothing if any
/// will do. Reads the settings where a condition is given. "*" means: anything is stored. What does not hold is
/// a Problem (412, with the ETag of what is there); a condition that is missing where the configuration wants one is
/// 428.
std::optional<std::int64_t> expected_revision(const Context& context, const Exchange& exchange);

/// 412 with the ETag of `revision`.
Problem precondition_failed(const Context& context, const Exchange& exchange, std::int64_t revision);

} // namespace integration_gallery::http
