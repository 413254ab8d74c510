#pragma once

#include "base/fork_mark.hpp"
#include "base/identifier.hpp"

#include <integration_gallery/host.hpp>

#include <array>
#include <cstddef>
#include <mutex>
#include <string>

namespace integration_gallery::http {

/// Ids of requests, as base::make_identifier makes them. Draws the random bytes of many at once: asking the system for
/// each costs as much as a third of the library's work for a 304. A child after a fork draws its own. Any thread; no
/// lock is held while the source is asked, and what it throws passes.
class RequestIds {
public:
    RequestIds(RandomSource& random) noexcept : m_random(random) {}

    std::string next();

private:
    static constexpr std::size_t ahead = 64; ///< ids

    RandomSource& m_random;
    std::mutex m_mutex;
    base::ForkMark m_mark;
    std::array<std::byte, base::identifier_size * ahead> m_bytes{};
    std::size_t m_left = 0; ///< of `m_bytes`, at their front
};

} // namespace integration_gallery::http
