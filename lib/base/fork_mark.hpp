#pragma once

#include <sys/types.h>

namespace integration_gallery::base {

/// Says whether this is still the process that set it: what must not be shared with a child (connections, random bytes
/// that were drawn ahead) is thrown away by its own look at this, since a library hears of no fork. A look is one byte
/// of memory where the system empties a page for a child (Linux), and getpid() elsewhere. Reading is free to any number
/// of threads; `set` is not to run beside others.
class ForkMark {
public:
    ForkMark() noexcept;
    ~ForkMark();
    ForkMark(const ForkMark&) = delete;
    ForkMark& operator=(const ForkMark&) = delete;

    /// Is this the process that made the mark, or set it last?
    bool is_here() const noexcept;
    /// From now on it is this process.
    void set() noexcept;

private:
    volatile unsigned char* m_page = nullptr; ///< 1 here, 0 in a child; nullptr where there is no such page
    pid_t m_process = 0;
};

} // namespace integration_gallery::base
