#include "storage/repository/secrets.hpp"
#include "vault/job.hpp"
#include "vault/maintenance.hpp"

#include <limits>

namespace integration_gallery::vault {

std::vector<std::string> Maintenance::projects(std::string_view project) const {
    if (!project.empty())
        return {std::string(project)};
    std::vector<std::string> all;
    for (;;) {
        const auto page = m_keys.store().read_one([&](storage::Transaction& transaction) {
            return storage::list_projects_with_keys(transaction, all.empty() ? "" : all.back(), 500);
        });
        if (page.empty())
            return all;
        all.insert(all.end(), page.begin(), page.end());
    }
}

// All keys are replaced before anything is sealed again: what is written meanwhile stands under the new ones.
JobResult Maintenance::rotate(std::string_view project, const Rotation& rotation, const JobOptions& options) {
    struct Work {
        std::string project;
        bool replace;
    };
    std::vector<Work> works;
    std::int64_t left = 0;
    const auto before = rotation.made_before_us.value_or(std::numeric_limits<std::int64_t>::max());
    for (auto& name : projects(project)) {
        m_keys.store().read([&](storage::Transaction& transaction) {
            const auto pointer = storage::find_project_key(transaction, name);
            const auto active = pointer && !pointer->active_dek.empty()
                                    ? storage::find_dek(transaction, pointer->active_dek)
                                    : std::nullopt;
            if (!active) // nothing was ever sealed, or everything was destroyed
                return;
            const bool replace = active->created_us < before;
            left += storage::count_secrets_not_under_key(transaction, name, replace ? "" : active->dek_id);
            works.push_back({name, replace});
        });
    }
    JobCounter counter(options, left);
    if (options.dry_run) {
        for (const auto& work : works)
            counter.result.keys_replaced += work.replace ? 1 : 0;
        return counter.result;
    }
    for (const auto& work : works) {
        if (!work.replace)
            continue;
        rotate_data_key(work.project, options.subject, rotation.compromised);
        ++counter.result.keys_replaced;
        if (!counter.report())
            return counter.result;
    }
    for (const auto& work : works) {
        const auto done = counter.result.progress.done;
        const bool through = seal_again(work.project, counter, options);
        if (counter.result.progress.done != done)
            m_keys.report("key.reencrypt", work.project, options.subject);
        if (!through)
            return counter.result;
        counter.result.keys_destroyed += destroy_unused_keys(work.project, options.subject, rotation.grace);
    }
    sweep();
    counter.finish();
    return counter.result;
}

} // namespace integration_gallery::vault
