#include "crypto/botan.hpp"

#include <integration_gallery/error.hpp>

#include <botan/secmem.h>

#include <atomic>

namespace integration_gallery::crypto::detail {
namespace {

constinit std::atomic<bool> pool_is_gone{false};

// Made after the pool, so it dies before the pool.
struct Watch {
    Watch() { Botan::secure_vector<std::uint8_t> first(32); }
    ~Watch() { pool_is_gone = true; }
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;
};

} // namespace

void watch_botan_memory() {
    static const Watch watch;
    if (pool_is_gone)
        throw Error(Status::invalid_state, "process-ending", "Secrets cannot be used while the process is ending.");
}

bool botan_memory_is_there() noexcept {
    return !pool_is_gone;
}

} // namespace integration_gallery::crypto::detail
