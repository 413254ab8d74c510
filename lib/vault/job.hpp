#pragma once

#include "vault/maintenance.hpp"

#include <integration_gallery/error.hpp>

#include <chrono>

namespace integration_gallery::vault {

/// Counts a job's steps and tells its owner.
class JobCounter {
public:
    JobCounter(const JobOptions& options, std::int64_t left) : m_options(options) { result.progress.left = left; }

    void done() {
        ++result.progress.done;
        --result.progress.left;
    }

    void fault(JobFault fault) {
        ++result.progress.faults;
        if (result.faults.size() < 100)
            result.faults.push_back(std::move(fault));
    }

    /// May the job go on?
    bool report() {
        const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - m_start;
        result.progress.per_second =
            passed.count() > 0 ? static_cast<double>(result.progress.done) / passed.count() : 0;
        return !m_options.progress || m_options.progress(result.progress);
    }

    JobResult result;

private:
    const JobOptions& m_options;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

} // namespace integration_gallery::vault
