#pragma once

#include <integration_gallery/progress.hpp>
#include <integration_gallery/transfer.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace command {

/// How far long work is.
struct Progress {
    std::string_view what;  ///< "reading"
    std::int64_t done = 0;  ///< rows, secrets, keys
    std::int64_t total = 0; ///< 0: not known
    double per_second = 0;  ///< 0: not known
    std::int64_t faults = 0;
};

/// `progress` in one line of less than `width` columns: numbers, a bar if there is room for one, rate and time left.
std::string progress_line(const Progress& progress, std::size_t width);

/// The line that grows on standard error while this lives, if that is a terminal; nothing otherwise, and nothing with
/// `json`.
class ProgressLine {
public:
    explicit ProgressLine(bool json);
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;
    ~ProgressLine();

    void show(const Progress& progress) const;

    /// Shows how far a transfer is; not to be called after this line is gone.
    integration_gallery::TransferWatch watch() const;
    /// The same of a job on `what`: "versions".
    integration_gallery::JobWatch watch_job(std::string_view what) const;

private:
    bool m_shown;
};

} // namespace command
