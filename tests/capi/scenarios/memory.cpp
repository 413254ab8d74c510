#include "memory.hpp"

#include <cstdlib>
#include <new>

namespace {

thread_local bool counting = false;
std::size_t left = 0;
bool failed = false;

void* allocate(std::size_t size) noexcept {
    if (counting && left != 0 && --left == 0) {
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
    if (void* memory = allocate(size))
        return memory;
    throw std::bad_alloc();
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    return allocate(size);
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
