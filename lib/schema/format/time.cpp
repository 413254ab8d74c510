#include "schema/format/characters.hpp"
#include "schema/format/checks.hpp"

namespace integration_gallery::schema::format {
namespace {

int days_of(int year, int month) noexcept {
    if (month == 2)
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

bool is_at(std::string_view text, std::size_t at, char c) noexcept {
    return at < text.size() && text[at] == c;
}

/// RFC 3339 time-offset, as minutes east of UTC; `known` tells whether it is one.
int offset_minutes(std::string_view text, bool& known) noexcept {
    known = text == "Z" || text == "z";
    if (known || text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':')
        return 0;
    const int hours = fixed_number(text, 1, 2);
    const int minutes = fixed_number(text, 4, 2);
    known = hours >= 0 && hours <= 23 && minutes >= 0 && minutes <= 59;
    return (text[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
}

/// Takes digits and the unit behind them off the front.
bool take_component(std::string_view& text, char unit) noexcept {
    std::size_t digits = 0;
    while (digits < text.size() && is_digit(text[digits]))
        ++digits;
    if (digits == 0 || !is_at(text, digits, unit))
        return false;
    text.remove_prefix(digits + 1);
    return true;
}

/// Components of consecutive units, beginning at any of them (RFC 3339, appendix A); are there any?
bool take_run(std::string_view& text, std::string_view units) noexcept {
    for (std::size_t first = 0; first < units.size(); ++first) {
        if (!take_component(text, units[first]))
            continue;
        for (std::size_t next = first + 1; next < units.size() && take_component(text, units[next]);)
            ++next;
        return true;
    }
    return false;
}

} // namespace

bool is_date(std::string_view text) noexcept {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-')
        return false;
    const int year = fixed_number(text, 0, 4);
    const int month = fixed_number(text, 5, 2);
    const int day = fixed_number(text, 8, 2);
    return year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= days_of(year, month);
}

bool is_time(std::string_view text) noexcept {
    const int hour = fixed_number(text, 0, 2);
    const int minute = fixed_number(text, 3, 2);
    const int second = fixed_number(text, 6, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60 || text[2] != ':' ||
        text[5] != ':')
        return false;
    std::size_t at = 8;
    if (is_at(text, at, '.')) {
        const auto first = ++at;
        while (at < text.size() && is_digit(text[at]))
            ++at;
        if (at == first)
            return false;
    }
    bool known = false;
    const int offset = offset_minutes(text.substr(at), known);
    // RFC 3339, section 5.7: a leap second is the last second of a day of UTC.
    constexpr int day = 24 * 60;
    return known && (second < 60 || (hour * 60 + minute - offset + 2 * day) % day == day - 1);
}

bool is_date_time(std::string_view text) noexcept {
    return text.size() > 11 && (text[10] == 'T' || text[10] == 't') && is_date(text.substr(0, 10)) &&
           is_time(text.substr(11));
}

bool is_duration(std::string_view text) noexcept {
    if (!is_at(text, 0, 'P'))
        return false;
    text.remove_prefix(1);
    if (auto weeks = text; take_component(weeks, 'W'))
        return weeks.empty();
    const bool date = take_run(text, "YMD");
    if (text.empty())
        return date;
    if (text.front() != 'T')
        return false;
    text.remove_prefix(1);
    return take_run(text, "HMS") && text.empty();
}

} // namespace integration_gallery::schema::format
