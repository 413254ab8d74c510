#pragma once

#include <cstddef>

/// Makes allocations of the library fail: those made while a Counting lives on this thread.
namespace scenarios {

struct Memory {
    static void fail_at(std::size_t nth) noexcept; ///< the nth allocation from now on; 0: none
    static bool has_failed() noexcept;             ///< since the last fail_at
};

/// While it lives, allocations of this thread count.
class Counting {
public:
    explicit Counting(bool on = true) noexcept;
    ~Counting();
    Counting(const Counting&) = delete;
    Counting& operator=(const Counting&) = delete;

private:
    bool m_before;
};

} // namespace scenarios
