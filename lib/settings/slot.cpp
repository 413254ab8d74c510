#include "settings/slot.hpp"

#include "base/bytes.hpp"
#include "json/read.hpp"
#include "json/scrubbed_memory.hpp"
#include "vault/bound.hpp"
#include "vault/vault.hpp"

#include <integration_gallery/error.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serializer.hpp>
#include <boost/json/string.hpp>

#include <algorithm>

namespace integration_gallery::settings {
namespace {

/// One record has one id for the time being: the integration's name.
vault::SealContext make_context(std::string_view project, std::string_view integration, std::int64_t seal_revision,
                                std::span<const std::byte> binding) {
    return {.project = project,
            .record = integration,
            .integration = integration,
            .slot = config_slot,
            .seal_revision = static_cast<std::uint64_t>(seal_revision),
            .binding = binding};
}

/// The JSON text of a slot, in memory that is wiped.
Secret to_text(const Secrets& secrets) {
    boost::json::object object(json::scrubbed_memory());
    for (const auto& [identity, secret] : secrets)
        object[identity] = secret.view();
    const boost::json::value document(std::move(object));
    boost::json::serializer serializer;
    serializer.reset(&document);
    std::size_t capacity = 64;
    for (const auto& [identity, secret] : secrets)
        capacity += 6 * (identity.size() + secret.size()) + 8; // every character escaped at worst
    Secret text(capacity);
    const auto written = serializer.read(reinterpret_cast<char*>(text.writable().data()), capacity);
    text.truncate(written.size());
    return text;
}

} // namespace

Secrets open_slot(vault::Vault& vault, std::string_view project, std::string_view integration,
                  const std::optional<storage::SecretRow>& row, const Destinations& destinations) {
    return open_slot(vault, project, integration, row, vault::binding_digest(destinations));
}

Secrets open_slot(vault::Vault& vault, std::string_view project, std::string_view integration,
                  const std::optional<storage::SecretRow>& row, std::span<const std::byte> binding) {
    Secrets secrets;
    if (!row || row->sealed.empty())
        return secrets;
    const Secret text = vault.open(make_context(project, integration, row->seal_revision, binding), row->sealed);
    const auto document = json::read(text.view(), {}, json::scrubbed_memory());
    const auto* object = document.if_object();
    for (std::size_t i = 0; object != nullptr && i < object->size(); ++i) {
        const auto& member = *(object->begin() + static_cast<std::ptrdiff_t>(i));
        if (const auto* value = member.value().if_string())
            secrets.insert_or_assign(std::string(member.key()), Secret(std::string_view(*value)));
        else
            object = nullptr;
    }
    if (object == nullptr)
        throw Error(Status::key, "secret-unreadable", "What was sealed for this integration is not a set of secrets.");
    return secrets;
}

std::string fingerprint_field(std::string_view integration, std::string_view identity) {
    return std::string(integration) + std::string(identity);
}

SealedSlot seal_slot(vault::Vault& vault, std::string_view project, std::string_view integration,
                     const std::optional<storage::SecretRow>& row, const Secrets& secrets,
                     const Destinations& destinations, std::int64_t now_us) {
    SealedSlot next;
    next.row.project = project;
    next.row.integration = integration;
    next.row.slot = config_slot;
    next.row.record = integration;
    next.row.seal_revision = row ? row->seal_revision + 1 : 1;
    next.row.updated_us = now_us;
    vault::Bound bound{{}, vault::binding_digest(destinations)};
    for (const auto& [pointer, value] : destinations)
        bound.pointers.push_back(pointer);
    std::sort(bound.pointers.begin(), bound.pointers.end());
    next.row.bound = vault::write_bound(bound);
    if (secrets.empty())
        return next;
    next.key = vault.active_key(project);
    const Secret text = to_text(secrets);
    next.row.key_id = next.key->id();
    next.row.sealed =
        vault.seal(*next.key, make_context(project, integration, next.row.seal_revision, bound.digest), text.bytes());
    return next;
}

} // namespace integration_gallery::settings
