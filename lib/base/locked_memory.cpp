#include "base/locked_memory.hpp"

#include "base/bytes.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <memory>
#include <mutex>
#include <new>

#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define IG_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define IG_ADDRESS_SANITIZER 1
#endif
#endif
#ifdef IG_ADDRESS_SANITIZER
#include <sanitizer/asan_interface.h>
#include <sanitizer/lsan_interface.h>
#endif

namespace integration_gallery::base {
namespace {

constexpr std::size_t unit = 64;
constexpr std::size_t units = 1024;
constexpr std::size_t chunk_size = unit * units;
constexpr std::size_t orders = 11;
constexpr std::size_t largest_block = chunk_size / 2;

void poison([[maybe_unused]] void* memory, [[maybe_unused]] std::size_t size) noexcept {
#ifdef IG_ADDRESS_SANITIZER
    __asan_poison_memory_region(memory, size);
#endif
}

void unpoison([[maybe_unused]] void* memory, [[maybe_unused]] std::size_t size) noexcept {
#ifdef IG_ADDRESS_SANITIZER
    __asan_unpoison_memory_region(memory, size);
#endif
}

/// Pages between two that nobody may touch.
class Mapping {
public:
    explicit Mapping(std::size_t size) {
        const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
        m_size = (size + page - 1) / page * page;
        m_whole_size = m_size + 2 * page;
        void* whole = ::mmap(nullptr, m_whole_size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (whole == MAP_FAILED)
            throw std::bad_alloc();
        m_whole = static_cast<std::byte*>(whole);
        m_data = m_whole + page;
        if (::mprotect(m_data, m_size, PROT_READ | PROT_WRITE) != 0) {
            ::munmap(m_whole, m_whole_size);
            throw std::bad_alloc();
        }
#ifdef MADV_DONTDUMP
        ::madvise(m_data, m_size, MADV_DONTDUMP);
#endif
        m_locked = ::mlock(m_data, m_size) == 0;
#ifdef IG_ADDRESS_SANITIZER
        __lsan_register_root_region(m_data, m_size);
#endif
    }
    ~Mapping() {
#ifdef IG_ADDRESS_SANITIZER
        __lsan_unregister_root_region(m_data, m_size);
#endif
        unpoison(m_data, m_size);
        ::munmap(m_whole, m_whole_size); // unlocks as well
    }
    Mapping(const Mapping&) = delete;
    Mapping& operator=(const Mapping&) = delete;

    std::byte* data() const noexcept {
        return m_data;
    }
    std::size_t size() const noexcept {
        return m_size;
    }
    bool locked() const noexcept {
        return m_locked;
    }

private:
    std::byte* m_whole;
    std::size_t m_whole_size;
    std::byte* m_data;
    std::size_t m_size;
    bool m_locked = false;
};

/// One mapping cut into blocks of 64 bytes times a power of two, which find their other half again when they come back.
/// What it knows of them stands elsewhere.
class Chunk {
public:
    Chunk() : m_mapping(chunk_size) {
        m_first.fill(none);
        m_state.fill(inside);
        put(0, orders - 1);
        poison(m_mapping.data(), chunk_size);
    }

    const Mapping& mapping() const noexcept { return m_mapping; }
    bool empty() const noexcept { return m_used == 0; }

    void* allocate(std::size_t order, std::size_t size) noexcept {
        std::size_t from = order;
        while (from < orders && m_first[from] == none)
            ++from;
        if (from == orders)
            return nullptr;
        const auto block = static_cast<std::size_t>(m_first[from]);
        take(block, from);
        while (from > order) {
            --from;
            put(block + (std::size_t{1} << from), from);
        }
        m_state[block] = static_cast<std::uint8_t>(order);
        ++m_used;
        std::byte* memory = m_mapping.data() + block * unit;
        unpoison(memory, size);
        return memory;
    }

    void release(void* memory, std::size_t size) noexcept {
        auto block = static_cast<std::size_t>(static_cast<std::byte*>(memory) - m_mapping.data()) / unit;
        std::size_t order = m_state[block];
        poison(memory, size);
        --m_used;
        for (; order + 1 < orders; ++order) {
            const std::size_t buddy = block ^ (std::size_t{1} << order);
            if (m_state[buddy] != (free_mark | order))
                break;
            take(buddy, order);
            m_state[std::max(block, buddy)] = inside;
            block = std::min(block, buddy);
        }
        put(block, order);
    }

private:
    static constexpr std::int16_t none = -1;
    static constexpr std::uint8_t free_mark = 0x80;
    static constexpr std::uint8_t inside = 0xff;

    void put(std::size_t block, std::size_t order) noexcept {
        m_state[block] = static_cast<std::uint8_t>(free_mark | order);
        m_previous[block] = none;
        m_next[block] = m_first[order];
        if (m_first[order] != none)
            m_previous[static_cast<std::size_t>(m_first[order])] = static_cast<std::int16_t>(block);
        m_first[order] = static_cast<std::int16_t>(block);
    }

    void take(std::size_t block, std::size_t order) noexcept {
        const auto previous = m_previous[block];
        const auto next = m_next[block];
        (previous == none ? m_first[order] : m_next[static_cast<std::size_t>(previous)]) = next;
        if (next != none)
            m_previous[static_cast<std::size_t>(next)] = previous;
        m_state[block] = inside;
    }

    Mapping m_mapping;
    std::size_t m_used = 0;
    std::array<std::uint8_t, units> m_state{}; ///< of the first unit of a block: its order, marked if it is free
    std::array<std::int16_t, orders> m_first{};
    std::array<std::int16_t, units> m_next{};
    std::array<std::int16_t, units> m_previous{};
};

class Arena {
public:
    void* allocate(std::size_t size) {
        const std::lock_guard lock(m_mutex);
        if (size > largest_block) {
            auto mapping = std::make_unique<Mapping>(size);
            std::byte* memory = mapping->data();
            m_large.emplace(memory, std::move(mapping));
            m_used += size;
            return memory;
        }
        const auto order = static_cast<std::size_t>(std::bit_width((std::max<std::size_t>(size, 1) - 1) / unit));
        void* memory = m_last != nullptr ? m_last->allocate(order, size) : nullptr;
        for (auto chunk = m_chunks.begin(); memory == nullptr && chunk != m_chunks.end(); ++chunk) {
            m_last = chunk->second.get();
            memory = m_last->allocate(order, size);
        }
        if (memory == nullptr) {
            auto chunk = std::make_unique<Chunk>();
            auto* data = chunk->mapping().data();
            m_last = m_chunks.emplace(data, std::move(chunk)).first->second.get();
            memory = m_last->allocate(order, size);
        }
        m_used += size;
        return memory;
    }

    void release(void* memory, std::size_t size) noexcept {
        const std::lock_guard lock(m_mutex);
        m_used -= size;
        auto* bytes = static_cast<std::byte*>(memory);
        if (size > largest_block) {
            m_large.erase(bytes);
            return;
        }
        const auto found = std::prev(m_chunks.upper_bound(bytes));
        found->second->release(memory, size);
        // One stays, or each secret of a quiet process would cost two system calls and more.
        if (found->second->empty() && m_chunks.size() > 1) {
            if (m_last == found->second.get())
                m_last = nullptr;
            m_chunks.erase(found);
        }
    }

    LockedMemory state() noexcept {
        const std::lock_guard lock(m_mutex);
        LockedMemory out;
        out.used = m_used;
        const auto add = [&](const Mapping& mapping) {
            out.mapped += mapping.size();
            out.unlocked += mapping.locked() ? 0 : mapping.size();
        };
        for (const auto& [data, chunk] : m_chunks)
            add(chunk->mapping());
        for (const auto& [data, mapping] : m_large)
            add(*mapping);
        return out;
    }

    void lock() { m_mutex.lock(); }
    void unlock() { m_mutex.unlock(); }

private:
    std::mutex m_mutex;
    std::map<std::byte*, std::unique_ptr<Chunk>> m_chunks; // by their first byte
    std::map<std::byte*, std::unique_ptr<Mapping>> m_large;
    Chunk* m_last = nullptr; ///< had room when it was last asked
    std::size_t m_used = 0;
};

// Lives for ever: somebody's static object may give its secret back after everything else.
Arena& arena() {
    static Arena* const instance = [] {
        auto* made = new Arena;
        // A thread that allocates while another forks must not leave the child a lock that nobody opens.
        ::pthread_atfork([] { arena().lock(); }, [] { arena().unlock(); }, [] { arena().unlock(); });
        return made;
    }();
    return *instance;
}

} // namespace

void* allocate_locked(std::size_t size) {
    return arena().allocate(size);
}

void release_locked(void* memory, std::size_t size) noexcept {
    if (memory == nullptr)
        return;
    wipe({static_cast<std::byte*>(memory), size});
    arena().release(memory, size);
}

LockedMemory locked_memory() noexcept {
    return arena().state();
}

} // namespace integration_gallery::base
