#include "history/chain.hpp"

#include "base/base64url.hpp"
#include "base/bytes.hpp"

#include <array>

namespace integration_gallery::history {

crypto::Digest content_digest(const storage::HistoryRow& row) {
    const std::string revision = std::to_string(row.revision);
    const std::string restored_from = std::to_string(row.restored_from);
    const std::string at = std::to_string(row.at_us);
    const std::array<std::span<const std::byte>, 12> fields{
        base::as_bytes("integration-gallery/history/v1"),
        base::as_bytes(row.project),
        base::as_bytes(row.integration),
        base::as_bytes(revision),
        base::as_bytes(row.kind),
        base::as_bytes(row.enabled ? "1" : "0"),
        base::as_bytes(row.document),
        base::as_bytes(row.secrets),
        base::as_bytes(row.manifest_version),
        base::as_bytes(restored_from),
        base::as_bytes(at),
        base::as_bytes(row.actor),
    };
    return crypto::sha256(base::encode_fields(fields));
}

std::string link(std::string_view previous, std::int64_t sequence, const crypto::Digest& content) {
    const std::string place = std::to_string(sequence);
    const std::array<std::span<const std::byte>, 4> fields{base::as_bytes("integration-gallery/history-link/v1"),
                                                           base::as_bytes(previous), base::as_bytes(place), content};
    return base::encode_base64url(crypto::sha256(base::encode_fields(fields)));
}

void append(storage::Transaction& transaction, storage::HistoryRow& row, const crypto::Digest& content) {
    const auto head = storage::advance_project(transaction, row.project, row.at_us);
    row.sequence = head.sequence;
    row.hash = link(head.hash, head.sequence, content);
    storage::insert_history(transaction, row);
}

} // namespace integration_gallery::history
