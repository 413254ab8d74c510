#include "schema/format/format.hpp"

#include "schema/format/checks.hpp"
#include "schema/format/cron.hpp"
#include "schema/pattern.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace integration_gallery::schema {
namespace {

bool is_cron(std::string_view text) noexcept {
    return parse_cron(text).has_value();
}

bool is_regex(std::string_view text) {
    std::string error;
    Pattern::compile(text, error);
    return error.empty();
}

struct Entry {
    std::string_view name;
    FormatCheck check;
};

constexpr Entry table[] = {
    {"cron", is_cron},
    {"date", format::is_date},
    {"date-time", format::is_date_time},
    {"duration", format::is_duration},
    {"email", format::is_email},
    {"hostname", format::is_hostname},
    {"iana-time-zone", format::is_iana_time_zone},
    {"idn-email", format::is_idn_email},
    {"ipv4", format::is_ipv4},
    {"ipv6", format::is_ipv6},
    {"iri", format::is_iri},
    {"iri-reference", format::is_iri_reference},
    {"json-pointer", format::is_json_pointer},
    {"pem", format::is_pem},
    {"regex", is_regex},
    {"relative-json-pointer", format::is_relative_json_pointer},
    {"time", format::is_time},
    {"uri", format::is_uri},
    {"uri-reference", format::is_uri_reference},
    {"uri-template", format::is_uri_template},
    {"uuid", format::is_uuid},
};

constexpr auto names = [] {
    std::array<std::string_view, std::size(table)> all{};
    std::transform(std::begin(table), std::end(table), all.begin(), [](const Entry& entry) { return entry.name; });
    return all;
}();
static_assert(std::is_sorted(names.begin(), names.end()));

} // namespace

FormatCheck find_format(std::string_view name) noexcept {
    const auto found = std::lower_bound(names.begin(), names.end(), name);
    return found != names.end() && *found == name ? table[found - names.begin()].check : nullptr;
}

std::span<const std::string_view> format_names() noexcept {
    return names;
}

} // namespace integration_gallery::schema
