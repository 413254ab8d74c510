#include "crypto/context.hpp"

#include <integration_gallery/error.hpp>

#include <array>
#include <string>

namespace integration_gallery::crypto {

base::Bytes encode_context(const RecordContext& context) {
    if (context.store_id.size() != 16 || context.binding.size() != 32)
        throw Error(Status::invalid_argument, "seal-context",
                    "A seal context needs a store id of 16 bytes and a binding of 32 bytes.");
    const std::string header = "igs1." + std::string(context.key_id) + ".";
    base::Bytes revision;
    base::append_u64(revision, context.seal_revision);
    const std::array<std::span<const std::byte>, 9> fields{
        base::as_bytes("integration-gallery/secret/v1"),
        base::as_bytes(header),
        context.store_id,
        base::as_bytes(context.project),
        base::as_bytes(context.record),
        base::as_bytes(context.integration),
        base::as_bytes(context.slot),
        revision,
        context.binding,
    };
    return base::encode_fields(fields);
}

} // namespace integration_gallery::crypto
