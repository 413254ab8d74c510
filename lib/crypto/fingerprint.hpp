#pragma once

#include <span>
#include <string>
#include <string_view>

namespace integration_gallery::crypto {

/// A keyed fingerprint of a secret, 12 characters: tells whether the secret of one setting in one project has changed.
/// It depends on project and pointer, so it shows nothing about equality elsewhere; without the key it helps no guess.
/// 60 bits: for people and for equality, never for a decision about security. `key` has 32 bytes.
std::string fingerprint(std::span<const std::byte> key, std::string_view project, std::string_view pointer,
                        std::span<const std::byte> secret);

} // namespace integration_gallery::crypto
