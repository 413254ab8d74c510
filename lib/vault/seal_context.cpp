#include "vault/seal_context.hpp"

#include "base/bytes.hpp"
#include "crypto/digest.hpp"

#include <algorithm>
#include <vector>

namespace integration_gallery::vault {

std::array<std::byte, 32>
binding_digest(std::span<const std::pair<std::string, std::string>> pointers_and_canonical_values) {
    std::vector<const std::pair<std::string, std::string>*> sorted;
    for (const auto& pair : pointers_and_canonical_values)
        sorted.push_back(&pair);
    std::sort(sorted.begin(), sorted.end(), [](const auto* left, const auto* right) { return *left < *right; });
    std::vector<std::span<const std::byte>> fields{base::as_bytes("igs1/bind")};
    for (const auto* pair : sorted) {
        fields.push_back(base::as_bytes(pair->first));
        fields.push_back(base::as_bytes(pair->second));
    }
    return crypto::sha256(base::encode_fields(fields));
}

} // namespace integration_gallery::vault
