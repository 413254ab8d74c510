#include "history/anchor.hpp"

#include "base/bytes.hpp"
#include "json/read.hpp"
#include "vault/bound.hpp"
#include "vault/vault.hpp"

#include <integration_gallery/error.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace integration_gallery::history {
namespace {

// No slot of an integration is called so, whatever the integration's name is.
constexpr std::string_view anchor_integration = "history";
constexpr std::string_view anchor_slot = "history-anchor";

vault::SealContext make_context(std::string_view project, std::int64_t seal_revision,
                                std::span<const std::byte> binding) {
    return {.project = project,
            .record = anchor_integration,
            .integration = anchor_integration,
            .slot = anchor_slot,
            .seal_revision = static_cast<std::uint64_t>(seal_revision),
            .binding = binding};
}

std::optional<Anchor> read_anchor(std::string_view text) {
    const auto document = json::read(text);
    const auto* object = document.if_object();
    const auto number = [&](const char* name) -> std::optional<std::int64_t> {
        const auto* item = object != nullptr ? object->if_contains(name) : nullptr;
        return item != nullptr && item->is_int64() ? std::optional(item->get_int64()) : std::nullopt;
    };
    const auto words = [&](const char* name) -> std::optional<std::string> {
        const auto* item = object != nullptr ? object->if_contains(name) : nullptr;
        return item != nullptr && item->is_string() ? std::optional(std::string(item->get_string())) : std::nullopt;
    };
    const auto first = number("first");
    const auto previous = words("previous");
    const auto sequence = number("sequence");
    const auto hash = words("hash");
    if (!first || !previous || !sequence || !hash)
        return std::nullopt;
    return Anchor{*first, *previous, {*sequence, *hash}};
}

} // namespace

bool is_anchor(const storage::SecretRow& row) noexcept {
    return row.slot == anchor_slot;
}

std::optional<storage::SecretRow> find_anchor_row(storage::Transaction& transaction, std::string_view project) {
    return storage::find_secret(transaction, project, anchor_integration, anchor_slot);
}

std::optional<Anchor> open_anchor(storage::Transaction& transaction, vault::Vault& vault, std::string_view project,
                                  const std::optional<storage::SecretRow>& row) {
    if (!row || row->sealed.empty())
        return std::nullopt;
    const auto binding = vault::binding_digest({});
    const Secret text = vault.open(transaction, make_context(project, row->seal_revision, binding), row->sealed);
    auto anchor = read_anchor(text.view());
    if (!anchor)
        throw Error(Status::key, "secret-unreadable", "What was sealed as the anchor of the history is none.");
    return anchor;
}

SealedAnchor seal_anchor(vault::Vault& vault, std::string_view project, const std::optional<storage::SecretRow>& row,
                         const Anchor& anchor, std::int64_t now_us) {
    SealedAnchor out;
    out.key = vault.active_key(project);
    const auto binding = vault::binding_digest({});
    out.row.project = project;
    out.row.integration = anchor_integration;
    out.row.slot = anchor_slot;
    out.row.record = anchor_integration;
    out.row.seal_revision = row ? row->seal_revision + 1 : 1;
    out.row.key_id = out.key->id();
    out.row.bound = vault::write_bound({{}, binding});
    out.row.updated_us = now_us;
    const std::string text = boost::json::serialize(boost::json::object{{"first", anchor.first},
                                                                        {"previous", anchor.previous},
                                                                        {"sequence", anchor.head.sequence},
                                                                        {"hash", anchor.head.hash}});
    out.row.sealed = vault.seal(*out.key, make_context(project, out.row.seal_revision, binding), base::as_bytes(text));
    return out;
}

} // namespace integration_gallery::history
