#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <vector>

/// Measures two ways of doing the same, in rounds that take turns, so that both see the same machine.
struct Measured {
    double value;    ///< microseconds of one operation, the median over the rounds
    double baseline; ///< the same of the other way
    double ratio;    ///< the median of the rounds' ratios
};

inline double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

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
    std::vector<double> values;
    std::vector<double> baselines;
    std::vector<double> ratios;
    for (std::size_t round = 0; round < rounds; ++round) {
        // Who goes second finds warmer caches and a fuller disk queue: each does so half of the time.
        const bool first = round % 2 == 0;
        double value = first ? microseconds_each(count, work) : 0;
        const double baseline = microseconds_each(count, raw);
        if (!first)
            value = microseconds_each(count, work);
        values.push_back(value);
        baselines.push_back(baseline);
        ratios.push_back(value / baseline);
    }
    return {median(values), median(baselines), median(ratios)};
}
