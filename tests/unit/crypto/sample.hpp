#pragma once

#include "base/base64url.hpp"
#include "crypto/context.hpp"
#include "crypto/sealing_key.hpp"

#include <array>
#include <cstddef>
#include <numeric>
#include <string_view>

/// The key and the context of the known answer, from which the tests change one thing at a time.
namespace integration_gallery::test {

/// `size` bytes that count up from `first`.
template <std::size_t size>
std::array<std::byte, size> counting(unsigned first) {
    std::array<std::byte, size> bytes;
    for (auto& byte : bytes)
        byte = static_cast<std::byte>(first++);
    return bytes;
}

/// Gives the bytes 80 to 9f.
class CountingRandom final : public RandomSource {
public:
    void fill(std::span<std::byte> out) override {
        unsigned next = 0x80;
        for (auto& byte : out)
            byte = static_cast<std::byte>(next++);
    }
};

struct Sample {
    std::array<std::byte, 32> key_bytes = counting<32>(0);
    std::array<std::byte, 16> store_id = counting<16>(0x10);
    std::array<std::byte, 32> binding = counting<32>(0x40);
    crypto::SealingKey key{key_bytes, crypto::SealingPurpose::record};
    crypto::RecordContext context{
        "01hzy3k5q8r9t0v1w2x3y4z5a6", store_id, "proj-1", "rec-1", "slack", "config", 3, binding};
};

inline constexpr std::string_view known_secret = R"({"token":"xoxb-1"})";
inline constexpr std::string_view known_answer =
    "igs1.01hzy3k5q8r9t0v1w2x3y4z5a6."
    "pYHssYdocM_k9fuEQFQ_TZkQEI4kx4l6rXi2ScbeOGxMgsXG27wWZNRblkbJOFDX8gyJ16eL4Y8awBwl325HZkR4yDAUIDtb1CvvA-4v-"
    "ppK7XhO8zL59wnFYrwynfhHBZ9MDk0QHqo-9yOTwme_PFlX4EkimxCHiaYznGV4mBSnFxjsJg6HGA";

} // namespace integration_gallery::test
