#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <limits>

/// Measures two ways of doing the same, in rounds that take turns, so that both see the same machine.
struct Measured {
    double value;    ///< microseconds of one operation, in the round that others disturbed least: the fastest
    double baseline; ///< the same of the other way
    double ratio() const { return value / baseline; }
};

template <class Work>
double microseconds_each(std::size_t count, Work&& work) {
    const auto start = std::chrono::steady_clock::now();
    for (std::size_t index = 0; index < count; ++index)
        work();
    const std::chrono::duration<double, std::micro> taken = std::chrono::steady_clock::now() - start;
    return taken.count() / static_cast<double>(count);
}

template <class Work, class Raw>
Measured take_turns(std::size_t rounds, std::size_t count, Work&& work, Raw&& raw) {
    work();
    raw();
    Measured best{std::numeric_limits<double>::max(), std::numeric_limits<double>::max()};
    for (std::size_t round = 0; round < rounds; ++round) {
        // Who goes second finds warmer caches and a fuller disk queue: each does so half of the time.
        const bool first = round % 2 == 0;
        if (first)
            best.value = std::min(best.value, microseconds_each(count, work));
        best.baseline = std::min(best.baseline, microseconds_each(count, raw));
        if (!first)
            best.value = std::min(best.value, microseconds_each(count, work));
    }
    return best;
}
