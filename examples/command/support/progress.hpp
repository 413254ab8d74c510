#pragma once

#include <integration_gallery/transfer.hpp>

namespace command {

/// Shows on standard error how far a transfer is, with its rate and the time left, if that is a terminal; nothing
/// otherwise, and nothing with `json`.
integration_gallery::TransferWatch show_progress(bool json);

/// Takes the line of show_progress away.
void end_progress(bool json);

} // namespace command
