#pragma once

#include "crypto/digest.hpp"
#include "storage/repository/history.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace integration_gallery::history {

/// The digest of everything that a version says but its place: SHA-256 over base::encode_fields of
///
///   "integration-gallery/history/v1", project, integration, revision, kind, enabled, document, secrets,
///   manifest_version, restored_from, at_us, actor
///
/// with numbers as decimal text. It does not depend on the chain, so it is made before the project is locked.
crypto::Digest content_digest(const storage::HistoryRow& row);

/// The hash of a version: SHA-256 over base::encode_fields of
///
///   "integration-gallery/history-link/v1", hash of the version before ("" for the first), sequence, content digest
///
/// in base64url (43 characters).
std::string link(std::string_view previous, std::int64_t sequence, const crypto::Digest& content);

/// Gives `row` the next place in its project's chain (sequence and hash) and inserts it; the project's revision goes up
/// with it. The last call of a transaction that changes settings: everybody else of that project waits from here on.
void append(storage::Transaction& transaction, storage::HistoryRow& row, const crypto::Digest& content);

} // namespace integration_gallery::history
