#pragma once

#include "settings/record.hpp"
#include "settings/service.hpp"

#include <integration_gallery/error.hpp>

#include <optional>
#include <string>
#include <string_view>

/// Law 7: a slot that does not open affects its record only. That it does not is stored beside the settings, so that
/// lists and reads can say so without opening anything.
namespace integration_gallery::settings {

/// Does the error say something of the sealed value or its key, rather than of the moment or the key provider?
bool is_slot_fault(const Error& error) noexcept;

/// Stores that the slot of a record does not open for the reason `code`, or that it does again (nothing), unless that
/// stands there already or the record has changed since `revision` (nothing: whatever it is now). Whoever calls this
/// has something else to tell: a failure is logged.
void note_slot_fault(const Service::Dependencies& on, std::string_view project, std::string_view integration,
                     std::string_view subject, std::optional<std::int64_t> revision,
                     const std::optional<std::string>& code);

} // namespace integration_gallery::settings
