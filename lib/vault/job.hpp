#pragma once

#include "vault/maintenance.hpp"

#include <integration_gallery/error.hpp>

#include <algorithm>
#include <chrono>

namespace integration_gallery::vault {

/// Counts a job's steps and tells its owner. Throws Error of Status::invalid_argument for a batch that cannot be.
class JobCounter {
public:
    JobCounter(const JobOptions& options, std::int64_t left) : m_options(options) {
        if (options.batch < 1 || options.batch > 1000)
            throw Error(Status::invalid_argument, "job-batch", "A batch of a job has 1 to 1000 steps.");
        result.progress.left = left;
    }

    /// Others work at the same time, so that more may be done than was left, or less.
    void done(std::int64_t steps) {
        result.progress.done += steps;
        result.progress.left = std::max(result.progress.left - steps, m_settled);
    }

    /// The faults from here on belong to one more pass over the same work: those of the pass before are forgotten.
    void begin_pass() {
        m_pass.clear();
        result.progress.faults = m_settled;
    }

    void fault(JobFault fault) {
        ++result.progress.faults;
        m_pass.push_back(std::move(fault));
    }

    /// The last pass is over, and its faults stay.
    void settle() {
        for (auto& fault : m_pass) {
            if (m_options.fault)
                m_options.fault(fault);
            if (result.faults.size() < 100)
                result.faults.push_back(std::move(fault));
        }
        m_settled = result.progress.faults;
        m_pass.clear();
    }

    /// May the job go on?
    bool report() {
        const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - m_start;
        result.progress.per_second =
            passed.count() > 0 ? static_cast<double>(result.progress.done) / passed.count() : 0;
        return !m_options.progress || m_options.progress(result.progress);
    }

    /// Nothing is left but faults.
    void finish() {
        result.finished = true;
        result.progress.left = result.progress.faults;
        report();
    }

    JobResult result;

private:
    const JobOptions& m_options;
    std::vector<JobFault> m_pass;
    std::int64_t m_settled = 0;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

} // namespace integration_gallery::vault
