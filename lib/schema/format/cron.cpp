#include "schema/format/cron.hpp"

#include "schema/format/characters.hpp"

#include <array>
#include <span>

namespace integration_gallery::schema {
namespace {

using format::is_digit;
using format::is_letter;
using format::to_lower;

constexpr std::string_view month_names[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                            "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::string_view day_names[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

struct Field {
    unsigned lowest;
    unsigned highest;
    std::span<const std::string_view> names;
};
constexpr Field fields[] = {{0, 59, {}}, {0, 23, {}}, {1, 31, {}}, {1, 12, month_names}, {0, 7, day_names}};

constexpr std::string_view bad_count =
    "A schedule has five fields: minute, hour, day of the month, month, day of the week.";
constexpr std::string_view bad_value = "The value is outside the range of the field.";
constexpr std::string_view bad_form =
    "A field is *, a value, a range such as 1-5, one of the last with a step such as */15, "
    "or a list of these separated by commas.";
constexpr std::string_view bad_range = "A range begins with its smaller value.";
constexpr std::string_view bad_step = "A step is a number from 1 to the width of the field, behind * or a range.";
constexpr std::string_view never = "No month of the schedule has such a day.";

class FieldReader {
public:
    FieldReader(std::string_view text, const Field& field) noexcept : m_text(text), m_field(field) {}

    /// The bits of the field; 0 and a problem if it is malformed.
    std::uint64_t read() noexcept {
        std::uint64_t bits = 0;
        do
            bits |= item();
        while (m_problem.empty() && take(','));
        if (m_problem.empty() && !m_text.empty())
            m_problem = bad_form;
        return m_problem.empty() ? bits : 0;
    }
    std::string_view problem() const noexcept { return m_problem; }

private:
    bool take(char c) noexcept {
        const bool there = m_text.starts_with(c);
        m_text.remove_prefix(there ? 1 : 0);
        return there;
    }

    std::uint64_t item() noexcept {
        unsigned first = m_field.lowest;
        unsigned last = m_field.highest;
        bool several = true;
        if (!take('*')) {
            first = last = value();
            several = take('-');
            if (several)
                last = value();
        }
        unsigned step = 1;
        if (m_problem.empty() && take('/')) {
            step = number();
            if (m_problem.empty() && (!several || step < 1 || step > m_field.highest - m_field.lowest + 1))
                m_problem = bad_step;
        }
        if (m_problem.empty() && last < first)
            m_problem = bad_range;
        std::uint64_t bits = 0;
        for (unsigned at = first; m_problem.empty() && at <= last; at += step)
            bits |= std::uint64_t{1} << at;
        return bits;
    }

    unsigned value() noexcept {
        if (!m_text.empty() && is_letter(m_text.front()))
            return name();
        const unsigned found = number();
        if (m_problem.empty() && (found < m_field.lowest || found > m_field.highest))
            m_problem = bad_value;
        return found;
    }

    unsigned number() noexcept {
        unsigned found = 0;
        std::size_t digits = 0;
        while (digits < m_text.size() && is_digit(m_text[digits]) && digits < 3)
            found = found * 10 + static_cast<unsigned>(m_text[digits++] - '0');
        m_text.remove_prefix(digits);
        if (m_problem.empty() && (digits == 0 || digits == 3))
            m_problem = digits == 0 ? bad_form : bad_value;
        return found;
    }

    unsigned name() noexcept {
        if (m_text.size() >= 3) {
            const char word[] = {to_lower(m_text[0]), to_lower(m_text[1]), to_lower(m_text[2])};
            for (std::size_t i = 0; i < m_field.names.size(); ++i) {
                if (m_field.names[i] == std::string_view(word, 3)) {
                    m_text.remove_prefix(3);
                    return static_cast<unsigned>(i) + m_field.lowest;
                }
            }
        }
        if (m_problem.empty())
            m_problem = bad_form;
        return 0;
    }

    std::string_view m_text;
    const Field& m_field;
    std::string_view m_problem;
};

/// Splits at runs of spaces and tabs; the number of fields, at most 6.
std::size_t split(std::string_view text, std::array<std::string_view, 6>& parts) noexcept {
    std::size_t count = 0;
    while (count < parts.size()) {
        const auto begin = text.find_first_not_of(" \t");
        if (begin == std::string_view::npos)
            break;
        text.remove_prefix(begin);
        const auto end = std::min(text.find_first_of(" \t"), text.size());
        parts[count++] = text.substr(0, end);
        text.remove_prefix(end);
    }
    return count;
}

bool can_run(const CronSchedule& schedule) noexcept {
    if (schedule.day_of_month_restricted && schedule.day_of_week_restricted)
        return true; // a fitting day of the week is enough
    constexpr std::uint16_t months_of_30 = 1u << 4 | 1u << 6 | 1u << 9 | 1u << 11;
    constexpr std::uint16_t february = 1u << 2;
    if ((schedule.months & ~(months_of_30 | february)) != 0)
        return true;
    const unsigned longest = (schedule.months & months_of_30) != 0 ? 30 : 29;
    return (schedule.days_of_month & ((std::uint64_t{1} << (longest + 1)) - 1)) != 0;
}

} // namespace

std::optional<CronSchedule> parse_cron(std::string_view text, CronError* error) noexcept {
    const auto refuse = [&](std::size_t field, std::string_view problem) -> std::optional<CronSchedule> {
        if (error != nullptr)
            *error = {field, problem};
        return std::nullopt;
    };
    std::array<std::string_view, 6> parts;
    if (split(text, parts) != std::size(fields))
        return refuse(std::size(fields), bad_count);
    std::uint64_t bits[std::size(fields)] = {};
    for (std::size_t i = 0; i < std::size(fields); ++i) {
        FieldReader reader(parts[i], fields[i]);
        bits[i] = reader.read();
        if (!reader.problem().empty())
            return refuse(i, reader.problem());
    }
    CronSchedule schedule;
    schedule.minutes = bits[0];
    schedule.hours = static_cast<std::uint32_t>(bits[1]);
    schedule.days_of_month = static_cast<std::uint32_t>(bits[2]);
    schedule.months = static_cast<std::uint16_t>(bits[3]);
    schedule.days_of_week = static_cast<std::uint8_t>((bits[4] & 0x7F) | (bits[4] >> 7 & 1));
    schedule.day_of_month_restricted = !parts[2].starts_with('*');
    schedule.day_of_week_restricted = !parts[4].starts_with('*');
    if (!can_run(schedule))
        return refuse(2, never);
    return schedule;
}

} // namespace integration_gallery::schema
