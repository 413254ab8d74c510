#pragma once

#include "settings/service.hpp"

#include <integration_gallery/key_maintenance.hpp>

#include <string_view>
#include <vector>

/// Law 6 when a manifest changes: secrets are bound to the destinations that it named when they were sealed.
namespace integration_gallery::settings {

/// KeyMaintenance::reseal.
JobResult reseal(const Service::Dependencies& on, std::string_view project, std::string_view subject,
                 const JobOptions& options);

/// What KeyMaintenance::doctor says of the records of a project, beside what the vault says of its sealed values.
void examine_records(const Service::Dependencies& on, std::string_view project, std::vector<KeyFinding>& findings);

} // namespace integration_gallery::settings
