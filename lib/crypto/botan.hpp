#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

/// For the sources of this folder only.
namespace integration_gallery::crypto::detail {

/// To be called before an object of Botan is made that may live as long as the host likes.
void watch_botan_memory();

/// Is Botan's pool of locked memory still there?
bool botan_memory_is_there() noexcept;

/// Deletes, unless the process is ending and Botan's pool is gone already: Botan 2.19 would then write through a null
/// pointer. The pool has wiped the object's memory in that case.
struct Release {
    template <class Type>
    void operator()(Type* object) const noexcept {
        if (botan_memory_is_there())
            delete object;
    }
};

inline const std::uint8_t* octets(std::span<const std::byte> bytes) noexcept {
    return reinterpret_cast<const std::uint8_t*>(bytes.data());
}

inline std::uint8_t* writable_octets(std::span<std::byte> bytes) noexcept {
    return reinterpret_cast<std::uint8_t*>(bytes.data());
}

} // namespace integration_gallery::crypto::detail
