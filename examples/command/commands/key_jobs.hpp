#pragma once

#include "support/common.hpp"

#include <string>

namespace command {

/// What all jobs know. On a terminal they show their progress on standard error.
struct JobArguments {
    bool dry_run = false;
    int batch = 100;
};

/// `keys rotate`
struct RotateArguments {
    JobArguments job;
    bool all_projects = false;
    bool compromised = false;
    bool resume = false;
    std::string made_before; ///< RFC 3339 in UTC, or ""
    int grace_days = 30;
};
int rotate_keys(const RotateArguments& arguments, const Common& common);

/// `keys rewrap`
struct RewrapArguments {
    JobArguments job;
    int wait_seconds = 0;
    bool ignore_hosts = false;
};
int rewrap_keys(const RewrapArguments& arguments, const Common& common);

/// `keys reseal`
struct ResealArguments {
    JobArguments job;
    bool all_projects = false;
};
int reseal_secrets(const ResealArguments& arguments, const Common& common);

/// `keys doctor`
struct DoctorArguments {
    bool all_projects = false;
};
int examine_keys(const DoctorArguments& arguments, const Common& common);

/// `keys shred`
struct ShredArguments {
    std::string confirmation; ///< the project's name once more; "": asked for on a terminal
};
int shred_project(const ShredArguments& arguments, const Common& common);

} // namespace command
