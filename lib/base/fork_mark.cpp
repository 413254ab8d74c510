#include "base/fork_mark.hpp"

#include <cstddef>

#include <sys/mman.h>
#include <unistd.h>

namespace integration_gallery::base {
namespace {

constexpr std::size_t page_size = 4096; // the system rounds it up

volatile unsigned char* make_page() noexcept {
#ifdef MADV_WIPEONFORK
    void* page = ::mmap(nullptr, page_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED)
        return nullptr;
    if (::madvise(page, page_size, MADV_WIPEONFORK) == 0)
        return static_cast<volatile unsigned char*>(page);
    ::munmap(page, page_size);
#endif
    return nullptr;
}

} // namespace

ForkMark::ForkMark() noexcept : m_page(make_page()) {
    set();
}

ForkMark::~ForkMark() {
    if (m_page != nullptr)
        ::munmap(const_cast<unsigned char*>(m_page), page_size);
}

bool ForkMark::is_here() const noexcept {
    return m_page != nullptr ? *m_page == 1 : m_process == ::getpid();
}

void ForkMark::set() noexcept {
    if (m_page != nullptr)
        *m_page = 1;
    else
        m_process = ::getpid();
}

} // namespace integration_gallery::base
