#include "memory.hpp"

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>

#include <link.h>

namespace {

// RE2 is not made for allocations that fail: it leaks, or ends the process. Its own are left alone.
struct Range {
    std::uintptr_t first = 0;
    std::uintptr_t last = 0;
};

int find_re2(dl_phdr_info* info, std::size_t, void* found) {
    if (std::strstr(info->dlpi_name, "libre2") == nullptr)
        return 0;
    for (int index = 0; index < info->dlpi_phnum; ++index) {
        const auto& part = info->dlpi_phdr[index];
        if (part.p_type == PT_LOAD && (part.p_flags & PF_X) != 0) {
            const std::uintptr_t first = info->dlpi_addr + part.p_vaddr;
            *static_cast<Range*>(found) = {first, first + part.p_memsz};
        }
    }
    return 1;
}

bool is_of_re2(const void* caller) noexcept {
    static const Range range = [] {
        Range found;
        dl_iterate_phdr(find_re2, &found);
        return found;
    }();
    const auto address = reinterpret_cast<std::uintptr_t>(caller);
    return address >= range.first && address < range.last;
}

thread_local bool counting = false;
std::size_t left = 0;
bool failed = false;

void* allocate(std::size_t size, const void* caller) noexcept {
    if (counting && left != 0 && !is_of_re2(caller) && --left == 0) {
        failed = true;
        return nullptr;
    }
    return std::malloc(size != 0 ? size : 1);
}

} // namespace

namespace scenarios {

void Memory::fail_at(std::size_t nth) noexcept {
    left = nth;
    failed = false;
}

bool Memory::has_failed() noexcept {
    return failed;
}

Counting::Counting(bool on) noexcept : m_before(counting) {
    counting = on;
}

Counting::~Counting() {
    counting = m_before;
}

} // namespace scenarios

void* operator new(std::size_t size) {
    if (void* memory = allocate(size, __builtin_return_address(0)))
        return memory;
    throw std::bad_alloc();
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    return allocate(size, __builtin_return_address(0));
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete(void* memory, const std::nothrow_t&) noexcept {
    std::free(memory);
}

// What RE2 allocates through std::string is asked for by the standard library. Botan 2.19 loses a cipher that it was
// making.
extern "C" __attribute__((visibility("default"))) const char* __lsan_default_suppressions() {
    return "leak:libre2\nleak:Botan::BlockCipher::create\n";
}
