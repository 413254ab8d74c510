#pragma once

#include "base/bytes.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace integration_gallery::crypto {

/// All that a sealed record is bound to.
struct RecordContext {
    std::string_view key_id;             ///< 26 characters: the data key's
    std::span<const std::byte> store_id; ///< 16 bytes
    std::string_view project;
    std::string_view record;
    std::string_view integration;
    std::string_view slot;
    std::uint64_t seal_revision;
    std::span<const std::byte> binding; ///< 32 bytes
};

/// The associated data of a sealed record: the fields with their lengths in front (base::encode_fields), under the
/// label "integration-gallery/secret/v1". Injective. Throws Error of Status::invalid_argument if a fixed length is
/// wrong.
base::Bytes encode_context(const RecordContext& context);

} // namespace integration_gallery::crypto
