#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace integration_gallery::schema {

/// A schedule of five fields, as crontab(5) has them: minute, hour, day of the month, month, day of the week. Bit n of
/// a field is set if the schedule runs at value n.
struct CronSchedule {
    std::uint64_t minutes = 0;       ///< 0 to 59
    std::uint32_t hours = 0;         ///< 0 to 23
    std::uint32_t days_of_month = 0; ///< 1 to 31
    std::uint16_t months = 0;        ///< 1 to 12
    std::uint8_t days_of_week = 0;   ///< 0 (Sunday) to 6
    /// Whether the two day fields begin with anything but `*`. Where both are restricted, a day runs that fits either;
    /// otherwise it has to fit both.
    bool day_of_month_restricted = false;
    bool day_of_week_restricted = false;
};

/// What is wrong with a schedule that parse_cron refuses.
struct CronError {
    std::size_t field = 0;    ///< 0 (minute) to 4 (day of the week); 5: the number of fields is wrong
    std::string_view problem; ///< a sentence, of static storage
};

/// Reads five fields that are separated by spaces or tabs. A field is a list of `*`, a value or a range `a-b`, the last
/// two with names allowed (jan-dec, sun-sat in any case; 7 is Sunday, too), `*` and a range with an optional `/step`.
/// A schedule that can never run (`0 0 31 2 *`) is refused. No macros, no seconds, no `L`, `W`, `#` or `?`.
std::optional<CronSchedule> parse_cron(std::string_view text, CronError* error = nullptr) noexcept;

} // namespace integration_gallery::schema
