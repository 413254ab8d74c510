#include "support/progress.hpp"

#include <cstdint>
#include <iostream>
#include <string>

#include <unistd.h>

namespace command {
namespace {

constexpr const char* clear_line = "\r\x1b[K";

bool is_shown(bool json) {
    return !json && ::isatty(STDERR_FILENO) == 1;
}

std::string duration(double seconds) {
    const auto whole = static_cast<std::int64_t>(seconds) + 1;
    return whole < 120 ? std::to_string(whole) + " s" : std::to_string(whole / 60) + " min";
}

} // namespace

integration_gallery::TransferWatch show_progress(bool json) {
    if (!is_shown(json))
        return {};
    return [](const integration_gallery::TransferProgress& progress) {
        std::string line = std::string(progress.stage) + ": " + std::to_string(progress.done);
        if (progress.total > 0)
            line += " of " + std::to_string(progress.total);
        if (progress.per_second >= 1) {
            line += ", " + std::to_string(static_cast<std::int64_t>(progress.per_second)) + " a second";
            if (progress.total > progress.done)
                line += ", " + duration(static_cast<double>(progress.total - progress.done) / progress.per_second) +
                        " left";
        }
        std::cerr << clear_line << line << std::flush;
        return true;
    };
}

void end_progress(bool json) {
    if (is_shown(json))
        std::cerr << clear_line << std::flush;
}

} // namespace command
