#pragma once

#include <integration_gallery/host.hpp>

namespace integration_gallery::crypto {

/// The operating system's random bytes; any thread, and right after a fork as well.
class SystemRandom final : public RandomSource {
public:
    void fill(std::span<std::byte> out) override;
};

} // namespace integration_gallery::crypto
