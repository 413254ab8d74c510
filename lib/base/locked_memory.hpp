#pragma once

#include <cstddef>
#include <cstdint>

/// Memory for keys and opened secrets: locked into RAM, left out of core dumps, between guard pages, and wiped when it
/// is given back.
///
/// The one place of the library with state of its own: the mappings, made with the first allocation. They are never
/// taken down as a whole, so that a static object of the host may hold a secret until the end; each is unmapped when
/// nothing stands in it, but for one.
namespace integration_gallery::base {

/// What allocate_locked aligns to.
inline constexpr std::size_t locked_alignment = 64;

/// `size` bytes of any content; never nullptr. Where the system refuses to lock more
/// (RLIMIT_MEMLOCK) the memory is as good in every other way, and counted. Throws std::bad_alloc. Any thread, also
/// after a fork.
void* allocate_locked(std::size_t size);

/// Wipes and gives back what allocate_locked gave for the same size. nullptr: nothing.
void release_locked(void* memory, std::size_t size) noexcept;

/// What there is now.
struct LockedMemory {
    std::size_t mapped = 0;   ///< bytes
    std::size_t unlocked = 0; ///< of these, bytes that the system refused to lock
    std::size_t used = 0;     ///< bytes in blocks that are handed out
};
LockedMemory locked_memory() noexcept;

} // namespace integration_gallery::base
