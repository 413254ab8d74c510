#include "support/progress.hpp"

#include <algorithm>
#include <iostream>

#include <sys/ioctl.h>
#include <unistd.h>

namespace command {
namespace {

constexpr const char* clear_line = "\r\x1b[K";
constexpr std::size_t widest_bar = 30;
constexpr std::size_t narrowest_bar = 10;

std::string duration(double seconds) {
    const auto whole = static_cast<std::int64_t>(std::min(seconds, 1e9)) + 1;
    if (whole < 120)
        return std::to_string(whole) + " s";
    return whole < 7200 ? std::to_string(whole / 60) + " min" : std::to_string(whole / 3600) + " h";
}

/// "[####      ] 40 %" in the columns that are left, or only the percentage.
std::string bar(std::int64_t done, std::int64_t total, std::size_t columns) {
    const double part = std::clamp(static_cast<double>(done) / static_cast<double>(total), 0.0, 1.0);
    const std::string percentage = " " + std::to_string(static_cast<int>(part * 100)) + " %";
    constexpr std::size_t around = 3 + 6; // " []" and the longest percentage
    if (columns < narrowest_bar + around)
        return columns < percentage.size() ? "" : percentage;
    const std::size_t length = std::min(widest_bar, columns - around);
    const auto filled = static_cast<std::size_t>(part * static_cast<double>(length));
    return " [" + std::string(filled, '#') + std::string(length - filled, ' ') + "]" + percentage;
}

std::size_t terminal_width() {
    winsize size{};
    return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

} // namespace

std::string progress_line(const Progress& progress, std::size_t width) {
    std::string line = std::string(progress.what) + ": " + std::to_string(progress.done);
    std::string rest;
    if (progress.total > 0)
        line += " of " + std::to_string(progress.total);
    if (progress.per_second >= 1) {
        rest += ", " + std::to_string(static_cast<std::int64_t>(progress.per_second)) + " a second";
        if (progress.total > progress.done)
            rest +=
                ", " + duration(static_cast<double>(progress.total - progress.done) / progress.per_second) + " left";
    }
    if (progress.faults > 0)
        rest += ", " + std::to_string(progress.faults) + (progress.faults == 1 ? " fault" : " faults");
    const std::size_t used = line.size() + rest.size() + 1;
    if (progress.total > 0 && used < width)
        line += bar(progress.done, progress.total, width - used);
    line += rest;
    return line.substr(0, width > 0 ? width - 1 : 0); // what wraps is not taken away by the next line
}

ProgressLine::ProgressLine(bool json) : m_shown(!json && ::isatty(STDERR_FILENO) == 1) {}

ProgressLine::~ProgressLine() {
    if (m_shown)
        std::cerr << clear_line << std::flush;
}

void ProgressLine::show(const Progress& progress) const {
    if (m_shown)
        std::cerr << clear_line << progress_line(progress, terminal_width()) << std::flush;
}

integration_gallery::TransferWatch ProgressLine::watch() const {
    if (!m_shown)
        return {};
    return [this](const integration_gallery::TransferProgress& at) {
        show({.what = at.stage,
              .done = static_cast<std::int64_t>(at.done),
              .total = static_cast<std::int64_t>(at.total),
              .per_second = static_cast<double>(at.per_second)});
        return true;
    };
}

integration_gallery::JobWatch ProgressLine::watch_job(std::string_view what) const {
    if (!m_shown)
        return {};
    return [this, what](const integration_gallery::JobProgress& at) {
        show({.what = what,
              .done = at.done,
              .total = at.done + at.left,
              .per_second = at.per_second,
              .faults = at.faults});
        return true;
    };
}

} // namespace command
